import { describe, expect, test } from 'vitest';
import type { FailureClass } from '@/utils/claude/failure';
import { attemptsOf } from '@/utils/signals/attempts';
import { finalityOf, last } from '@/utils/signals/finality';
import type { Signal } from '@/utils/signals/types';
import { a, failedTry } from './given';

const judge = (signals: Signal[], now: number) => {
  const failed = attemptsOf(signals).findLast(({ state }) => state === 'failed');
  if (!failed) throw new Error('The case has no failed try.');
  return finalityOf(failed, signals, now);
};

/** So many failures in a row, the last of them at `at`. */
function row(failure: FailureClass, count: number, at: number): Signal[] {
  return Array.from({ length: count }, (_, index) => {
    const id = `lx-${index}`;
    const when = at - (count - 1 - index) * 1_000;
    return failure === 'network'
      ? [a('request-started', when - 100, { id }), a('request-failed', when, { id })]
      : failedTry(id, when - 700, { failure });
  }).flat();
}

describe("the page's own schedule", () => {
  const AT = 100_000;
  test.each<[FailureClass, number, number]>([
    ['server', 1, 8_000],
    ['server', 2, 12_000],
    ['gateway', 1, 8_000],
    ['gateway', 2, 12_000],
    ['overloaded', 1, 8_000],
    ['overloaded', 2, 12_000],
    ['overloaded', 3, 18_000],
    ['overloaded', 4, 27_000],
    ['overloaded', 5, 40_500],
    ['network', 1, 500],
    ['network', 2, 1_000],
    ['network', 3, 2_000],
    ['network', 9, 8_000],
  ])('%s, failure %i: it may wait %i ms, and 15 %% more', (failure, count, waitMs) => {
    const signals = row(failure, count, AT);
    const longest = waitMs * 1.15;
    const { final, recheckAt } = judge(signals, AT + longest);
    expect(final).toBe(false);
    expect(recheckAt).toBeGreaterThan(AT + longest);
    expect(recheckAt).toBeLessThan(AT + longest + 5_000);
    expect(judge(signals, recheckAt ?? 0).final).toBe(true);
  });

  test.each<[FailureClass, number]>([
    ['server', 3],
    ['gateway', 3],
    ['overloaded', 6],
    ['network', 31],
    ['other', 1],
    ['cut', 1],
  ])('%s, failure %i: no more retries, only room for the banner', (failure, count) => {
    const { final, recheckAt } = judge(row(failure, count, AT), AT + 10);
    expect(final).toBe(false);
    expect((recheckAt ?? 0) - AT).toBe(1_500);
  });
});

describe('final at once', () => {
  test.each<FailureClass>(['limit', 'length', 'signed-out', 'challenge', 'content', 'model'])(
    '%s',
    (failure) => {
      expect(judge(failedTry('lx-1', 0, { failure }), 701)).toEqual({ final: true, recheckAt: null });
    },
  );

  test('the banner beside the message', () => {
    const failed = failedTry('lx-1', 0);
    expect(judge([...failed, a('banner', 900)], 901)).toEqual({ final: true, recheckAt: null });
    expect(judge([a('banner', 200), ...failed], 701).final).toBe(true); // a moment early
  });

  test('the page was loaded anew', () => {
    expect(judge([...failedTry('lx-1', 0), a('page-loaded', 900)], 901).final).toBe(true);
  });
});

describe('not final yet', () => {
  test.each<[string, Signal]>([
    ['a toast may be about anything', a('banner', 900, { place: 'toast' })],
    ['the banner is gone', a('banner', 900, { shown: false, meaning: 'unknown' })],
  ])('%s', (_, signal) => {
    expect(judge([...failedTry('lx-1', 0), signal], 3_000).final).toBe(false);
  });

  test('a banner of an older failure', () => {
    expect(judge([a('banner', -60_000), ...failedTry('lx-1', 0)], 3_000).final).toBe(false);
  });

  test('while the page shows its waiting line: longer than its longest wait', () => {
    const waiting = [...failedTry('lx-1', 0), a('page-retry', 900, { attempt: 4, of: 10 })];
    expect(judge(waiting, 150_000).final).toBe(false);
    const { recheckAt } = judge(waiting, 150_000);
    expect(judge(waiting, recheckAt ?? 0).final).toBe(true);
  });
});

test('the page has visibly given up: room for the banner, no more', () => {
  const waited = [...failedTry('lx-1', 0), a('page-retry', 900)];
  const gaveUp = [...waited, a('page-retry', 2_200, { active: false, attempt: 0 })];
  expect(judge(gaveUp, 2_300).final).toBe(false);
  expect(judge(gaveUp, 3_700).final).toBe(true);
});

test('the page never waited, and is quiet: its banner has had its time', () => {
  const failed = failedTry('lx-1', 0);
  const since = failed.at(-1)?.at ?? 0;
  const quiet = [...failed, a('page-retry', since + 1_500, { active: false, attempt: 0 })];
  expect(judge(quiet, since + 1_500).final).toBe(true);
  const early = [...failed, a('page-retry', since + 100, { active: false, attempt: 0 })];
  expect(judge(early, since + 1_400).final).toBe(false);
});

test('once output has begun the page tries nothing again', () => {
  const half = [a('request-started', 0), a('reply-accepted', 500), a('reply-began', 900)];
  const failed = a('reply-ended', 5_000, { outcome: 'failed', failure: 'overloaded', status: 529 });
  expect(judge([...half, failed], 5_100).final).toBe(false);
  expect(judge([...half, failed], 6_500).final).toBe(true);
});

test('last: the newest of a kind, unless it is too old', () => {
  const signals = [a('banner', 10), a('banner', 20), a('connectivity', 30)];
  expect(last(signals, 'banner')?.at).toBe(20);
  expect(last(signals, 'banner', 20)?.at).toBe(20);
  expect(last(signals, 'banner', 21)).toBeUndefined();
  expect(last(signals, 'page-loaded')).toBeUndefined();
});
