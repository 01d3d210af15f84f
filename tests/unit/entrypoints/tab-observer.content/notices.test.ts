// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { noticeWatch } from '@/entrypoints/tab-observer.content/notices';
import type { Signal } from '@/utils/signals/types';

const BANNER =
  '<div data-testid="message-warning">This response didn’t load. <button>Try again</button></div>';
const WAITING = '<div role="status">Trying again shortly (attempt 2)</div>';
let stop = (): void => undefined;

beforeEach(() => {
  vi.useFakeTimers({ now: 100_000 });
  localStorage.clear();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  document.body.innerHTML = '';
});

function watched() {
  const signals: Signal[] = [];
  const watch = noticeWatch((signal) => signals.push(signal));
  stop = watch.stop;
  return { signals, ...watch };
}
const show = async (html: string): Promise<void> => {
  document.body.innerHTML = html;
  await vi.advanceTimersByTimeAsync(300);
};

describe('what the page shows', () => {
  test('a banner, and its end', async () => {
    const { signals } = watched();
    await show(BANNER);
    await show('<p>The reply</p>');
    expect(signals).toMatchObject([
      { kind: 'banner', shown: true, place: 'turn', meaning: 'failed', hasRetry: true },
      { kind: 'banner', shown: false },
    ]);
  });

  test('a page that changes with every word is looked at, and nothing is told', async () => {
    const { signals } = watched();
    for (let word = 0; word < 40; word += 1) await show(`<p>${'word '.repeat(word)}</p>`);
    expect(signals).toEqual([]);
  });

  test('the same banner is told once', async () => {
    const { signals } = watched();
    await show(BANNER);
    await show(`${BANNER}<p>more</p>`);
    expect(signals).toHaveLength(1);
  });

  test('its own retry, and the end of it', async () => {
    const { signals } = watched();
    await show(WAITING);
    await show('');
    expect(signals).toMatchObject([
      { kind: 'page-retry', active: true, attempt: 2, of: null },
      { kind: 'page-retry', active: false },
    ]);
  });
});

describe('after a failure', () => {
  const gaveUp = (signals: Signal[]) =>
    signals.some((signal) => signal.kind === 'page-retry' && !signal.active);

  test('the page neither waits nor works: it has given up', async () => {
    const { signals, failed } = watched();
    failed(Date.now());
    await vi.advanceTimersByTimeAsync(3_000);
    expect(gaveUp(signals)).toBe(true);
  });

  test.each([
    ['shows its banner', BANNER],
    ['waits in sight of the user', WAITING],
    ['makes a reply', '<button data-testid="chat-input-stop"></button>'],
  ])('the page %s', async (_, html) => {
    const { signals, failed } = watched();
    document.body.innerHTML = html;
    failed(Date.now());
    await vi.advanceTimersByTimeAsync(3_000);
    expect(gaveUp(signals)).toBe(false);
  });

  test('the page has noted that it will try again', async () => {
    const { signals, failed } = watched();
    const note = { v: 1, consecutiveFailures: 1, lastFailureAt: Date.now() + 40 };
    localStorage.setItem('ant_completion_backoff_v1', JSON.stringify(note));
    failed(Date.now());
    await vi.advanceTimersByTimeAsync(3_000);
    expect(gaveUp(signals)).toBe(false);
  });

  test('a note of an older failure says nothing', async () => {
    const { signals, failed } = watched();
    const note = { v: 1, consecutiveFailures: 1, lastFailureAt: Date.now() - 60_000 };
    localStorage.setItem('ant_completion_backoff_v1', JSON.stringify(note));
    failed(Date.now());
    await vi.advanceTimersByTimeAsync(3_000);
    expect(gaveUp(signals)).toBe(true);
  });

  test('a banner that stands there still is told again: it speaks of this failure', async () => {
    const { signals, failed } = watched();
    await show(BANNER);
    failed(Date.now());
    await vi.advanceTimersByTimeAsync(500);
    expect(signals.filter(({ kind }) => kind === 'banner')).toHaveLength(2);
  });
});
