import { beforeEach, describe, expect, test, vi } from 'vitest';
import everyBlock from '@/tests/fixtures/conversations/every-block.json';
import forked from '@/tests/fixtures/conversations/forked.json';
import { type Conversation, parseConversation, snapshotFacts } from '@/utils/claude/conversation';
import type { LibraryDatabase } from '@/utils/library/database';
import { createSearchIndex, type SearchIndex } from '@/utils/library/search/library-index';
import type { SearchFilter } from '@/utils/library/search/search-types';
import { createStore, type LibraryStore, type NewSnapshot } from '@/utils/library/store';
import { freshLibrary } from '../fresh-library';

let database: LibraryDatabase;
let store: LibraryStore;
let index: SearchIndex;
beforeEach(async () => {
  database = await freshLibrary();
  store = createStore(database);
  index = createSearchIndex(async () => database);
});

async function keep(payload: unknown, more: Partial<NewSnapshot> = {}): Promise<void> {
  const parsed = parseConversation(payload);
  if (!parsed.ok) throw new Error(parsed.error);
  const facts = { ...snapshotFacts(parsed.value), organizationId: 'org', source: 'api' as const };
  await store.saveSnapshot(JSON.stringify(payload), { ...facts, capturedAt: 1, ...more });
}

const TOOLS = { signal: new AbortController().signal, report: () => {} };

const chat = (uuid: string, name: string, texts: readonly string[], more: object = {}): Conversation => ({
  uuid,
  name,
  updated_at: '2026-10-01T08:00:00Z',
  chat_messages: texts.map((text, at) => ({
    uuid: `${uuid}-${at}`,
    sender: at % 2 ? 'assistant' : 'human',
    content: [{ type: 'text', text }],
  })),
  ...more,
});

const find = async (query: string, filter?: SearchFilter): Promise<readonly string[]> => {
  const found = await index.search({ query, filter }, TOOLS);
  return [...found.hits.map((hit) => hit.conversationId), ...found.others];
};
const first = async (query: string) => (await index.search({ query }, TOOLS)).hits.at(0);

describe('what is found', () => {
  test('words of the title and of any branch, in any case and order', async () => {
    await keep(forked);
    expect(await find('BOAT')).toEqual([forked.uuid]);
    expect(await find('wings LONG')).toEqual([forked.uuid]);
    expect(await find('wings zebra')).toEqual([]);
    expect(await find('  ')).toEqual([forked.uuid]);
  });

  test.each([
    ['thinking', 'abandoned thought'],
    ['input of a tool', 'viewBox'],
    ['pasted text', 'next train'],
    ['a block of a kind unknown', 'verbatim'],
  ])('%s', async (_what, query) => {
    await keep(everyBlock);
    expect(await find(query)).toEqual([everyBlock.uuid]);
  });

  test('words in quotes stand side by side, and no hit reaches from one text into the next', async () => {
    await keep(chat('a', 'A', ['the red', 'boat sails']));
    await keep(chat('b', 'B', ['the red  boat', 'sails']));
    await keep(chat('c', 'C', ['the red\nboat']));
    expect(await find('"red boat"')).toEqual(['c']);
    expect(await find('red boat')).toEqual(['a', 'b', 'c']);
    expect(await find('"red bo')).toEqual(['c']);
    expect(await find('"red boat" "the red"')).toEqual(['c']);
  });

  test('last changed first', async () => {
    await keep(chat('a', 'one', [], { updated_at: '2026-01-01T00:00:00Z' }));
    await keep(chat('b', 'one', [], { updated_at: '2026-03-01T00:00:00Z' }));
    await keep(chat('c', 'one', [], { updated_at: '2026-02-01T00:00:00Z' }));
    expect(await find('one')).toEqual(['b', 'c', 'a']);
  });
});

describe('filters', () => {
  beforeEach(async () => {
    const october = { updated_at: '2026-10-01T08:00:00Z', project_uuid: 'p1', model: 'claude-opus-4-1' };
    await keep(chat('a', 'one', [], october));
    await keep(chat('b', 'one', [], { updated_at: '2026-11-01T08:00:00Z' }), { source: 'import' });
  });

  test.each([
    ['nothing', {}, ['b', 'a']],
    ['a project', { projectId: 'p1' }, ['a']],
    ['no project', { projectId: null }, ['b']],
    ['a model', { model: 'claude-opus-4-1' }, ['a']],
    ['a source', { source: 'import' as const }, ['b']],
    ['from', { from: Date.parse('2026-10-02') }, ['b']],
    ['to', { to: Date.parse('2026-10-02') }, ['a']],
    ['two at once', { projectId: 'p1', source: 'import' as const }, []],
  ])('%s', async (_what, filter, expected) => {
    expect(await find('one', filter)).toEqual(expected);
    expect(await find('', filter)).toEqual(expected);
  });
});

describe('the places', () => {
  test('are shown with what stands around them', async () => {
    const text = `${'far away '.repeat(20)}here the Café  stood\nby the sea ${'and so on '.repeat(30)}`;
    await keep(chat('a', 'Cafés of the coast', [text]));
    const hit = await first('cafe');
    expect(hit?.titleMarks).toEqual([[0, 4]]);
    const [excerpt] = hit?.excerpts ?? [];
    expect(excerpt?.text).toMatch(/^…(far )?away .*here the Café stood by the sea .*…$/);
    expect(excerpt?.marks.map(([start, end]) => excerpt.text.slice(start, end))).toEqual(['Café']);
  });

  test('far into a long chat are shown too', async () => {
    await keep(chat('a', '', [`${'hay '.repeat(700_000)}needle in it`]));
    expect((await first('needle'))?.excerpts).toMatchObject([
      { text: expect.stringMatching(/hay needle in it$/) },
    ]);
  });

  test('that can not be shown have the beginning instead, so that they are asked for once', async () => {
    await keep(chat('a', 'A title', ['Some text', 'boat']));
    await find('boat');
    await database.clear('objects');
    const later = createSearchIndex(async () => database);
    const { hits } = await later.search({ query: 'boat' }, TOOLS);
    expect(hits).toEqual([{ conversationId: 'a', titleMarks: [], excerpts: [{ text: '', marks: [] }] }]);
    expect((await first('title'))?.excerpts).toEqual([{ text: 'Some text boat', marks: [] }]);
  });

  test('of later hits are brought when they are wanted', async () => {
    for (let at = 0; at < 45; at += 1) await keep(chat(`c${at}`, '', [`needle ${at}`]));
    const { hits, others } = await index.search({ query: 'needle' }, TOOLS);
    expect(hits).toHaveLength(15);
    expect(hits.every((hit) => hit.excerpts.length === 1)).toBe(true);
    const later = others.slice(0, 12);
    const brought = await index.excerpts({ query: 'needle', conversationIds: [...later, 'gone'] }, TOOLS);
    expect(brought.map((hit) => hit.conversationId)).toEqual(later);
    expect(brought[0]?.excerpts[0]?.text).toMatch(/^needle \d+$/);
  });
});

describe('what changes meanwhile', () => {
  test('a new chat, a grown one and one taken out', async () => {
    await keep(chat('a', 'one', ['boat']));
    expect(await find('boat')).toEqual(['a']);
    await keep(chat('b', 'two', ['boat']));
    await keep(chat('a', 'one', ['boat', 'whale']));
    expect(await find('boat')).toEqual(['a', 'b']);
    expect(await find('whale')).toEqual(['a']);
    await database.delete('conversations', 'a');
    await keep(chat('c', 'three', ['boat']));
    expect(await find('boat')).toEqual(['b', 'c']);
  });

  test('texts are kept for the next time, and made again when they are of an older version', async () => {
    await keep(chat('a', 'one', ['boat']));
    await find('boat');
    expect(await database.get('texts', 'a')).toMatchObject({ words: 'one boat' });
    await keep(chat('a', 'one', ['boat', 'whale']));
    const later = createSearchIndex(async () => database);
    const { hits } = await later.search({ query: 'whale' }, TOOLS);
    expect(hits).toMatchObject([{ excerpts: [{ text: 'whale' }] }]);
    expect(await database.get('texts', 'a')).toMatchObject({ words: 'one boat whale' });
  });

  test('a payload that is damaged or gone is still found by its title', async () => {
    await keep(chat('a', 'The title', ['boat']));
    await database.clear('objects');
    expect(await find('title')).toEqual(['a']);
    expect(await find('boat')).toEqual([]);
  });

  test('a long first reading says how far it is, to everybody who waits for it', async () => {
    for (let at = 0; at < 120; at += 1) await keep(chat(`c${at}`, '', ['boat']));
    const heard: unknown[][] = [[], []];
    const tools = heard.map((list) => ({ ...TOOLS, report: (one: unknown) => void list.push(one) }));
    await Promise.all(tools.map((one) => index.search({ query: 'boat' }, one)));
    const told = [0, 50, 100].map((done) => ({ done, total: 120 }));
    expect(heard).toEqual([told, told]);
    await index.search({ query: 'boat' }, tools[0] ?? TOOLS);
    expect(heard[0]).toHaveLength(3);
  });

  test('words that are ready before the first search, and let go when nobody searches any more', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await keep(chat('a', 'one', ['boat']));
    await index.words(null, TOOLS);
    expect(await database.get('texts', 'a')).toMatchObject({ words: 'one boat' });
    await database.clear('objects'); // nothing is left to make them from
    expect(await find('boat')).toEqual(['a']);
    vi.advanceTimersByTime(60_000);
    await database.put('texts', {
      conversationId: 'a',
      hash: (await store.latest('a'))?.hash ?? '',
      words: 'whale',
    });
    expect(await find('whale')).toEqual(['a']);
    vi.useRealTimers();
  });

  test('no words are read when none is looked for', async () => {
    await keep(chat('a', 'one', ['boat']));
    expect(await find('', { source: 'api' })).toEqual(['a']);
    expect(await database.count('texts')).toBe(0);
  });

  test('a search that is not wanted any more has no answer', async () => {
    await keep(chat('a', 'one', ['boat']));
    const aborted = { ...TOOLS, signal: AbortSignal.abort() };
    await expect(index.search({ query: 'boat' }, aborted)).rejects.toThrow();
    expect(await find('boat')).toEqual(['a']);
  });

  test('no room for the texts', async () => {
    await keep(chat('a', 'one', ['boat']));
    const transaction = database.transaction.bind(database);
    database.transaction = ((stores: never, mode: never) => {
      if (mode === 'readwrite') throw new DOMException('no room', 'QuotaExceededError');
      return transaction(stores, mode);
    }) as never;
    expect(await first('boat')).toMatchObject({ excerpts: [{ text: 'boat' }] });
  });
});
