/**
 * The way from the page's world to the extension's: a custom event whose name only the two ends know. The isolated script
 * runs first and leaves the name on the root element; the page's-world script takes it away before any page script runs.
 * Seen: tried in Chromium 156 and Firefox 153 (2026-11). When wrong: the network goes unobserved, the page itself is not hurt.
 */
import type { Sighting } from './sighting';

const ATTRIBUTE = 'data-lifeline-channel';

/** Isolated world. Returns a function that stops listening. */
export function listenOnChannel(document: Document, onMessage: (json: string) => void): () => void {
  const name = `lifeline-${crypto.randomUUID()}`;
  const listener = (event: Event): void => {
    const { detail } = event as CustomEvent<unknown>;
    if (typeof detail === 'string') onMessage(detail);
  };
  document.addEventListener(name, listener);
  document.documentElement.setAttribute(ATTRIBUTE, name);
  return () => document.removeEventListener(name, listener);
}

/** Page's world. Keeps its own references, because page scripts may replace the globals later. */
export function pageEndOfChannel(document: Document): ((sighting: Sighting) => void) | undefined {
  const root = document.documentElement;
  const name = root.getAttribute(ATTRIBUTE);
  if (!name) return undefined;
  root.removeAttribute(ATTRIBUTE);
  const { CustomEvent } = window;
  const { stringify } = JSON;
  const dispatch = document.dispatchEvent.bind(document);
  return (sighting) => {
    // An own `toJSON` keeps the page's, which it may have put on Object.prototype, out of it.
    dispatch(new CustomEvent(name, { detail: stringify({ ...sighting, toJSON: undefined }) }));
  };
}
