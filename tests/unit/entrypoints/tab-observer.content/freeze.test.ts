// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { freezeWatch } from '@/entrypoints/tab-observer.content/freeze';
import type { Signal } from '@/utils/signals/types';
import { a } from '../../utils/signals/given';

const merged = { protocol: 'merged' } as const;
beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

function watched() {
  const signals: Signal[] = [];
  const tell = freezeWatch((signal) => signals.push(signal));
  return { signals, tell };
}

test('silence in a reply is told once, with its length', () => {
  const { signals, tell } = watched();
  tell(a('reply-accepted', 0, merged));
  tell(a('reply-began', 400, merged));
  vi.advanceTimersByTime(60_000);
  expect(signals).toMatchObject([{ kind: 'reply-silent', id: 'lx-1', outputBegan: true }]);
  expect((signals[0] as { silentMs: number }).silentMs).toBeGreaterThanOrEqual(12_000);
});

test('a reply that goes on is told', () => {
  const { signals, tell } = watched();
  tell(a('reply-accepted', 0, merged));
  vi.advanceTimersByTime(20_000);
  tell(a('reply-activity', 20_000, merged));
  expect(signals.map(({ kind }) => kind)).toEqual(['reply-silent', 'reply-resumed']);
});

test('signs of life keep it quiet, for as long as it takes', () => {
  const { signals, tell } = watched();
  tell(a('reply-accepted', 0, { protocol: 'legacy' }));
  for (let at = 10_000; at <= 300_000; at += 10_000) {
    vi.advanceTimersByTime(10_000);
    tell(a('reply-activity', at));
  }
  expect(signals).toEqual([]);
});

test.each([
  ['its end', a('reply-ended', 1_000, merged)],
  ['a cut', a('reply-ended', 1_000, { ...merged, outcome: 'cut' })],
])('after %s nothing is measured', (_, signal) => {
  const { signals, tell } = watched();
  tell(a('reply-accepted', 0, merged));
  tell(signal);
  vi.advanceTimersByTime(120_000);
  expect(signals).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('without a reply nothing is measured', () => {
  const { tell } = watched();
  tell(a('reply-activity', 0, merged));
  expect(vi.getTimerCount()).toBe(0);
});

test('a message that gets no answer at all is silent after 45 s, and not before', () => {
  const { signals, tell } = watched();
  tell(a('request-started', 0));
  vi.advanceTimersByTime(44_000);
  expect(signals).toEqual([]);
  vi.advanceTimersByTime(2_000);
  expect(signals).toMatchObject([{ kind: 'reply-silent', outputBegan: false }]);
});

test('an answer ends the waiting', () => {
  const { signals, tell } = watched();
  tell(a('request-started', 0));
  tell(a('response-received', 9_000));
  vi.advanceTimersByTime(120_000);
  expect(signals).toEqual([]);
});

test('a hidden tab is not silent', () => {
  const { signals, tell } = watched();
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  tell(a('reply-accepted', 0, merged));
  vi.advanceTimersByTime(120_000);
  expect(signals).toEqual([]);
});
