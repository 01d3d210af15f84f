import { t } from '@/utils/browser/i18n';

const HOST = 'lifeline-pointer';
const LOOK_MS = 100;
/** Who hasn't chosen by then has seen it. */
const SHOWN_MS = 60_000;
const GAP = 3;

const CSS = `
  .ring { position: fixed; box-sizing: border-box; border: 2px solid #2f6fde; border-radius: 8px; pointer-events: none; }
  .words { position: fixed; box-sizing: border-box; padding: 2px 8px; border-radius: 6px; background: #1d4fae; color: #fff;
    font: 13px/1.4 system-ui, sans-serif; pointer-events: none; white-space: nowrap; }
`;

let remove: (() => void) | undefined;

export const stopPointing = (): void => remove?.();

/** Draws a ring around something of the page's, with words beside it, and puts the focus there. It goes when that goes. */
export function pointAt(target: HTMLElement): void {
  stopPointing();
  target.scrollIntoView({ block: 'nearest' });
  target.focus({ preventScroll: true });
  // From a document without definitions: the page may have defined an element of this name.
  const host = document.implementation.createHTMLDocument('').createElement(HOST);
  host.style.cssText = 'all: initial; position: fixed; inset: 0; z-index: 2147483001; pointer-events: none;';
  const root = host.attachShadow({ mode: 'open' });
  const style = document.createElement('style');
  style.textContent = CSS;
  const ring = document.createElement('div');
  ring.className = 'ring';
  const words = document.createElement('div');
  words.className = 'words';
  words.setAttribute('role', 'status');
  root.append(style, ring, words);
  document.documentElement.append(host);
  const until = Date.now() + SHOWN_MS;
  const timer = setInterval(
    () => (Date.now() < until && place(target, ring, words) ? undefined : remove?.()),
    LOOK_MS,
  );
  remove = () => {
    clearInterval(timer);
    host.remove();
    remove = undefined;
  };
  place(target, ring, words);
  // A live region has to stand there before it speaks.
  setTimeout(() => (words.textContent = t('pointer_choose')), LOOK_MS);
}

/** False when the target is out of sight. */
function place(target: HTMLElement, ring: HTMLElement, words: HTMLElement): boolean {
  const { top, left, width, height } = target.getBoundingClientRect();
  if (!target.isConnected || width === 0 || height === 0) return false;
  const px = (value: number): string => `${Math.round(value)}px`;
  Object.assign(ring.style, {
    top: px(top - GAP),
    left: px(left - GAP),
    width: px(width + 2 * GAP),
    height: px(height + 2 * GAP),
  });
  const above = top > words.offsetHeight + 3 * GAP;
  Object.assign(words.style, {
    left: px(Math.max(GAP, Math.min(left, innerWidth - words.offsetWidth - GAP))),
    top: px(above ? top - words.offsetHeight - 2 * GAP : top + height + 2 * GAP),
  });
  return true;
}
