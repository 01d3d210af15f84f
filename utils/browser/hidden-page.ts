import { browser } from 'wxt/browser';

/** Chrome's documents without a window, for workers and blobs that its background can't have. There once it is allowed. */
interface Offscreen {
  readonly createDocument: (options: object) => Promise<void>;
  readonly closeDocument: () => Promise<void>;
}
const offscreen = (): Offscreen | undefined => (browser as { offscreen?: Offscreen }).offscreen;

let frame: HTMLIFrameElement | undefined;

/** Opens one of our pages where nobody sees it. Firefox's background is a page itself and takes it in. */
export async function openHiddenPage(path: string): Promise<void> {
  await closeHiddenPage();
  if (typeof document === 'undefined') {
    const options = {
      url: path,
      reasons: ['WORKERS', 'BLOBS'],
      justification: 'Writes the scheduled backup.',
    };
    await offscreen()?.createDocument(options);
    return;
  }
  frame = document.createElement('iframe');
  frame.src = path;
  document.documentElement.append(frame);
}

/** Nothing happens when there is none. */
export async function closeHiddenPage(): Promise<void> {
  frame?.remove();
  frame = undefined;
  await offscreen()
    ?.closeDocument()
    .catch(() => undefined);
}
