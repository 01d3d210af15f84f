import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { signalReporter } from '@/entrypoints/tab-observer/reporter';
import { send } from '@/utils/browser/messages';
import { signals as all, networkSignals } from '@/utils/signals/registry';
import type { Signal, SignalKind } from '@/utils/signals/types';
import { a } from '../../utils/signals/given';

vi.mock('@/utils/browser/messages', () => {
  const send = vi.fn();
  return { send, sendSurely: send };
});

const kindOf = ({ def }: (typeof all)[number]) => def.shape.kind.def.values[0] as SignalKind;
const fromPage = networkSignals.map(kindOf);

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  vi.mocked(send).mockResolvedValue({ ok: true, value: {} });
});
afterEach(() => vi.useRealTimers());

describe('what the page may say', () => {
  test.each(all.map(kindOf))('%s', (kind) => {
    const { heard } = signalReporter(vi.fn());
    const signal = a(kind, 5);
    expect(heard(JSON.stringify(signal))).toEqual(fromPage.includes(kind) ? signal : undefined);
  });

  test.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['a number', '7'],
    ['a signal without a time', JSON.stringify({ ...a('reply-began', 5), at: undefined })],
    ['a time that is a text', JSON.stringify({ ...a('reply-began', 5), at: '5' })],
    ['more than any signal holds', JSON.stringify({ ...a('reply-began', 5), id: 'x'.repeat(35_000) })],
  ])('not: %s', (_, json) => {
    expect(signalReporter(vi.fn()).heard(json)).toBeUndefined();
  });

  test('a page that floods is heard so much and no more, and heard again later', () => {
    const { heard } = signalReporter(vi.fn());
    const json = JSON.stringify(a('reply-activity', 5));
    const count = () =>
      Array.from({ length: 500 }, () => heard(json)).filter((signal) => signal !== undefined).length;
    const first = count();
    expect(first).toBeLessThan(100);
    expect(count()).toBe(0);
    vi.advanceTimersByTime(1_000);
    expect(count()).toBe(first);
  });
});

describe('a flood', () => {
  const flood = (heard: (json: string) => Signal | undefined, signal: Signal) => {
    const json = JSON.stringify(signal);
    return Array.from({ length: 10_000 }, () => heard(json)).filter((one) => one !== undefined).length;
  };

  test.each(['other', 'list', 'session'] as const)(
    'of %s calls pushes out no message and no reply',
    (endpoint) => {
      const { heard } = signalReporter(vi.fn());
      expect(flood(heard, a('request-started', 5, { endpoint }))).toBeLessThan(50);
      for (const kind of ['request-started', 'reply-accepted', 'reply-activity', 'reply-ended'] as const)
        expect(heard(JSON.stringify(a(kind, 5)))).toBeDefined();
    },
  );

  test('of words that were kept before anybody listened is the channel’s to bound: all are heard', () => {
    const { heard } = signalReporter(vi.fn());
    const json = JSON.stringify(a('request-started', 5, { endpoint: 'other' }));
    for (let count = 0; count < 50; count += 1) expect(heard(json, true)).toBeDefined();
    expect(heard(json)).toBeDefined();
  });

  test('of signs of life pushes out no message either', () => {
    const { heard } = signalReporter(vi.fn());
    expect(flood(heard, a('reply-activity', 5))).toBeLessThan(50);
    expect(heard(JSON.stringify(a('reply-ended', 5)))).toBeDefined();
  });

  test('of messages ends somewhere, too', () => {
    const { heard } = signalReporter(vi.fn());
    expect(flood(heard, a('request-started', 5))).toBeLessThan(100);
  });

  test('a call that talks of messages in its body is still no message', () => {
    const { heard } = signalReporter(vi.fn());
    const call = { ...a('request-started', 5, { endpoint: 'other' }), body: '{"endpoint":"send"}' };
    expect(flood(heard, call)).toBeLessThan(50);
    expect(heard(JSON.stringify(a('request-started', 5)))).toBeDefined();
  });

  test('while the background does not answer, waits in a queue that is bounded: what matters is kept', async () => {
    let answer = () => {};
    vi.mocked(send).mockReturnValue(
      new Promise((resolve) => {
        answer = () => resolve({ ok: true, value: {} });
      }),
    );
    const { report } = signalReporter(vi.fn());
    for (let count = 0; count < 8; count += 1) {
      report(a('banner', count));
      await vi.advanceTimersByTimeAsync(0);
    }
    const before = vi.mocked(send).mock.calls.length;
    report(a('request-started', 100));
    for (let count = 0; count < 5_000; count += 1) report(a('request-started', 200, { endpoint: 'other' }));
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.mocked(send).mock.calls.length).toBe(before);
    answer();
    await vi.advanceTimersByTimeAsync(0);
    const waited = vi
      .mocked(send)
      .mock.calls.slice(before)
      .flatMap(([, input]) => (input as { signals: Signal[] }).signals);
    expect(waited).toHaveLength(200);
    expect(waited[0]).toEqual(a('request-started', 100));
  });
});

describe('telling the background', () => {
  const sent = () =>
    vi.mocked(send).mock.calls.map(([, input]) => (input as { signals: unknown[] }).signals.length);

  test('together, what comes together', async () => {
    const { report } = signalReporter(vi.fn());
    report(a('reply-began', 1));
    report(a('reply-ended', 2));
    await vi.advanceTimersByTimeAsync(0);
    expect(send).toHaveBeenCalledExactlyOnceWith('report-signals', {
      signals: [a('reply-began', 1), a('reply-ended', 2)],
    });
  });

  test('no more in one message than the background takes; nothing is lost', async () => {
    const { report } = signalReporter(vi.fn());
    for (let at = 0; at < 120; at += 1) report(a('banner', at));
    await vi.advanceTimersByTimeAsync(10);
    report(a('banner', 120));
    await vi.advanceTimersByTimeAsync(10);
    expect(Math.max(...sent())).toBeLessThanOrEqual(50);
    expect(sent().reduce((sum, count) => sum + count, 0)).toBe(121);
  });

  test('nobody is there any more', async () => {
    const gone = vi.fn();
    vi.mocked(send).mockResolvedValue({ ok: false, error: 'gone' });
    signalReporter(gone).report(a('reply-began', 1));
    await vi.advanceTimersByTimeAsync(0);
    expect(gone).toHaveBeenCalledTimes(1);
  });
});
