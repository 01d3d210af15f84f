import { call, orgPath } from './api.ts';
import { fill, h } from './dom.ts';
import { session } from './flags.ts';
import { listMerged } from './merged-calls.ts';

export interface ListItem {
  uuid: string;
  name: string;
}

export interface Sidebar {
  element: HTMLElement;
  load(): Promise<void>;
  mark(path: string): void;
}

export async function fetchList(): Promise<ListItem[]> {
  if (session.flags.merged_experience) return listMerged();
  const value = (await call(orgPath('/chat_conversations_v2?limit=30&offset=0&consistency=eventual'))) as {
    data?: ListItem[];
  };
  if (!Array.isArray(value.data)) throw new SyntaxError('not a list');
  return value.data;
}

export function createSidebar(): Sidebar {
  const list = h('ul', {});
  const link = (href: string, text: string): HTMLElement => h('a', { href }, text);
  const element = h(
    'nav',
    { class: 'sidebar', 'aria-label': 'Sidebar' },
    h('div', { class: 'brand' }, 'Claude'),
    link('/new', '+ New chat'),
    link('/recents', 'Chats'),
    link('/projects', 'Projects'),
    link('/settings/general', 'Settings'),
    h('h2', {}, 'Recents'),
    list,
    h('div', { class: 'who' }, h('span', {}, session.name), link('/logout', 'Log out')),
  );
  const mark = (path: string): void => {
    for (const anchor of element.querySelectorAll('a')) {
      if (anchor.getAttribute('href') === path) anchor.setAttribute('aria-current', 'page');
      else anchor.removeAttribute('aria-current');
    }
  };
  return {
    element,
    mark,
    async load() {
      try {
        const items = await fetchList();
        fill(list, ...items.map((item) => h('li', {}, link(`/chat/${item.uuid}`, item.name || 'Untitled'))));
        mark(location.pathname);
      } catch {
        if (list.childElementCount === 0) fill(list, h('li', { class: 'muted' }, 'Sidebar failed to load.'));
      }
    },
  };
}
