import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { goOnWithFullBackup } from '@/entrypoints/background/full-backup-run';
import { openLibrary } from '@/utils/library/database';
import { NOT_BEGUN } from '@/utils/library/run/backup-progress';
import { type EngineEdges, workOnBackup } from '@/utils/library/run/engine';
import { FULL_BACKUP } from '@/utils/library/run/host';
import { createRunBook, type RunBook } from '@/utils/library/run/record';

vi.mock('@/utils/library/run/engine', () => ({ workOnBackup: vi.fn(), sleepUntil: vi.fn() }));

const worked = vi.mocked(workOnBackup);
let book: RunBook;

beforeEach(async () => {
  fakeBrowser.reset();
  fakeBrowser.runtime.onStartup.addListener = vi.fn();
  worked.mockReset().mockResolvedValue(undefined);
  vi.stubGlobal('navigator', { locks: {} });
  const database = await openLibrary();
  await database.clear('runs');
  book = createRunBook(async () => database);
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const alarm = async () => (await fakeBrowser.alarms.get(FULL_BACKUP)) !== undefined;
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** The background begins, and has had its first look. */
async function begun(): Promise<void> {
  goOnWithFullBackup();
  vi.advanceTimersByTime(10_000);
  for (let turn = 0; turn < 30; turn += 1) await settled();
}

test('without a run there is nothing to do', async () => {
  await begun();
  expect(worked).not.toHaveBeenCalled();
  expect(await alarm()).toBe(false);
});

test('an unfinished run is gone on with where no page does, and looked after until it is over', async () => {
  await book.begin({ now: 1 });
  await begun();
  expect(worked).toHaveBeenCalledTimes(1);
  expect(worked.mock.calls[0]?.[0]).toMatchObject({ as: 'background' } satisfies Partial<EngineEdges>);
  expect(await alarm()).toBe(true);
});

test.each([
  ['paused', async () => book.want('pause')],
  [
    'over',
    async () => {
      const run = await book.read();
      if (run) await book.keepProgress(run, { ...NOT_BEGUN, state: 'done' });
    },
  ],
])('one that is %s is left alone, and wakes nobody', async (_, change) => {
  await book.begin({ now: 1 });
  await change();
  await fakeBrowser.alarms.create(FULL_BACKUP, { when: Date.now() + 60_000 });
  await begun();
  expect(worked).not.toHaveBeenCalled();
  expect(await alarm()).toBe(false);
});
