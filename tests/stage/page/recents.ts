import { h } from './dom.ts';
import type { ListItem } from './sidebar.ts';

/** "Your chat history"; a part of the page that is fetched when it is first wanted. */
export function recentsView(items: readonly ListItem[]): HTMLElement {
  return h(
    'section',
    { class: 'recents' },
    h('h1', {}, 'Your chat history'),
    h('ul', {}, ...items.map(({ uuid, name }) => h('li', {}, h('a', { href: `/chat/${uuid}` }, name)))),
  );
}
