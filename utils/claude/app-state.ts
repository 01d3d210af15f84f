/**
 * Whether claude.ai's app stands in its document. It is one page that builds itself from script files; after a deployment the
 * old files are gone. Then Vite fires `vite:preloadError`, and the page reloads itself, once in 10 s: it notes when in
 * sessionStorage `spa_preload_reload_at`.
 * Seen: tests/fixtures/claude/app-states.json (2026-11). When wrong: a page that only loads slowly is called empty, or an empty
 * one isn't noticed.
 */
import { isChatPath } from './page-place';

/** Pages of the app that always show something to use. */
export const isAppPath = (path: string): boolean =>
  isChatPath(path) || /^\/(chats|recents|projects|settings|code|task)(\/|$)/.test(path);

const USABLE = 'button, a[href], input, textarea, select, [contenteditable="true"]';
const FRAMES = 'iframe, object, embed, video, canvas';
const UNSEEN = 'script, style, noscript, template, [hidden]';
/** Smaller frames measure and check things out of sight. */
const FRAME_PX = 100;
/** Longer than a word or two over a spinner. */
const SOME_CHARS = 25;

/** Nothing to read and nothing to use; a logo or a spinner may be there. */
export function isBlank({ body }: Document): boolean {
  if (body.querySelector(USABLE)) return false;
  for (const { offsetWidth, offsetHeight } of body.querySelectorAll<HTMLElement>(FRAMES))
    if (offsetWidth > FRAME_PX && offsetHeight > FRAME_PX) return false;
  const texts = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  let chars = 0;
  while (texts.nextNode() && chars < SOME_CHARS)
    if (!texts.currentNode.parentElement?.closest(UNSEEN))
      chars += texts.currentNode.textContent?.trim().length ?? 0;
  return chars < SOME_CHARS;
}

const PARTS = 'script[src], link[rel~="modulepreload"], link[rel~="stylesheet"]';

type Entry = Pick<PerformanceResourceTiming, 'name' | 'responseStatus'>;

const partsOf = (document: Document): string[] =>
  [...document.querySelectorAll<HTMLScriptElement & HTMLLinkElement>(PARTS)].map(
    ({ src, href }) => src || href,
  );

/** A part of the app is still on its way: it is asked for, and the browser has no record of its end. */
export const hasPartsUnderWay = (document: Document, entries: readonly Entry[]): boolean => {
  const known = new Set(entries.map(({ name }) => name));
  return partsOf(document).some((url) => !known.has(url));
};

/** Of these, the ones that the document itself asks for. */
export const partsNamed = <E extends Entry>(document: Document, entries: readonly E[]): E[] => {
  const named = new Set(partsOf(document));
  return entries.filter(({ name }) => named.has(name));
};

/** HTTP status of a part of the app that could not be had; undefined when none is known. */
export const failedPart = (entries: readonly Entry[]): number | undefined =>
  entries.find(
    ({ name, responseStatus }) =>
      responseStatus >= 400 &&
      /^https:\/\/([\w-]+\.)*(claude|anthropic)\.\w+\/[^?]*\.(m?js|css)(\?|$)/.test(name),
  )?.responseStatus;

/** The page has noted, at about the time of this error, that it reloads itself. */
export function reloadsItself(session: Pick<Storage, 'getItem'>, errorAt: number): boolean {
  try {
    return Number(session.getItem('spa_preload_reload_at')) > errorAt - 1_000;
  } catch {
    return false; // storage is blocked: the page can't have noted anything
  }
}
