/** One tab of claude.ai from its opening to its closing, and what is owed to its user. */
import type { TabModel } from './browser-world.ts';
import type { SoakWorld } from './day.ts';
import { type Latest, send } from './message.ts';
import type { ServerChat } from './outside.ts';
import { arrival, claudePage, type Page } from './page.ts';

export interface SoakTab {
  readonly id: number;
  readonly chat: ServerChat;
  readonly latest: () => Latest | null;
  readonly page: () => Page | null;
  readonly composer: () => string;
  /** The user types this, in pieces. */
  readonly type: (text: string) => Promise<void>;
  /** And sends it. */
  readonly send: () => Promise<void>;
  /** claude.ai's own control beside a failed message. */
  readonly retry: () => boolean;
  readonly load: () => Promise<void>;
  readonly close: () => void;
}

interface State {
  page: Page | null;
  composer: string;
  latest: Latest | null;
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure over what the tab shows.
export function claudeTab(world: SoakWorld, id: number, chat: ServerChat): SoakTab {
  const { browser, owed, clock } = world;
  const is: State = { page: null, composer: '', latest: null };
  const model: TabModel = {
    ...{ id, url: `https://claude.ai/chat/${chat.id}`, active: false, status: 'loading', hears: null },
    reload: () => void load(),
    open: () => void load(),
  };
  browser.tabs.set(id, model);
  const retry = (): boolean => {
    if (!is.page || is.latest?.state !== 'failed') return false;
    void deliver(world, is, chat, is.latest);
    return true;
  };
  const keep = async (state: 'typing' | 'sent', text: string): Promise<void> => {
    const { page } = is;
    const draft = {
      conversationId: chat.id,
      text,
      attachments: [],
      page: page?.name,
      state,
      at: clock.now(),
    };
    if (!(await page?.say('save-draft', draft))) return world.counts.add('drafts that nobody heard of');
    const owns = state === 'typing' ? is.composer === text : is.latest?.text === text && !is.latest.isTaken;
    if (owns)
      owed.set(state === 'typing' ? `typed ${id}` : `sent ${is.latest?.key}`, { text, chatId: chat.id });
  };
  const fill = (text: string): void => {
    world.counts.add('texts put back');
    is.composer = text;
    void keep('typing', text);
  };
  const load = async (): Promise<void> => loadPage(world, { model, is, chat, fill, retry });
  return {
    ...{ id, chat, load, retry },
    latest: () => is.latest,
    page: () => is.page,
    composer: () => is.composer,
    type: async (text) => {
      for (const share of [0.3, 0.7, 1]) {
        is.page?.stir();
        is.composer = text.slice(0, Math.ceil(text.length * share));
        void keep('typing', is.composer);
        await wait(is.page, 900);
      }
    },
    send: async () => {
      const text = is.composer;
      if (!is.page || text === '') return;
      world.counts.add('messages');
      is.latest = {
        key: `${chat.id} ${world.counts.of('messages')}`,
        text,
        isTaken: false,
        state: 'under-way',
        at: clock.elapsed(),
      };
      is.composer = '';
      for (const [name, one] of owed) if (one.chatId === chat.id && one.text === text) owed.delete(name);
      owed.delete(`typed ${id}`);
      is.page.stir();
      void keep('sent', text);
      void deliver(world, is, chat, is.latest);
    },
    close: () => {
      is.page?.leave();
      is.page = null;
      browser.tabs.delete(id);
      browser.tell('tabs.onRemoved', id, {});
    },
  };
}

const wait = (page: Page | null, ms: number): Promise<void> => page?.wait(ms) ?? Promise.resolve();

async function deliver(world: SoakWorld, is: State, chat: ServerChat, latest: Latest): Promise<void> {
  const { page } = is;
  if (!page) return;
  latest.state = 'under-way';
  latest.at = world.clock.elapsed();
  const began = (): void => {
    latest.isTaken = true;
    world.owed.delete(`sent ${latest.key}`);
  };
  const end = await send(
    { ...world, ...{ page, chat, began }, ...world.server(chat), now: world.clock.now },
    latest,
  );
  latest.state = end;
  latest.at = world.clock.elapsed();
}

interface Loading {
  readonly model: TabModel;
  readonly is: State;
  readonly chat: ServerChat;
  readonly fill: (text: string) => void;
  readonly retry: () => boolean;
}

/** The document comes, and our scripts in it; what was typed is gone from the page. */
async function loadPage(world: SoakWorld, { model, is, chat, fill, retry }: Loading): Promise<void> {
  const { browser, clock } = world;
  is.page?.leave();
  Object.assign(is, { page: null, composer: '', latest: null });
  Object.assign(model, { hears: null, status: 'loading' });
  browser.tell('webRequest.onBeforeRequest', { tabId: model.id });
  const hands = { retry, fill, composer: () => is.composer };
  const page = claudePage({
    ...world,
    tabId: model.id,
    chat,
    hands,
    asked: () => world.counts.add('asked by a tab'),
  });
  is.page = page;
  await page.wait(700);
  if (world.trouble() === 'offline') {
    browser.tell('webRequest.onErrorOccurred', { tabId: model.id, error: 'net::ERR_INTERNET_DISCONNECTED' });
    page.leave();
    is.page = null;
    return;
  }
  browser.tell('webRequest.onCompleted', { tabId: model.id, statusCode: 200 });
  Object.assign(model, { hears: page.hears, status: 'complete' });
  browser.tell('tabs.onUpdated', model.id, { status: 'complete' });
  const isOut = world.trouble() === 'session';
  await page.say('observe-tab', {});
  await page.say('hello', { conversationId: isOut ? null : chat.id, page: page.name });
  await page.report(...arrival(clock.now(), chat, isOut ? 'login' : 'app'));
  page.stir();
}
