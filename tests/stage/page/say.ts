import type { Say } from '../types.ts';
import { fill, h } from './dom.ts';
import { data } from './hooks.ts';
import { changed, chat } from './store.ts';
import { toast } from './toasts.ts';

const roleOf = ({ role = 'status' }: Say): Record<string, string> => (role === 'none' ? {} : { role });

function banner(root: Element, one: Say): void {
  const colour = one.color ? data('color-context', one.color) : {};
  const element = h(
    'div',
    { class: 'banner', ...roleOf(one), ...data('cds', 'Banner'), ...colour },
    one.text,
  );
  root.querySelector('main')?.prepend(element);
}

export function boundary(root: Element, text: string): void {
  const again = h('button', { type: 'button', click: () => location.reload() }, 'Try again');
  fill(root, h('main', { class: 'boundary' }, h('h1', {}, text), again));
}

function say(root: Element, one: Say): void {
  const { state } = chat;
  if (one.place === 'toast') toast(one.text, one.color, roleOf(one));
  else if (one.place === 'banner') banner(root, one);
  else if (one.place === 'turn') state.problem = { text: one.text, retry: true, limit: false };
  else if (one.place === 'alert') state.loadError = one.text;
  else if (one.place === 'boundary') boundary(root, one.text);
  else {
    const id = `said-${state.turns.length}`;
    state.turns.push({ key: id, uuid: id, sender: 'assistant', text: one.text, streaming: false });
  }
  changed();
}

/** Says what the stage was told to let the page say: at its start, and on demand of a test's own script. */
export function startSaying(root: Element, first: readonly Say[]): void {
  for (const one of first) say(root, one);
  window.addEventListener('page:say', (event) => say(root, (event as CustomEvent<Say>).detail));
}
