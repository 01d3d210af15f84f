import { h } from './dom.ts';
import { data } from './hooks.ts';

let region: HTMLElement | null = null;

function ensure(): HTMLElement {
  region ??= h('ol', { class: 'toasts', 'aria-label': 'Notifications', tabindex: '-1' });
  if (!region.isConnected) document.body.append(region);
  return region;
}

/** Errors stay until closed; the same text isn't shown twice. */
export function toast(
  text: string,
  color: 'info' | 'warning' | 'danger' = 'danger',
  role: Record<string, string> = { role: 'status' },
): void {
  const list = ensure();
  if ([...list.children].some((item) => item.firstChild?.textContent === text)) return;
  const item = h(
    'li',
    { ...role, class: `toast ${color}`, ...data('state', 'open'), ...data('color-context', color) },
    h('span', {}, text),
    h('button', { type: 'button', 'aria-label': 'Close', click: () => item.remove() }, '×'),
  );
  list.append(item);
}
