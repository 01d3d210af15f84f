import { beforeEach, describe, expect, test } from 'vitest';
import type { Fetch } from '@/utils/claude/client-answer';
import { readRecords } from '@/utils/library/check/records';
import type { LibraryDatabase } from '@/utils/library/database';
import { createMarkGone } from '@/utils/library/gone';
import { type BackupProgress, NOT_BEGUN } from '@/utils/library/run/backup-progress';
import { createBackupDesk } from '@/utils/library/run/desk';
import { type FullBackup, startFullBackup } from '@/utils/library/run/full-backup';
import { createKeeper } from '@/utils/library/run/keeper';
import { createRunBook, type Tasks } from '@/utils/library/run/record';
import type { FullBackupEdges } from '@/utils/library/run/run';
import { createShelves } from '@/utils/library/shelves';
import { createStore, type LibraryStore, type NewSnapshot } from '@/utils/library/store';
import { account } from '../account';
import { freshLibrary } from '../fresh-library';
import { freshLocks } from './desk';

const HOUR_MS = 3_600_000;

/** Later at each look; set by hand where it goes wrong. */
let clock: number;
const now = (): number => {
  clock += 1;
  return clock;
};

let database: LibraryDatabase;
let store: LibraryStore;
beforeEach(async () => {
  clock = Date.parse('2026-11-21T12:00:00Z');
  database = await freshLibrary();
  store = createStore(database);
});

const start = (fetch: Fetch, more: Partial<FullBackupEdges> = {}): FullBackup =>
  startFullBackup({
    ...{ fetch, store, now, startedAt: now(), pauseMs: 0, progress: NOT_BEGUN, tasks: undefined },
    shelves: createShelves(database),
    markGone: createMarkGone(async () => database),
    keepTasks: async () => undefined,
    persist: (ask) => ask(),
    sleep: async () => undefined,
    ...{ abort: () => undefined, hurry: () => undefined, report: () => undefined },
    ...more,
  });

const goneNow = async () =>
  (await database.getAll('conversations'))
    .filter(({ goneAt }) => goneAt !== undefined)
    .map(({ conversationId }) => conversationId);

const noRoom = () => Promise.reject(new DOMException('no room', 'QuotaExceededError'));

describe('a clock that was ahead and is put right', () => {
  test('a chat that has changed since is asked for, each time that it changes', async () => {
    const mine = account(3);
    clock += 5 * HOUR_MS;
    await start(mine.fetch).finished;
    clock -= 5 * HOUR_MS;
    for (const updated_at of ['2026-11-21T12:30:00Z', '2026-11-21T12:40:00Z']) {
      mine.asked.length = 0;
      mine.rows = mine.rows.map((row) => (row.uuid === 'c1' ? { ...row, updated_at } : row));
      expect(await start(mine.fetch).finished).toMatchObject({ state: 'done', unchanged: 2 });
      expect(mine.asked).toEqual(['c1']);
      expect(await store.newest('c1')).toMatchObject({ updatedAt: updated_at });
    }
    mine.asked.length = 0;
    await start(mine.fetch).finished;
    expect(mine.asked).toEqual([]);
  });

  test('a project is captured again', async () => {
    const mine = account(1);
    mine.projects = { p1: 'Poems' };
    clock += 5 * HOUR_MS;
    await start(mine.fetch).finished;
    clock -= 5 * HOUR_MS;
    mine.projects = { p1: 'Sonnets' };
    await start(mine.fetch).finished;
    expect(await createShelves(database).projects()).toMatchObject([{ name: 'Sonnets' }]);
  });
});

test('a clock that is set back does not keep a run from being told and written down', async () => {
  const told: number[] = [];
  const written: number[] = [];
  const keepProgress = async (_: unknown, { done }: BackupProgress) => {
    written.push(done);
    return 'go' as const;
  };
  const run = { startedAt: 1, pauseMs: null, wish: 'go', progress: NOT_BEGUN, isSaved: false } as const;
  const report = ({ done }: BackupProgress) => told.push(done);
  const keeper = createKeeper({ book: { keepProgress }, now, report, heed: () => undefined }, run);
  keeper.note({ ...NOT_BEGUN, done: 1 });
  await new Promise((resolve) => setTimeout(resolve));
  clock -= HOUR_MS;
  keeper.note({ ...NOT_BEGUN, done: 2 });
  await new Promise((resolve) => setTimeout(resolve));
  expect([told, written]).toEqual([
    [1, 2],
    [1, 2],
  ]);
});

describe('a project', () => {
  const docsOf = async (hash: string | undefined) => {
    const bytes = await createShelves(database).readObject(hash ?? '');
    return JSON.parse(new TextDecoder().decode(bytes)).docs;
  };

  test('keeps the documents that it had when they can not be had again, and that is said', async () => {
    const mine = account(1);
    mine.projects = { p1: 'Poems' };
    await start(mine.fetch).finished;
    const failing: Fetch = async (url, init) =>
      url.endsWith('/docs') ? new Response('', { status: 503 }) : mine.fetch(url, init);
    const end = await start(failing).finished;
    expect(end.problems).toMatchObject([{ conversationId: 'p1', kind: 'project-incomplete', why: 'http' }]);
    const [project] = await createShelves(database).projects();
    expect(await docsOf(project?.hash)).toMatchObject([{ content: 'The plan of p1' }]);
  });

  test('is kept without its documents where there is nothing better', async () => {
    const mine = account(1);
    mine.projects = { p1: 'Poems' };
    const failing: Fetch = async (url, init) =>
      url.endsWith('/docs') ? new Response('', { status: 503 }) : mine.fetch(url, init);
    await start(failing).finished;
    expect(await createShelves(database).projects()).toMatchObject([{ name: 'Poems' }]);
  });

  test('what stood there before is kept beside the new state, and named', async () => {
    const shelves = createShelves(database);
    const facts = { id: 'p1', organizationId: 'org', name: 'Poems', updatedAt: null };
    const encode = (text: string) => new TextEncoder().encode(text);
    const first = await shelves.saveProject(encode('{"docs":[1]}'), { ...facts, capturedAt: 1 });
    await shelves.saveProject(encode('{"docs":[1]}'), { ...facts, capturedAt: 2 });
    await shelves.saveProject(encode('{"docs":[]}'), { ...facts, capturedAt: 3 });
    const [project] = await shelves.projects();
    expect(project?.earlier).toMatchObject([{ hash: first.hash, capturedAt: 2 }]);
    expect(project?.hash).not.toBe(first.hash);
    const { named } = await readRecords(database);
    expect(named.map(({ hash }) => hash)).toEqual([first.hash, project?.hash]);
  });
});

describe('marks of what is gone', () => {
  const facts = (conversationId: string, more: Partial<NewSnapshot> = {}): NewSnapshot => ({
    ...{ conversationId, organizationId: 'org', title: '', model: null, createdAt: null, updatedAt: null },
    ...{ leafId: null, projectId: null, messageCount: 1, source: 'api', whole: true, capturedAt: 1 },
    ...more,
  });
  const json = (value: unknown) => new Response(JSON.stringify(value));

  test('none for a chat that another organisation lists, whatever a copy says of where it belongs', async () => {
    const asListed = { updatedAt: '2026-10-11T08:00:00Z', leafId: 'm4' };
    await store.saveSnapshot('{"of":1}', facts('c0', asListed));
    await store.saveSnapshot('{"of":2}', facts('old', { organizationId: 'second' }));
    // As a page may claim it.
    const forged = facts('c0', { organizationId: 'second', source: 'page-cache', messageCount: 999 });
    await store.saveSnapshot('{"of":3}', { ...forged, capturedAt: 2 });
    const mine = account(1);
    const fetch: Fetch = async (url, init) => {
      if (url.endsWith('/api/organizations')) return json([{ uuid: 'org' }, { uuid: 'second' }]);
      if (url.includes('/second/chat_conversations_v2'))
        return json({ data: [{ uuid: 'other', updated_at: null }], has_more: false });
      return mine.fetch(url, init);
    };
    await store.saveSnapshot('{"of":4}', facts('other', { organizationId: 'second' }));
    await start(fetch).finished;
    expect(await goneNow()).toEqual(['old']);
  });

  test('none where the list has nothing of what is kept: somebody else of the organisation has signed in', async () => {
    for (const id of ['a', 'b', 'c']) await store.saveSnapshot(`{"of":"${id}"}`, facts(id));
    await start(account(2).fetch).finished;
    expect(await goneNow()).toEqual([]);
  });
});

describe('a disk without room', () => {
  test.each(['keepTasks', 'markGone'] as const)('for %s ends the run, and that is said', async (edge) => {
    const mine = account(2);
    const end = await start(mine.fetch, { [edge]: noRoom }).finished;
    expect(end).toMatchObject({ state: 'stopped', stoppedBy: 'full' });
    expect(mine.asked).toEqual([]);
  });
});

test('a worker that fails again and again is asked again less and less often', async () => {
  const waits: number[] = [];
  const book = createRunBook(async () => database);
  let tries = 0;
  const desk = createBackupDesk({
    ...{ book, now, locks: freshLocks(), nudges: { postMessage: () => undefined } },
    report: () => undefined,
    ended: async () => true,
    wakeBackground: () => undefined,
    wait: async (ms) => void waits.push(ms),
    work: async () => {
      tries += 1;
      if (tries > 9) await book.keepProgress(await unfinished(), { ...NOT_BEGUN, state: 'cancelled' });
      return undefined;
    },
  });
  const unfinished = async () => (await book.read()) ?? (await book.begin({ now: now() }));
  await desk.begin();
  const again = waits.filter((ms) => ms >= 1_000);
  expect(again.slice(0, 3)).toEqual([2_000, 4_000, 8_000]);
  expect(Math.max(...again)).toBe(60_000);
});

test('a list that was not whole is still named by who goes on after a crash', async () => {
  const mine = account(2);
  const broken: Fetch = async (url, init) =>
    url.includes('starred') ? new Response('', { status: 429 }) : mine.fetch(url, init);
  let written: Tasks | undefined;
  const keepTasks = async (tasks: Tasks) => {
    written = tasks;
  };
  await start(broken, { keepTasks }).finished;
  // Died before its progress was written down.
  const end = await start(mine.fetch, { tasks: written }).finished;
  expect(end.problems).toMatchObject([{ kind: 'list-incomplete', why: 'limit' }]);
});
