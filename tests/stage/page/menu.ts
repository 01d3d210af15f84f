/** Menus as the page's component library makes them. Seen: `base-ui-…` ids in captures of 2026-07. */
import { h } from './dom.ts';

export interface Menu {
  close(): void;
}

interface ItemFacts {
  role: 'menuitem' | 'menuitemradio';
  checked: boolean;
  name: string;
  about: string;
}

export function menuItem({ role, checked, name, about }: ItemFacts, choose: () => void): HTMLElement {
  const lines = h('div', {}, h('div', {}, name), about === '' ? null : h('div', { class: 'about' }, about));
  return h(
    'div',
    { role, 'aria-checked': String(checked), tabindex: '-1', class: 'item', click: choose },
    lines,
  );
}

const OPENS = 'page:opens';
/** Two menus beside each other. */
const BOTH_PX = 560;

/** An item that opens a second menu beside it, when a pointer comes over it or at the arrow key. */
export function openerItem(name: string, items: () => HTMLElement[]): HTMLElement {
  const item = h(
    'div',
    { role: 'menuitem', 'aria-haspopup': 'menu', 'aria-expanded': 'false', tabindex: '-1', class: 'item' },
    name,
  );
  const open = (): void => {
    if (item.getAttribute('aria-expanded') === 'true') return;
    item.setAttribute('aria-expanded', 'true');
    item.dispatchEvent(new CustomEvent(OPENS, { bubbles: true, detail: items() }));
  };
  item.addEventListener('mouseenter', open);
  item.addEventListener('click', open);
  item.addEventListener('keydown', ({ key }) => {
    if (key === 'ArrowRight') open();
  });
  return item;
}

/** Opens at the press of a mouse, and at a click that no pointer has made. Closes at Escape, and at a press elsewhere. */
export function startMenu(button: HTMLElement, items: (menu: Menu) => HTMLElement[]): void {
  let place: HTMLElement | null = null;
  let pointer = false;
  const close = (): void => {
    place?.remove();
    place = null;
    button.setAttribute('aria-expanded', 'false');
  };
  const open = (): void => {
    const menu = h('div', { role: 'menu', class: 'menu', tabindex: '-1' }, ...items({ close }));
    place = h('div', { class: 'menus' }, menu);
    place.addEventListener(OPENS, (event) => openBehind(event as CustomEvent<HTMLElement[]>, menu));
    place.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') close();
    });
    document.body.append(place);
    const { top, left } = button.getBoundingClientRect();
    place.style.bottom = `${innerHeight - top + 4}px`;
    place.style.left = `${Math.max(8, Math.min(left, innerWidth - BOTH_PX))}px`;
    button.setAttribute('aria-expanded', 'true');
    menu.focus();
  };
  const toggle = (): void => (place ? close() : open());
  button.addEventListener('pointerdown', () => {
    pointer = true;
  });
  button.addEventListener('mousedown', (event) => {
    event.preventDefault();
    toggle();
  });
  button.addEventListener('click', () => {
    if (!pointer) toggle();
    pointer = false;
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (place && target instanceof Node && !place.contains(target) && !button.contains(target)) close();
  });
}

/** One second menu at a time. */
function openBehind({ target, detail }: CustomEvent<HTMLElement[]>, menu: HTMLElement): void {
  menu.parentElement?.querySelector('.behind')?.remove();
  for (const other of menu.querySelectorAll('[aria-expanded="true"]'))
    if (other !== target) other.setAttribute('aria-expanded', 'false');
  menu.after(h('div', { role: 'menu', class: 'menu behind', tabindex: '-1' }, ...detail));
}
