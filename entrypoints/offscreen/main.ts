import { openLibraryWorker } from '@/utils/browser/library-worker';
import { send } from '@/utils/browser/messages';

/** Makes the scheduled backup where no window is open. The addresses of its files live as long as this page does. */
async function write(): Promise<void> {
  // Chrome gives such a page no more of the extension than messages: what it has to know stands in its address.
  const extensionVersion = new URLSearchParams(location.search).get('version') ?? '';
  const input = { ids: null, format: 'zip', extensionVersion, now: Date.now() } as const;
  const made = await openLibraryWorker().run('export', input);
  const isEmpty = made.ok && made.value.conversations === 0;
  const files = made.ok && !isEmpty ? made.value.files : [];
  await send('save-exports', {
    files: files.map(({ name, blob }) => ({ name, url: URL.createObjectURL(blob) })),
    problem: made.ok ? (isEmpty ? 'empty' : null) : made.error,
  });
}

void write();
