import { PageError } from './api.ts';
import { createComposer } from './composer.ts';
import { fill, h } from './dom.ts';
import { session } from './flags.ts';
import { className, testid } from './hooks.ts';
import { openLegacy, sendLegacy, stopLegacy } from './legacy-chat.ts';
import { openMerged, sendMerged, stopMerged } from './merged-chat.ts';
import { createSidebar, fetchList } from './sidebar.ts';
import { type ChatState, changed, chat, emptyChat, onChat } from './store.ts';
import { createTranscript } from './transcript.ts';

const chatIn = (path: string): string | null => /^\/chat\/([^/]+)$/.exec(path)?.[1] ?? null;

function send(text: string): void {
  const fresh = chat.state.id === null;
  const id = chat.state.id ?? crypto.randomUUID();
  if (fresh) {
    // The client makes the id, so the address changes before the server knows of the chat.
    chat.state = { ...emptyChat(id), title: '' };
    history.pushState({}, '', `/chat/${id}`);
    window.dispatchEvent(new Event('page:moved'));
  }
  (session.flags.merged_experience ? sendMerged : sendLegacy)(text, id, fresh);
}

async function openChat(id: string): Promise<void> {
  const state = emptyChat(id);
  state.loading = true;
  chat.state = state;
  changed();
  try {
    await (session.flags.merged_experience ? openMerged : openLegacy)(state, id);
  } catch (error) {
    const missing = error instanceof PageError && error.status === 404;
    state.loadError = missing
      ? 'Conversation not found.'
      : 'There has been an error while loading the conversation. Please try again later.';
  }
  state.loading = false;
  changed();
}

const isHistory = (path: string): boolean => path === '/recents' || path === '/chats';

/** The one part of the page that comes in a script of its own. */
async function showHistory(place: Element): Promise<void> {
  try {
    const { recentsView } = await import('./recents.ts');
    fill(place, recentsView(await fetchList()));
  } catch {
    fill(place, h('p', { role: 'alert' }, 'Something went wrong loading this page. You can try again.'));
  }
}

function titleOf(state: ChatState, path: string): string {
  if (isHistory(path)) return 'Your chat history - Claude';
  if (state.id !== null && state.title !== '') return `${state.title} - Claude`;
  return session.flags.merged_experience ? 'New session - Claude' : 'New chat - Claude';
}

export function startShell(root: Element): void {
  const sidebar = createSidebar();
  const transcript = createTranscript(() => session.flags.failure_banner);
  const composer = createComposer({
    send,
    stop: () => (session.flags.merged_experience ? stopMerged : stopLegacy)(),
  });
  const title = h('button', { type: 'button', class: 'title', ...testid('title') });
  const greeting = h('h1', { class: 'greeting' }, 'What can I help with?');
  const recents = h('div', {});
  const main = h(
    'main',
    { class: 'main' },
    h('header', {}, title),
    transcript.element,
    recents,
    greeting,
    composer.element,
    h('p', { class: 'note' }, 'Claude is AI and can make mistakes. Please double-check responses.'),
  );
  fill(root, sidebar.element, main);

  const paint = (state: ChatState): void => {
    const { pathname } = location;
    main.classList.toggle(className('is-new'), state.id === null);
    title.textContent = state.title;
    document.title = titleOf(state, pathname);
    transcript.update(state);
    composer.update(state);
  };
  const arrive = (): void => {
    const id = chatIn(location.pathname);
    recents.replaceChildren();
    if (isHistory(location.pathname)) void showHistory(recents);
    sidebar.mark(location.pathname);
    composer.arrive(location.pathname);
    if (id !== null) return void openChat(id);
    chat.state = emptyChat(null);
    changed();
  };
  root.addEventListener('click', (event) => {
    if (!(event instanceof MouseEvent) || event.metaKey || event.ctrlKey || event.button !== 0) return;
    const anchor = event.target instanceof Element ? event.target.closest('a') : null;
    if (!anchor || anchor.origin !== location.origin || anchor.pathname === '/logout') return;
    event.preventDefault();
    history.pushState({}, '', anchor.href);
    arrive();
  });
  window.addEventListener('popstate', arrive);
  window.addEventListener('page:moved', () => sidebar.mark(location.pathname));
  window.addEventListener('page:conversations', () => void sidebar.load());
  onChat(paint);
  arrive();
  void sidebar.load();
}
