import { beforeEach, expect, test, vi } from 'vitest';
import everyBlock from '@/tests/fixtures/conversations/every-block.json';
import forked from '@/tests/fixtures/conversations/forked.json';
import { parseConversation, snapshotFacts } from '@/utils/claude/conversation';
import type { LibraryDatabase } from '@/utils/library/database';
import { createList, filterOf } from '@/utils/library/page/list';
import { createOpener } from '@/utils/library/page/open';
import { readListing } from '@/utils/library/page/rows';
import { type LibraryState, NO_FILTERS, START } from '@/utils/library/page/state';
import { createShelves } from '@/utils/library/shelves';
import { createStore } from '@/utils/library/store';
import type { WorkerClient } from '@/utils/library/worker/client';
import { freshLibrary } from '../fresh-library';
import { workerHere } from '../worker/worker-here';

let database: LibraryDatabase;
let state: LibraryState;
const set = (change: Partial<LibraryState>): void => {
  state = { ...state, ...change };
};
beforeEach(async () => {
  state = START;
  database = await freshLibrary();
});

const listOn = (worker: WorkerClient = workerHere(database)) =>
  createList({ worker, state: () => state, set });
const openerOn = (worker: WorkerClient = workerHere(database)) =>
  createOpener({ worker, state: () => state, set });

async function keep(payload: object, capturedAt = 1, more: object = {}): Promise<void> {
  const parsed = parseConversation({ ...payload, ...more });
  if (!parsed.ok) throw new Error(parsed.error);
  const facts = { ...snapshotFacts(parsed.value), organizationId: 'org', source: 'api' as const, capturedAt };
  await createStore(database).saveSnapshot(JSON.stringify(parsed.value), facts);
}

const titles = (): readonly (string | undefined)[] | undefined =>
  state.rows?.map((one) => one.snapshot.title);

test('all chats with their projects by name, their models and sources to choose from, and the mark of a deleted one', async () => {
  await keep(forked, 1, { project_uuid: 'p1', updated_at: '2026-11-02T10:00:00Z' });
  await keep(everyBlock, 1, { updated_at: '2026-11-03T10:00:00Z' });
  await createShelves(database).saveProject(new Uint8Array([1]), {
    ...{ id: 'p1', organizationId: 'org', name: 'Garden', updatedAt: null, capturedAt: 1 },
  });
  const entry = await database.get('conversations', forked.uuid);
  if (entry) await database.put('conversations', { ...entry, goneAt: 7 });
  const { rows, use, choices } = await readListing(database);
  expect(rows.map((one) => [one.snapshot.title, one.goneAt])).toEqual([
    [everyBlock.name, null],
    [forked.name, 7],
  ]);
  expect(use).toMatchObject({ conversations: 2, versions: 2 });
  expect(choices).toMatchObject({ projects: [{ id: 'p1', name: 'Garden' }], sources: ['api'] });
});

test('words narrow the list and are marked; filters alone mark nothing; nothing brings all back', async () => {
  await keep(forked);
  await keep(everyBlock);
  const list = listOn();
  await list.refresh();
  expect(titles()).toHaveLength(2);
  await list.onSearch('boat');
  expect(titles()).toEqual([forked.name]);
  expect(state.rows?.[0]?.hit?.titleMarks).toHaveLength(1);
  await list.onSearch('');
  await list.onFilter({ source: 'import' });
  expect(titles()).toEqual([]);
  await list.onFilter({ source: 'api' });
  expect(state.rows?.map(({ hit }) => hit)).toEqual([null, null]);
  await list.onFilter(NO_FILTERS);
  expect(titles()).toHaveLength(2);
});

test('of two searches the later one is shown, whichever is done first', async () => {
  await keep(forked);
  await keep(everyBlock);
  const real = workerHere(database);
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const run: WorkerClient['run'] = async (job, input, options) => {
    if (job === 'search' && (input as { query: string }).query === 'boat') await held;
    return real.run(job, input, options);
  };
  const list = listOn({ ...real, run });
  await list.refresh();
  const first = list.onSearch('boat');
  await list.onSearch('zebra');
  release();
  await first;
  expect(titles()).toEqual([]);
});

test('a row without words is asked for once, not for ever', async () => {
  await keep(forked);
  const real = workerHere(database);
  const run = vi.fn(real.run);
  const list = listOn({ ...real, run: run as WorkerClient['run'] });
  await list.refresh();
  await list.onSearch('boat');
  await list.onSeen([forked.uuid]);
  await list.onSeen([forked.uuid]);
  expect(run.mock.calls.filter(([job]) => job === 'excerpts')).toHaveLength(1);
});

test.each([
  [{}, {}],
  [{ project: 'p1' }, { projectId: 'p1' }],
  [{ project: 'none' }, { projectId: null }],
  [
    { model: 'm', source: 'dom' },
    { model: 'm', source: 'dom' },
  ],
  [
    { from: '2026-11-01', to: '2026-11-02' },
    { from: new Date(2026, 10, 1).getTime(), to: new Date(2026, 10, 3).getTime() - 1 },
  ],
  [{ from: 'nonsense' }, {}],
])('%j asks for %j', (filters, filter) => {
  expect(filterOf({ ...NO_FILTERS, ...filters })).toEqual(filter);
});

test('a chat opens at its best version, another one by its hash, and says which it is', async () => {
  await keep(forked, 2);
  await keep(forked, 5, { chat_messages: forked.chat_messages.slice(0, 1), current_leaf_message_uuid: null });
  const { open } = openerOn();
  await open(forked.uuid);
  expect(state.reading).toMatchObject({ state: 'open', isBest: true });
  const [newest] = state.reading?.state === 'open' ? state.reading.versions : [];
  expect(newest).toMatchObject({ capturedAt: 5, messageCount: 1 });
  await open(`${forked.uuid}@${newest?.hash.slice(0, 12)}`);
  expect(state.reading).toMatchObject({ isBest: false, snapshot: { messageCount: 1 } });
  await open(null);
  expect(state.reading).toBeNull();
});

test('of two chats that are asked for the later one is shown, whichever is read first', async () => {
  await keep(forked);
  await keep(everyBlock);
  const real = workerHere(database);
  const run: WorkerClient['run'] = async (job, input, options) => {
    if (JSON.stringify(input).includes(forked.uuid)) await new Promise((resolve) => setTimeout(resolve, 20));
    return real.run(job, input, options);
  };
  const { open } = openerOn({ ...real, run });
  await Promise.all([open(forked.uuid), open(everyBlock.uuid)]);
  expect(state.reading).toMatchObject({ snapshot: { conversationId: everyBlock.uuid } });
});

test('a payload that is no conversation is unreadable, and an unknown chat is gone', async () => {
  await keep(forked);
  const hash = (await database.get('conversations', forked.uuid))?.best.hash ?? '';
  await database.put('objects', new TextEncoder().encode('half a {'), hash);
  const { open } = openerOn();
  await open(forked.uuid);
  expect(state.reading).toMatchObject({ state: 'unreadable', snapshot: { title: forked.name } });
  await open('nobody');
  expect(state.reading).toEqual({ state: 'gone' });
});
