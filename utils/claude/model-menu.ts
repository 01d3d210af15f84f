/**
 * claude.ai's menu of models. A button in the composer opens it; models are radio items with their name first and a description
 * below it, and older ones stand in a second menu behind an item that opens it. Menus come and go at the end of the document.
 * Seen: tests/fixtures/claude/model-menu.html (2026-07). When wrong: the user has to open the menu by hand.
 */
import { modelName } from './model-name';
import { first, SELECTORS } from './selectors';

const MENU = '[role="menu"], [role="listbox"]';
const ITEM = '[role="menuitemradio"], [role="menuitem"], [role="option"]';
/** A second menu has such an item; to click on one opens it and chooses nothing. */
const OPENER = '[role="menuitem"][aria-haspopup="menu"]';
/** A menu comes within this time of being asked for. */
const COMES_MS = 400;
const LOOK_MS = 50;
/** No model menu has so many items. */
const MOST_ITEMS = 100;
/** Effort, older models: more second menus than these are not looked through. */
const MOST_OPENERS = 4;

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const modelButton = (document: Document): HTMLElement | null => first(document, SELECTORS.model);

/** Opens the menu, unless it is open. False when it doesn't come. */
export async function openMenu(button: HTMLElement): Promise<boolean> {
  if (isOpen(button)) return true;
  // Today's opens at a click; others of its kind at the press of a pointer, or of a key.
  for (const way of [click, press, key('ArrowDown')]) {
    way(button);
    if (await comes(() => isOpen(button))) return true;
  }
  return false;
}

export async function closeMenu(button: HTMLElement): Promise<void> {
  const { ownerDocument: document } = button;
  for (const way of [key('Escape'), key('Escape'), click]) {
    if (!isOpen(button)) return;
    way(way === click ? button : (document.activeElement ?? button));
    await comes(() => !isOpen(button));
  }
}

/** The item of that model in the open menu or in one behind it; null when it isn't offered. */
export async function findModel(document: Document, model: string): Promise<HTMLElement | null> {
  const there = itemOf(document, model);
  if (there) return there;
  for (const opener of seen(document, OPENER).slice(0, MOST_OPENERS)) {
    const before = seen(document, MENU).length;
    for (const way of [key('ArrowRight'), hover, click]) {
      if (!opener.isConnected || seen(document, MENU).length > before) break;
      opener.focus();
      way(opener);
      if (await comes(() => seen(document, MENU).length > before)) break;
    }
    const behind = itemOf(document, model);
    if (behind) return behind;
  }
  return null;
}

/** All menus that are open, with those behind items. */
export const menusIn = (document: Document): HTMLElement[] => seen(document, MENU);

/** Names of the models in the menus that are open. */
export const modelsIn = (document: Document): string[] =>
  itemsIn(document).flatMap((item) => namesOf(item).slice(0, 1));

function itemOf(document: Document, model: string): HTMLElement | null {
  const wanted = modelName(model);
  return itemsIn(document).find((item) => wanted !== null && namesOf(item).includes(wanted)) ?? null;
}

const itemsIn = (document: Document): HTMLElement[] =>
  seen(document, MENU)
    .flatMap((menu) => seen(menu, ITEM))
    .filter((item) => !item.matches(OPENER))
    .slice(0, MOST_ITEMS);

/** The first words name the model; they may come in two parts. What follows describes it, and may name others. */
function namesOf(item: HTMLElement): string[] {
  const words: string[] = [];
  const walker = item.ownerDocument.createTreeWalker(item, NodeFilter.SHOW_TEXT);
  while (words.length < 2 && walker.nextNode()) {
    const text = walker.currentNode.nodeValue?.trim().slice(0, 100) ?? '';
    if (text !== '') words.push(text);
  }
  const parts = [words[0] ?? '', words.join(' ')];
  const name = parts.map(modelName).find((one) => one !== null && /\d/.test(one));
  return name ? [name] : [];
}

function isOpen(button: HTMLElement): boolean {
  const says = button.getAttribute('aria-expanded') ?? button.dataset.state ?? null;
  if (says !== null) return says === 'true' || says === 'open';
  return seen(button.ownerDocument, MENU).length > 0;
}

/** Those that are in sight. */
const seen = (root: ParentNode, selector: string): HTMLElement[] =>
  [...root.querySelectorAll<HTMLElement>(selector)].filter((one) => !isHidden(one));

const isHidden = (element: HTMLElement): boolean =>
  element.closest('[hidden]') !== null ||
  (typeof element.checkVisibility === 'function' && !element.checkVisibility());

async function comes(isThere: () => boolean): Promise<boolean> {
  for (let ms = 0; ms < COMES_MS; ms += LOOK_MS) {
    await delay(LOOK_MS);
    if (isThere()) return true;
  }
  return false;
}

const POINTER = { bubbles: true, cancelable: true, composed: true, button: 0, pointerType: 'mouse' };

const click = (element: Element): void => (element as HTMLElement).click();

function press(element: Element): void {
  element.dispatchEvent(new PointerEvent('pointerdown', { ...POINTER, buttons: 1, isPrimary: true }));
  element.dispatchEvent(new MouseEvent('mousedown', { ...POINTER, buttons: 1 }));
  element.dispatchEvent(new PointerEvent('pointerup', { ...POINTER, isPrimary: true }));
  element.dispatchEvent(new MouseEvent('mouseup', POINTER));
}

function hover(element: Element): void {
  for (const name of ['pointerover', 'pointerenter', 'pointermove'])
    element.dispatchEvent(new PointerEvent(name, { ...POINTER, button: -1, isPrimary: true }));
  for (const name of ['mouseover', 'mouseenter', 'mousemove'])
    element.dispatchEvent(new MouseEvent(name, POINTER));
}

const key =
  (name: string) =>
  (element: Element): void => {
    for (const type of ['keydown', 'keyup'])
      element.dispatchEvent(
        new KeyboardEvent(type, { key: name, code: name, bubbles: true, cancelable: true, composed: true }),
      );
  };
