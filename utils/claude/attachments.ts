/**
 * Gives the composer a file. Its form has an input for files, out of sight; what is attached shows as a thumbnail. The page reads
 * the file by itself, as it does with one that the user has chosen.
 * Seen: tests/fixtures/claude/composer-files.html (2026-07). When wrong: the user is told that it couldn't be attached.
 */
import { readAttachments } from './composer';
import { first, SELECTORS } from './selectors';

const LOOK_MS = 100;
/** A page that took the file shows it within this time; one that has not may be asked in another way. */
const TAKEN_MS = 8_000;
const ASKED_MS = 2_000;

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const findFileInput = (composer: HTMLElement): HTMLInputElement | null =>
  (composer.closest('fieldset, form')?.querySelector<HTMLInputElement>('input[type="file"]') ??
    first(composer.ownerDocument, SELECTORS.fileInput)) as HTMLInputElement | null;

/** True once the page shows it. Asked by its input, else by a paste and a drop, each at most once; what is there stays the only one. */
export async function attachFile(composer: HTMLElement, file: File): Promise<boolean> {
  const { ownerDocument: document } = composer;
  if (readAttachments(document).includes(file.name)) return true;
  const before = countOf(document);
  const isThere = (): boolean => countOf(document) > before;
  const input = findFileInput(composer);
  if (input) {
    if (await appears(isThere, choose(input, file))) return true;
    input.value = ''; // it is not left for the user's next choice
    if (isThere()) return true;
  }
  for (const way of [paste, drop]) if (await appears(isThere, way(composer, file))) return true;
  return false;
}

const countOf = (document: Document): number =>
  Math.max(document.querySelectorAll(SELECTORS.attachment).length, new Set(readAttachments(document)).size);

/** `isTaken`: the page has done something with it, so that another way would attach it twice. */
async function appears(isThere: () => boolean, isTaken: () => boolean): Promise<boolean> {
  const began = Date.now();
  while (Date.now() - began < (isTaken() ? TAKEN_MS : ASKED_MS)) {
    await delay(LOOK_MS);
    if (isThere()) return true;
  }
  return false;
}

function carrying(file: File): DataTransfer {
  const transfer = new DataTransfer();
  transfer.items.add(file);
  return transfer;
}

function choose(input: HTMLInputElement, file: File): () => boolean {
  input.files = carrying(file).files;
  for (const name of ['input', 'change']) input.dispatchEvent(new Event(name, { bubbles: true }));
  // A page empties the input, or puts another in its place, when it has taken what was chosen.
  return () => !input.isConnected || input.files?.length === 0;
}

function paste(composer: HTMLElement, file: File): () => boolean {
  const event = new ClipboardEvent('paste', {
    clipboardData: carrying(file),
    bubbles: true,
    cancelable: true,
  });
  const isTaken = !composer.dispatchEvent(event);
  return () => isTaken;
}

function drop(composer: HTMLElement, file: File): () => boolean {
  const dataTransfer = carrying(file);
  const options = { dataTransfer, bubbles: true, cancelable: true };
  composer.dispatchEvent(new DragEvent('dragenter', options));
  composer.dispatchEvent(new DragEvent('dragover', options));
  const isTaken = !composer.dispatchEvent(new DragEvent('drop', options));
  return () => isTaken;
}
