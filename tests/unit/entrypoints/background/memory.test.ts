import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { tabMemory } from '@/entrypoints/background/records';
import { runView } from '@/entrypoints/background/run-view';
import { a, failedTry } from '../../utils/signals/given';
import { run } from './given';

beforeEach(() => fakeBrowser.reset());
afterEach(() => vi.useRealTimers());

const MINUTE_MS = 60_000;

describe('what is known of the tabs', () => {
  test('a tab that nobody has heard of', async () => {
    expect(await tabMemory().get(7)).toEqual({ signals: [], dismissed: null, composerIsEmpty: null });
  });

  test('signals stand in the order in which things happened', async () => {
    const records = tabMemory();
    await records.add(7, [a('banner', 3_000), a('page-loaded', 1_000)]);
    await records.add(7, [a('connectivity', 2_000)]);
    expect((await records.get(7)).signals.map(({ at }) => at)).toEqual([1_000, 2_000, 3_000]);
  });

  test('what was told by a clock that has been set back since came before what comes now', async () => {
    vi.useFakeTimers({ now: 90_000_000, toFake: ['Date'] });
    const records = tabMemory();
    await records.add(7, [a('request-started', 89_999_000), a('reply-accepted', 89_999_500)]);
    vi.setSystemTime(10_000);
    await records.add(7, [a('banner', 9_000), a('connectivity', 9_500)]);
    expect((await records.get(7)).signals.map(({ kind }) => kind)).toEqual([
      ...['request-started', 'reply-accepted', 'banner', 'connectivity'],
    ]);
  });

  test('and as far apart as it was: it isn’t a burst of this moment', async () => {
    vi.useFakeTimers({ now: 90_000_000, toFake: ['Date'] });
    const records = tabMemory();
    await records.add(7, [a('request-started', 89_400_000), a('reply-accepted', 89_999_500)]);
    vi.setSystemTime(3_000_000);
    await records.add(7, [a('banner', 2_999_000)]);
    expect((await records.get(7)).signals.map(({ at }) => at)).toEqual([2_399_500, 2_999_000, 2_999_000]);
  });

  test('of the same moment, in the order in which they came', async () => {
    const records = tabMemory();
    await records.add(7, [a('request-started', 5), a('reply-accepted', 5), a('response-received', 5)]);
    expect((await records.get(7)).signals.map(({ kind }) => kind)).toEqual([
      'request-started',
      'reply-accepted',
      'response-received',
    ]);
  });

  test('told twice, as by a tab whose background died over it, known once', async () => {
    const records = tabMemory();
    const told = [a('request-started', 5, { id: 'lx-1' }), a('response-received', 9, { id: 'lx-1' })];
    await records.add(7, told);
    await records.add(7, structuredClone(told));
    await records.add(7, [a('response-received', 9, { id: 'lx-2' })]);
    const ids = (await records.get(7)).signals.map((signal) => ('id' in signal ? signal.id : ''));
    expect(ids).toEqual(['lx-1', 'lx-1', 'lx-2']);
  });

  test('what is saved is known to the next worker', async () => {
    const records = tabMemory();
    await records.add(7, [a('banner', 5)]);
    await records.saved();
    expect((await tabMemory().get(7)).signals).toHaveLength(1);
  });

  test('a quarter of an hour, and 250 at most', async () => {
    const records = tabMemory();
    await records.add(7, [a('banner', 0), a('banner', MINUTE_MS), a('banner', 15 * MINUTE_MS)]);
    expect((await records.get(7)).signals.map(({ at }) => at)).toEqual([MINUTE_MS, 15 * MINUTE_MS]);
    const many = Array.from({ length: 400 }, (_, index) => a('banner', 15 * MINUTE_MS + index));
    expect((await records.add(7, many)).signals).toHaveLength(250);
    expect((await records.get(7)).signals.at(-1)?.at).toBe(15 * MINUTE_MS + 399);
  });

  test('calls that go on beside the chat push out nothing else, and not one another', async () => {
    const records = tabMemory();
    await records.add(7, [
      ...failedTry('lx-1', 1_000),
      a('response-received', 2_000, { endpoint: 'list', status: 503, failure: 'gateway' }),
    ]);
    for (let at = 3_000; at < 40_000; at += 100)
      await records.add(7, [
        a('request-started', at, { id: `o-${at}`, endpoint: 'other' }),
        a('response-received', at, { id: `o-${at}`, endpoint: 'other' }),
      ]);
    const { signals } = await records.get(7);
    expect(signals.slice(0, 3).map(({ at }) => at)).toEqual([1_000, 1_700, 2_000]);
    expect(signals.at(-1)).toMatchObject({ at: 39_900, endpoint: 'other' });
    expect(signals.length).toBeLessThan(50);
  });

  test('each tab has its own', async () => {
    const records = tabMemory();
    await Promise.all([records.add(7, [a('banner', 1)]), records.add(8, [a('connectivity', 2)])]);
    await records.change(8, { dismissed: 5 });
    expect(await records.get(7)).toMatchObject({ signals: [{ kind: 'banner' }], dismissed: null });
    expect(await records.get(8)).toMatchObject({ signals: [{ kind: 'connectivity' }], dismissed: 5 });
    expect(await records.tabIds()).toEqual([7, 8]);
  });

  test('a worker that died knows it again', async () => {
    await tabMemory().add(7, [a('banner', 1)]);
    await vi.waitFor(async () => expect((await tabMemory().get(7)).signals).toHaveLength(1));
  });

  test('a tab that is closed is forgotten, for good', async () => {
    const records = tabMemory();
    await records.add(7, [a('banner', 1)]);
    await records.forget(7);
    expect((await records.get(7)).signals).toEqual([]);
    expect(await tabMemory().tabIds()).toEqual([]);
  });
});

test.each([
  [0, 1],
  [2, 1],
  [3, 2],
])('at step %i a run is at its try %i', (index, attempt) => {
  expect(runView(run({ index }))).toMatchObject({ attempt, of: 3, fix: 'wait-and-retry' });
});

test('a file that the page does not take is followed by text: that is what the words tell of', () => {
  const carry = { verb: 'carry-over', conversationId: 'chat', turns: null, prompt: '' } as const;
  const steps = [{ ...carry, as: 'file' } as const, { ...carry, as: 'text' } as const];
  expect(runView(run({ steps: steps.slice(0, 1) })).how).toBe('file');
  expect(runView(run({ steps })).how).toBe('text');
});

test('a run without waits has one try', () => {
  expect(
    runView(
      run({
        steps: [{ verb: 'press-retry', conversationId: null }],
        problem: 'hook_missing',
        state: 'failed',
      }),
    ),
  ).toMatchObject({
    fix: 'wait-and-retry',
    state: 'failed',
    until: 1_500,
    attempt: 1,
    of: 1,
    problem: 'hook_missing',
  });
});

describe('what holds until the next of its kind', () => {
  test('the place of a chat that has been open for an hour, whatever else was reported since', async () => {
    const records = tabMemory();
    await records.add(7, [a('page-loaded', 0), a('page-context', 1)]);
    const calls = Array.from({ length: 400 }, (_, index) => a('request-started', 60 * MINUTE_MS + index));
    const kinds = (await records.add(7, calls)).signals.map(({ kind }) => kind);
    expect(kinds).toContain('page-context');
    expect(kinds).toContain('page-loaded');
  });

  test('a signal from the future counts as of now: what follows it is not forgotten', async () => {
    vi.useFakeTimers({ now: 10 * MINUTE_MS });
    const records = tabMemory();
    await records.add(7, [a('connectivity', 9e15)]);
    vi.setSystemTime(11 * MINUTE_MS);
    const { signals } = await records.add(7, [a('request-started', 11 * MINUTE_MS)]);
    expect(signals.map(({ at }) => at)).toEqual([10 * MINUTE_MS, 11 * MINUTE_MS]);
  });
});
