import { fill, h } from './dom.ts';
import { testid } from './hooks.ts';

/** A text file: the page reads it by itself and sends its text along. Seen: `attachments[]` of captures of 2026-05. */
export interface Attached {
  file_name: string;
  file_size: number;
  file_type: string;
  extracted_content: string;
}

/** Reading and checking a file takes the page a moment. */
const READS_MS = 150;

const attached: Attached[] = [];
let changedFiles: (() => void) | undefined;

/** Takes them along with the next send. */
export function takeFiles(): Attached[] {
  const taken = attached.splice(0);
  changedFiles?.();
  return taken;
}

export async function addFiles(files: readonly File[]): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, READS_MS));
  for (const file of files)
    attached.push({
      file_name: file.name,
      file_size: file.size,
      file_type: file.type,
      extracted_content: await file.text(),
    });
  changedFiles?.();
}

/** A card with the name, the number of lines and the ending. Seen: an upload of 2026-06. */
const thumbnail = (file: Attached, remove: () => void): HTMLElement =>
  h(
    'div',
    { class: 'thumbnail', ...testid('thumbnail') },
    h('h3', {}, file.file_name),
    h('p', {}, `${file.extracted_content.split('\n').length} lines`),
    h('p', {}, file.file_name.split('.').at(-1)?.toUpperCase() ?? ''),
    h('button', { type: 'button', 'aria-label': 'Remove', click: remove }, '×'),
  );

export function createFiles(): { input: HTMLInputElement; cards: HTMLElement } {
  const cards = h('div', { class: 'cards' });
  changedFiles = () =>
    fill(
      cards,
      ...attached.map((file) =>
        thumbnail(file, () => {
          attached.splice(attached.indexOf(file), 1);
          changedFiles?.();
        }),
      ),
    );
  const input = h('input', {
    id: 'chat-input-file-upload-onpage',
    ...testid('fileUpload'),
    'aria-hidden': 'true',
    tabindex: '-1',
    'aria-label': 'Upload files',
    type: 'file',
    multiple: true,
    class: 'files',
    change: () => {
      const files = [...(input.files ?? [])];
      input.value = '';
      void addFiles(files);
    },
  });
  return { input, cards };
}
