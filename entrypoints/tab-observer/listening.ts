import { attempt } from './parts';

/**
 * `document.open()` takes all listeners off its document and window, ours too: they come back with what the page then writes.
 * Seen: tried in Chromium 156 and Firefox 153 (2026-11). When wrong: drafts and signs of life go unheard until the next load.
 */
export function listenTo<E extends Event>(
  target: EventTarget,
  names: readonly string[],
  then: (event: E) => void,
  signal: AbortSignal,
): void {
  const options = { capture: true, passive: true, signal };
  // One that is still there is not added a second time.
  const listen = (): void => {
    for (const name of names) target.addEventListener(name, then as (event: Event) => void, options);
  };
  listen();
  attempt(() => {
    const rewritten = new MutationObserver(listen);
    rewritten.observe(document, { childList: true });
    signal.addEventListener('abort', () => rewritten.disconnect());
  });
}
