import { beforeEach, describe, expect, test, vi } from 'vitest';
import forked from '@/tests/fixtures/conversations/forked.json';
import type { Fetch } from '@/utils/claude/client-answer';
import type { LibraryDatabase } from '@/utils/library/database';
import { createMarkGone } from '@/utils/library/gone';
import { type BackupProgress, NOT_BEGUN } from '@/utils/library/run/backup-progress';
import { type FullBackup, startFullBackup } from '@/utils/library/run/full-backup';
import { patient } from '@/utils/library/run/patience';
import { createShelves } from '@/utils/library/shelves';
import { createStore, type LibraryStore } from '@/utils/library/store';
import { type Account, account } from '../account';
import { freshLibrary } from '../fresh-library';

/** Later at each look. */
let clock = 0;
const now = (): number => {
  clock += 1;
  return clock;
};

let database: LibraryDatabase;
let store: LibraryStore;
beforeEach(async () => {
  database = await freshLibrary();
  store = createStore(database);
});

function start(
  { fetch }: Account,
  watch: (progress: BackupProgress, backup: () => FullBackup) => void = () => {},
): FullBackup {
  const controller = new AbortController();
  const isCancelled = () => controller.signal.aborted;
  const backup: FullBackup = startFullBackup({
    ...{ fetch, store, startedAt: now(), pauseMs: 0, progress: NOT_BEGUN, tasks: undefined },
    shelves: createShelves(database),
    markGone: createMarkGone(async () => database),
    keepTasks: async () => undefined,
    now,
    signal: controller.signal,
    abort: () => controller.abort(),
    hurry: () => undefined,
    sleep: async () => undefined,
    persist: patient({ sleep: async () => {}, random: () => 0, isCancelled }),
    report: (progress) => watch(progress, () => backup),
  });
  return backup;
}

describe('a full backup', () => {
  test('captures every conversation, equal titles too', async () => {
    const end = await start(account(50)).finished;
    expect(end).toMatchObject({
      state: 'done',
      total: 50,
      done: 50,
      unchanged: 0,
      problems: [],
      stoppedBy: null,
    });
    expect(await store.list()).toHaveLength(50);
  });

  test('the second run asks only for what has changed, a switched branch among it', async () => {
    const mine = account(20);
    await start(mine).finished;
    mine.asked.length = 0;
    expect(await start(mine).finished).toMatchObject({ done: 20, unchanged: 20 });
    expect(mine.asked).toEqual([]);
    mine.rows = mine.rows.map((row, index) =>
      index === 7 ? { ...row, current_leaf_message_uuid: 'other' } : row,
    );
    await start(mine).finished;
    expect(mine.asked).toEqual(['c7']);
  });

  test('one answer in ten is broken, in every way, and nothing is lost', async () => {
    const broken = [
      () => new Response('', { status: 503 }),
      () => new Response('{}', { status: 429, headers: { 'retry-after': '1' } }),
      () => new Response(JSON.stringify(forked).slice(0, 100)),
      () => new Response('<!doctype html>'),
    ];
    let answers = 0;
    const end = await start(
      account(100, () => {
        answers += 1;
        return answers % 10 === 0 ? broken[(answers / 10) % 4]?.() : undefined;
      }),
    ).finished;
    expect(end).toMatchObject({ state: 'done', problems: [] });
    expect(await store.list()).toHaveLength(100);
  });

  test('what keeps failing is tried in a second round, then named', async () => {
    const down = () => new Response('', { status: 500 });
    const end = await start(
      account(5, (id, nth) => (id === 'c3' || (id === 'c1' && nth < 6) ? down() : undefined)),
    ).finished;
    expect(end).toMatchObject({
      state: 'done',
      done: 5,
      problems: [{ conversationId: 'c3', kind: 'not-captured', why: 'http' }],
    });
    expect(await store.list()).toHaveLength(4);
  });

  test('a challenge stops it at once, and names all that was not reached', async () => {
    const challenge = () => new Response('', { status: 403, headers: { 'cf-mitigated': 'challenge' } });
    const mine = account(40, (id) => (id === 'c5' ? challenge() : undefined));
    const end = await start(mine).finished;
    expect(end).toMatchObject({ state: 'stopped', stoppedBy: 'challenge' });
    expect(mine.asked.length).toBeLessThan(12);
    expect(end.problems.length + (await store.list()).length).toBe(40);
  });

  test('a full disk costs one conversation, not the rest', async () => {
    const { saveSnapshot } = store;
    store = {
      ...store,
      saveSnapshot: (raw, facts) =>
        facts.conversationId === 'c2' ? Promise.reject(new Error('quota')) : saveSnapshot(raw, facts),
    };
    const end = await start(account(5)).finished;
    expect(end.problems).toMatchObject([{ conversationId: 'c2', kind: 'not-captured', why: 'storage' }]);
    expect(await store.list()).toHaveLength(4);
  });

  test('without a list it stops and says so', async () => {
    const fetch: Fetch = async () => new Response('', { status: 401 });
    const end = await start({ ...account(0), fetch }).finished;
    expect(end).toMatchObject({
      state: 'stopped',
      stoppedBy: 'signed-out',
      problems: [{ kind: 'list-incomplete' }],
    });
  });

  test('pause holds it, resume goes on', async () => {
    const mine = account(30);
    let paused = false;
    const backup = start(mine, (progress, self) => {
      if (progress.done < 5 || paused) return;
      paused = true;
      self().pause();
    });
    await vi.waitFor(() => expect(paused).toBe(true), { timeout: 10_000 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(mine.asked.length).toBeLessThan(12);
    backup.resume();
    expect(await backup.finished).toMatchObject({ state: 'done', done: 30 });
  });

  test('cancel ends it and keeps what was captured', async () => {
    const mine = account(30);
    const end = await start(mine, (progress, self) => {
      if (progress.done === 5) self().cancel();
    }).finished;
    expect(end.state).toBe('cancelled');
    const kept = (await store.list()).length;
    expect(kept).toBeGreaterThanOrEqual(5);
    expect(kept).toBeLessThan(12);
    expect(end.problems).toHaveLength(30 - kept);
  });

  test('a paused backup can be cancelled', async () => {
    const backup = start(account(30), (progress, self) => {
      if (progress.done === 3) self().pause();
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    backup.cancel();
    expect(await backup.finished).toMatchObject({ state: 'cancelled' });
  });

  test('projects come with their instructions and documents, after the conversations', async () => {
    const mine = account(3);
    mine.projects = { p1: 'Poems' };
    const end = await start(mine).finished;
    expect(end).toMatchObject({ state: 'done', projects: { done: 1, total: 1 }, problems: [] });
    const shelves = createShelves(database);
    const [project] = await shelves.projects();
    expect(project).toMatchObject({ id: 'p1', organizationId: 'org', name: 'Poems' });
    const payload = JSON.parse(new TextDecoder().decode(await shelves.readObject(project?.hash ?? '')));
    expect(payload).toMatchObject({
      project: { prompt_template: 'Answer in rhymes.' },
      docs: [{ content: 'The plan of p1' }],
    });
  });

  test('an outage is waited for, thrice; then it stops, and what it has stays', async () => {
    let answers = 0;
    const down = () => {
      answers += 1;
      return answers > 20 ? new Response('', { status: 503 }) : undefined;
    };
    const waits: number[] = [];
    const mine = account(60, down);
    let kept = 0;
    /** What went well is kept before anything fails: what is kept late would begin the waits anew. */
    const fetch: Fetch = async (...call) => {
      const answer = await mine.fetch(...call);
      if (!answer.ok) await vi.waitFor(() => expect(kept).toBe(20), { timeout: 4_000 });
      return answer;
    };
    const end = await start({ ...mine, fetch }, ({ waitingUntil, done }) => {
      kept = Math.max(kept, Math.min(done, 20));
      if (waitingUntil !== null && waits.at(-1) !== waitingUntil) waits.push(waitingUntil);
    }).finished;
    expect(end).toMatchObject({ state: 'stopped', stoppedBy: 'http' });
    expect(new Set(waits).size).toBe(3);
    expect((await store.list()).length).toBe(20);
    expect(end.problems).toHaveLength(40);
    expect(answers).toBeLessThan(100);
  });

  test('what was captured since the list was read is not asked for again', async () => {
    const mine = account(10);
    let isDone = false;
    await start(mine, ({ done }) => {
      if (done < 1 || isDone) return;
      isDone = true;
      clock += 60_000;
      const facts = { ...snapshotOf('c9'), organizationId: 'org', source: 'api' as const, capturedAt: now() };
      void store.saveSnapshot('{}', facts);
    }).finished;
    expect(mine.asked).not.toContain('c9');
  });

  test('how fast it goes and what is left is told once it is known', async () => {
    const told: BackupProgress[] = [];
    await start(account(20), (progress) => told.push(progress)).finished;
    expect(told.find(({ done }) => done === 2)).toMatchObject({ perMinute: null, leftMs: null });
    const later = told.find(({ done }) => done === 15);
    expect(later?.perMinute).toBeGreaterThan(0);
    expect(later?.leftMs).toBeCloseTo((5 / (later?.perMinute ?? 1)) * 60_000);
  });
});

const snapshotOf = (conversationId: string) => ({
  conversationId,
  title: '',
  model: null,
  createdAt: null,
  updatedAt: '2026-10-11T09:00:00Z',
  leafId: 'm9',
  messageCount: 1,
  projectId: null,
  whole: true,
});
