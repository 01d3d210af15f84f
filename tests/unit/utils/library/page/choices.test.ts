import { expect, test, vi } from 'vitest';
import type { FilesCaptured } from '@/utils/library/files/files';
import { type ChoiceEdges, createChoices } from '@/utils/library/page/choices';
import { type LibraryState, START } from '@/utils/library/page/state';
import type { JobError } from '@/utils/library/worker/protocol';
import { fail, ok, type Result } from '@/utils/result';

const captured = (kept: number, missing: number, stoppedBy: FilesCaptured['stoppedBy'] = null) =>
  ok({
    kept: Array.from({ length: kept }, () => ({})),
    missing: Array.from({ length: missing }, () => ({ why: stoppedBy ?? 'not-found' })),
    stoppedBy,
    unlisted: null,
  } as unknown as FilesCaptured);

function open(answer: () => Promise<Result<FilesCaptured, JobError>>) {
  let state: LibraryState = START;
  const asked = vi.fn(answer);
  const kept = { withFiles: true };
  const edges: ChoiceEdges = {
    askProtection: async () => true,
    isAutomatic: async () => true,
    leftOut: async () => [],
    leaveOut: async () => undefined,
    wantsFiles: async () => kept.withFiles,
    wantFiles: async (isWanted) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      kept.withFiles = isWanted;
    },
    worker: { run: asked as never },
  };
  const reread = vi.fn(async () => undefined);
  const set = (change: Partial<LibraryState>): void => {
    state = { ...state, ...change };
  };
  return {
    page: createChoices(edges, { state: () => state, set, reread }),
    state: () => state,
    asked,
    reread,
    kept,
  };
}

test.each<[string, Result<FilesCaptured, JobError>, LibraryState['news']]>([
  ['all of them', captured(3, 0), { kind: 'files-kept', kept: 3, missing: 0 }],
  ['some of them', captured(3, 2), { kind: 'files-kept', kept: 3, missing: 2 }],
  ['none of them', captured(0, 2, 'challenge'), { kind: 'files-failed' }],
  ['some, and then the disk was full', captured(1, 2, 'full'), { kind: 'full' }],
  ['none, as the disk is full', fail('full'), { kind: 'full' }],
  ['none, as the worker died', fail('gone'), { kind: 'files-failed' }],
])('of the files it got %s, and says so', async (_name, answer, news) => {
  const { page, state, reread } = open(async () => answer);
  await page.onGetFiles('c');
  expect(state()).toMatchObject({ news, fetchingFiles: null });
  expect(reread).toHaveBeenCalledWith('c'); // what is there now is shown
});

test('a second click while they are fetched asks for nothing', async () => {
  let answer = (_: Result<FilesCaptured, JobError>): void => {};
  const { page, state, asked } = open(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  const first = page.onGetFiles('c');
  expect(state().fetchingFiles).toBe('c');
  await page.onGetFiles('c');
  answer(captured(1, 0));
  await first;
  expect(asked).toHaveBeenCalledTimes(1);
});

test('the choice of files is shown as it was left, and kept', async () => {
  const { page, state, kept } = open(async () => fail('gone'));
  await page.lookAtChoices();
  expect(state().withFiles).toBe(true);
  await page.onWithFiles(false);
  expect([state().withFiles, kept.withFiles]).toEqual([false, false]);
});

test('whoever ticks the files and begins at once gets them, however long the tick is being written', async () => {
  const { page, state, kept } = open(async () => fail('gone'));
  kept.withFiles = false;
  const looking = page.lookAtChoices();
  const ticked = page.onWithFiles(true);
  expect(await page.wantsFiles()).toBe(true);
  await Promise.all([looking, ticked]);
  expect(state().withFiles).toBe(true);
});
