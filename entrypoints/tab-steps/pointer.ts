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

/** Draws a ring around one of the page's menu items, with words above the menus, and puts the focus there. It goes when the item goes. */
export function pointAt(target: HTMLElement, menus: readonly HTMLElement[]): void {
  stopPointing();
  target.scrollIntoView({ block: 'nearest' });
  target.focus({ preventScroll: true });
  const { host, ring, words } = drawn();
  document.documentElement.append(host);
  const show = (): boolean => {
    const box = target.getBoundingClientRect();
    if (!target.isConnected || box.width === 0 || box.height === 0) return false;
    surround(ring, box);
    putBeside(
      words,
      box,
      menus.map((menu) => menu.getBoundingClientRect()),
    );
    return true;
  };
  const until = Date.now() + SHOWN_MS;
  const timer = setInterval(() => (Date.now() < until && show()) || stopPointing(), LOOK_MS);
  remove = () => {
    clearInterval(timer);
    host.remove();
    remove = undefined;
  };
  show();
  // A live region has to stand there before it speaks.
  setTimeout(() => (words.textContent = t('pointer_choose')), LOOK_MS);
}

function drawn(): { host: HTMLElement; ring: HTMLElement; words: HTMLElement } {
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
  return { host, ring, words };
}

const px = (value: number): string => `${Math.round(value)}px`;

const surround = (ring: HTMLElement, { top, left, width, height }: DOMRect): void =>
  void Object.assign(ring.style, {
    top: px(top - GAP),
    left: px(left - GAP),
    width: px(width + 2 * GAP),
    height: px(height + 2 * GAP),
  });

/** Above all menus, else below them: no item is covered. */
function putBeside(words: HTMLElement, item: DOMRect, menus: readonly DOMRect[]): void {
  const boxes = menus.filter(({ height }) => height > 0);
  const top = Math.min(item.top, ...boxes.map((box) => box.top)) - words.offsetHeight - 2 * GAP;
  const bottom = Math.max(item.bottom, ...boxes.map((box) => box.bottom)) + 2 * GAP;
  const left = Math.min(item.left, innerWidth - words.offsetWidth - GAP);
  Object.assign(words.style, { left: px(Math.max(GAP, left)), top: px(top >= GAP ? top : bottom) });
}
