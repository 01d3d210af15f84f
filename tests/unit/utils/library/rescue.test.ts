import { beforeEach, expect, test } from 'vitest';
import forked from '@/tests/fixtures/conversations/forked.json';
import type { Conversation } from '@/utils/claude/conversation';
import { snapshotFacts } from '@/utils/claude/conversation';
import type { Shown } from '@/utils/claude/dom-transcript';
import { keepFound } from '@/utils/library/rescue';
import { createStore, type LibraryStore } from '@/utils/library/store';
import type { Snapshot } from '@/utils/library/types';
import { freshLibrary } from './fresh-library';

const CHAT = forked as unknown as Conversation;
const ID = CHAT.uuid;
const target = { organizationId: 'org', conversationId: ID, half: null };

let store: LibraryStore;
let clock: number;
beforeEach(async () => {
  store = createStore(await freshLibrary());
  clock = 1_000;
});

const tick = (): number => {
  clock += 1;
  return clock;
};
const edges = () => ({ store, now: tick });
const part = (count: number, special: object = {}): string =>
  JSON.stringify({ ...CHAT, chat_messages: CHAT.chat_messages.slice(0, count), ...special });
const save = (raw: string, source: Snapshot['source'], special: Partial<Snapshot> = {}) =>
  store.saveSnapshot(raw, {
    ...snapshotFacts(JSON.parse(raw) as Conversation),
    ...{ organizationId: 'org', source, capturedAt: tick() },
    ...special,
  });
const window = (...texts: string[]): Shown => ({
  title: 'Names for a boat',
  messages: texts.map((text, index) => ({
    key: '',
    sender: index % 2 === 0 ? ('human' as const) : ('assistant' as const),
    text,
    isUnfinished: false,
  })),
});
/** Rows with the ids of the chat's messages. */
const rowsOf = (chat: Conversation, ...more: Shown['messages']): Shown => ({
  title: '',
  messages: [
    ...chat.chat_messages.slice(-2).map(({ uuid }) => ({
      key: uuid,
      sender: 'assistant' as const,
      text: 'whatever it says',
      isUnfinished: false,
    })),
    ...more,
  ],
});
const kept = async () =>
  (await store.versionsOf(ID)).map(({ source, whole, messageCount }) => ({ source, whole, messageCount }));

test('a cached copy is kept to the byte; that it holds all that is shown proves it whole', async () => {
  const raw = part(8);
  await keepFound(edges(), target, { copies: [raw], shown: rowsOf(CHAT) });
  expect(await kept()).toEqual([{ source: 'page-cache', whole: true, messageCount: 8 }]);
  const best = await store.latest(ID);
  expect(new TextDecoder().decode(await store.readRaw(best?.hash ?? ''))).toBe(raw);
});

test('what is not proven whole says so', async () => {
  await keepFound(edges(), target, { copies: [part(8)], shown: null });
  expect(await kept()).toEqual([{ source: 'page-cache', whole: false, messageCount: 8 }]);
});

test.each<[string, (raw: string) => Promise<unknown>]>([
  ['the same state is in the library', (raw) => save(raw, 'api')],
  ['a later one is', () => save(part(8, { updated_at: '2027-01-01T00:00:00Z' }), 'api')],
])('a cached copy is not kept when %s', async (_, before) => {
  const raw = part(8);
  await before(raw);
  await keepFound(edges(), target, { copies: [raw, ` ${raw}`], shown: null });
  expect(await kept()).toHaveLength(1);
});

test('a smaller copy of a later state is kept beside the larger, and is not the best', async () => {
  await save(part(8), 'api');
  await keepFound(edges(), target, {
    copies: [part(2, { updated_at: '2027-01-01T00:00:00Z' })],
    shown: null,
  });
  expect(await kept()).toHaveLength(2);
  expect(await store.latest(ID)).toMatchObject({ source: 'api', messageCount: 8 });
});

test.each(['half', '{"uuid":1}', '[]', 'null', JSON.stringify({ ...CHAT, uuid: 'another' })])(
  'a copy that is none is no copy: %s',
  async (copy) => {
    await keepFound(edges(), target, { copies: [copy.slice(0, 60), copy], shown: null });
    expect(await kept()).toEqual([]);
  },
);

test('what the page shows beyond the best copy is put behind it, and never called whole', async () => {
  await save(part(8), 'api');
  const question = { key: '', sender: 'human' as const, text: 'And a smaller boat?', isUnfinished: false };
  await keepFound(edges(), target, { copies: [], shown: rowsOf(CHAT, question) });
  expect(await store.latest(ID)).toMatchObject({
    source: 'dom',
    whole: false,
    messageCount: 9,
    sentCount: 8,
  });
});

test('half an answer is put behind the copy of before it, not behind one of after it', async () => {
  await save(part(8), 'api');
  const half = { text: 'You could call it The Bro', at: clock + 1 };
  await keepFound(edges(), { ...target, half }, { copies: [], shown: null });
  expect(await store.latest(ID)).toMatchObject({ source: 'stream', whole: false, messageCount: 9 });
  await keepFound(
    edges(),
    { ...target, half: { ...half, text: 'Of before', at: 5 } },
    { copies: [], shown: null },
  );
  expect(await kept()).toHaveLength(2);
});

test('the window alone is better than nothing, and gives way to the first real payload', async () => {
  const shown = window('How about a boat?', 'A fine idea.', 'Names?', 'The Brown Bear.');
  await keepFound(edges(), target, { copies: [], shown });
  expect(await store.latest(ID)).toMatchObject({
    source: 'dom',
    messageCount: 4,
    sentCount: 0,
    title: 'Names for a boat',
  });
  await save(part(2), 'api');
  expect(await store.latest(ID)).toMatchObject({ source: 'api', messageCount: 2 });
  expect(await kept()).toHaveLength(2);
});

test('an assembled version is never what the next one is put together from', async () => {
  await save(part(8), 'api');
  for (const text of ['First try', 'Second try']) {
    const question = { key: '', sender: 'human' as const, text, isUnfinished: false };
    await keepFound(edges(), target, { copies: [], shown: rowsOf(CHAT, question) });
  }
  expect((await store.versionsOf(ID)).map(({ messageCount }) => messageCount)).toEqual([8, 9, 9]);
});

test('the same rescue twice is one version', async () => {
  const shown = window('How about a boat?', 'A fine idea.');
  for (let time = 0; time < 3; time += 1) await keepFound(edges(), target, { copies: [part(2)], shown });
  const versions = await kept();
  expect(new Set(versions.map((one) => JSON.stringify(one))).size).toBe(versions.length);
});

test('nothing to be had changes nothing', async () => {
  await keepFound(edges(), target, { copies: [], shown: null });
  await keepFound(edges(), target, { copies: [], shown: window() });
  expect(await kept()).toEqual([]);
});
