import { describe, expect, test } from 'vitest';
import { bookLookAt, bookView, playedAlong, type RunFacts, type Seen } from '@/utils/fixes/play-along';
import { type Playbook, PlaybookSchema } from '@/utils/fixes/playbook';
import { requestsOf } from '@/utils/fixes/requests';
import type { Signal } from '@/utils/signals/types';
import { a, failedTry, goodTry } from '../signals/given';

const START = 100_000;
const MINUTE = 60_000;
const FIXES: Seen['fixes'] = ['wait-and-retry', 'notify-when-back', 'reload-tab', 'new-chat'];

const run = (special: Partial<RunFacts> = {}): RunFacts => ({
  id: 'run-1',
  fix: 'reload-tab',
  state: 'working',
  problem: null,
  startedAt: START,
  ...special,
});
const done = run({ state: 'done' });

/** One look: what is stored in between is read anew, as after a restart of the worker. */
function look(book: Playbook | null, at: number, special: Partial<Seen> & { signals?: Signal[] } = {}) {
  const { signals = [], ...seen } = special;
  const stored = book && PlaybookSchema.parse(JSON.parse(JSON.stringify(book)));
  const known = { verdict: 'degraded' as const, failed: 'send' as const, fixes: FIXES, run: null, ...seen };
  return playedAlong(stored, { ...known, requests: requestsOf(signals, at) }, at);
}

test('nothing was tried: there is no playbook, however bad it is', () => {
  expect(look(null, START, { signals: failedTry('a', START - 9_000) })).toBeNull();
});

test('a run is followed to its end, and what is sent then shows whether it helped', () => {
  const doing = look(null, START + 10, { run: run() });
  expect(doing).toMatchObject({ phase: 'doing', fix: 'reload-tab', at: START });
  const observing = look(doing, START + 4_000, { run: done });
  expect(observing).toMatchObject({ phase: 'observing', fix: 'reload-tab' });
  const helped = look(observing, START + 30_000, { run: done, signals: goodTry('b', START + 20_000) });
  expect(helped).toMatchObject({ phase: 'helped', tried: [{ fix: 'reload-tab', outcome: 'helped' }] });
  // The run is still shown, and doesn't begin again by that.
  expect(look(helped, START + 31_000, { run: done, verdict: 'ok' })).toEqual(helped);
});

test('a run that was over before anybody looked counts too', () => {
  expect(look(null, START + 60, { run: done })).toMatchObject({ phase: 'observing' });
});

test('the next message fails for good: another one comes first, and this one stands at the end', () => {
  const observing = look(look(null, START, { run: run() }), START + 4_000, { run: done });
  const signals = failedTry('b', START + 20_000);
  // claude.ai may try again by itself.
  expect(look(observing, START + 21_000, { run: done, signals })).toEqual(observing);
  const next = look(observing, START + 90_000, { run: done, signals });
  expect(next).toMatchObject({ phase: 'offering', tried: [{ outcome: 'no-use' }] });
});

test.each([
  ['no page came any more', run({ state: 'failed', problem: 'timeout' }), 'stuck', 'timeout'],
  [
    'it was tried in vain',
    run({ fix: 'wait-and-retry', state: 'failed', problem: 'still_failing' }),
    'no-use',
    'still_failing',
  ],
  ['the user stopped it', run({ state: 'cancelled' }), 'cancelled', null],
])('%s', (_, over, outcome, problem) => {
  expect(look(null, START + 50, { run: over })?.tried).toMatchObject([{ outcome, problem }]);
});

test('a run that is gone, as with the browser, was stopped', () => {
  const doing = look(null, START, { run: run() });
  expect(look(doing, START + 9_000)?.tried).toMatchObject([{ outcome: 'cancelled' }]);
});

test('what mends nothing is no part of it', () => {
  const watch = run({ fix: 'notify-when-back', state: 'done' });
  expect(look(null, START + 50, { run: watch })).toBeNull();
});

test('a try of the run that worked is what helped', () => {
  const retry = run({ fix: 'wait-and-retry' });
  const doing = look(look(null, START, { run: retry }), START + 8_000, {
    run: retry,
    signals: goodTry('b', START + 3_000),
  });
  expect(look(doing, START + 8_100, { run: { ...retry, state: 'done' } })).toMatchObject({ phase: 'helped' });
});

describe('a page that came', () => {
  const arrived = [a('page-loaded', START + 2_000)];
  test('after a page had failed: helped, when nothing is wrong with it for a while', () => {
    const observing = look(look(null, START, { run: run(), failed: 'document' }), START + 2_100, {
      run: done,
      signals: arrived,
      verdict: 'ok',
    });
    expect(observing?.phase).toBe('observing');
    expect(bookLookAt(observing, { requests: requestsOf(arrived, START + 2_100) }, START + 2_100)).toBe(
      START + 7_000,
    );
    const later = { run: done, signals: arrived };
    expect(look(observing, START + 7_000, { ...later, verdict: 'ok' })?.phase).toBe('helped');
    expect(look(observing, START + 7_000, { ...later, verdict: 'page' })?.phase).toBe('observing');
  });
  test('after a message had failed: proves nothing', () => {
    const observing = look(look(null, START, { run: run() }), START + 2_100, { run: done });
    const seen = { run: done, signals: arrived, verdict: 'ok' } as const;
    expect(look(observing, START + 60_000, seen)?.phase).toBe('observing');
  });
  test('as a failing one again: no use', () => {
    const signals = [a('page-loaded', START + 2_000, { document: 'gateway-error' })];
    const doing = look(null, START, { run: run(), failed: 'document' });
    expect(look(doing, START + 2_500, { run: done, signals })?.tried).toMatchObject([{ outcome: 'no-use' }]);
  });
});

test('claude.ai fails by itself in the middle of another fix: that fix had no part in it', () => {
  const doing = look(null, START, { run: run() });
  const signals = failedTry('b', START + 500, { failure: 'limit', status: 429 });
  expect(look(doing, START + 2_000, { run: done, signals })?.phase).toBe('observing');
});

test('trouble that passed by itself: what was tried for it is forgotten for the next', () => {
  const vain = look(null, START + 50, { run: run({ state: 'failed', problem: 'timeout' }) });
  const works = { verdict: 'ok' as const, signals: goodTry('c', START + 30_000) };
  expect(look(vain, START + 40_000, works)?.tried).toEqual([]);
  // A page alone doesn't show that.
  const page = { verdict: 'ok' as const, signals: [a('page-loaded', START + 30_000)] };
  expect(look(vain, START + 40_000, page)?.tried).toHaveLength(1);
});

describe('what is shown', () => {
  const observing = look(look(null, START, { run: run() }), START + 4_000, { run: done });
  test('nothing of what is only kept', () => {
    const shown = Object.keys(bookView(observing, 'degraded', START + 5_000) ?? {});
    expect(new Set(shown)).toEqual(new Set(['version', 'verdict', 'since', 'at', 'phase', 'fix', 'tried']));
  });
  test('that it helped, for a minute', () => {
    const helped = look(observing, START + 30_000, { run: done, signals: goodTry('b', START + 20_000) });
    expect(bookView(helped, 'ok', START + 30_000 + MINUTE - 1)).not.toBeNull();
    expect(bookView(helped, 'ok', START + 30_000 + MINUTE)).toBeNull();
  });
  test('after three minutes the question, and when', () => {
    expect(bookLookAt(observing, { requests: [] }, START + 5_000)).toBe(START + 4_000 + 3 * MINUTE);
    expect(look(observing, START + 4_000 + 3 * MINUTE)?.phase).toBe('asking');
  });
});
