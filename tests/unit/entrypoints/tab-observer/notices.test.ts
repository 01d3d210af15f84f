// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { noticeWatch } from '@/entrypoints/tab-observer/notices';
import type { Signal } from '@/utils/signals/types';

const BANNER =
  '<div data-testid="message-warning">This response didn’t load. <button>Try again</button></div>';
const WAITING = '<div role="status">Trying again shortly (attempt 2)</div>';
let stop = (): void => undefined;

beforeEach(() => {
  vi.useFakeTimers({ now: 100_000 });
  localStorage.clear();
  sessionStorage.clear();
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
      { kind: 'banner', shown: false, place: 'turn', meaning: 'failed', hasRetry: true },
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

  test('its own retry that goes on in the same words', async () => {
    const { signals } = watched();
    await show(WAITING);
    const text = document.querySelector('[role="status"]')?.firstChild;
    if (text) text.nodeValue = 'Trying again shortly (attempt 3)';
    await vi.advanceTimersByTimeAsync(1_100);
    expect(signals).toMatchObject([{ attempt: 2 }, { attempt: 3 }]);
  });

  test('a page that changes its mind all the time is heard once a second, and right in the end', async () => {
    const { signals } = watched();
    for (let turn = 0; turn < 1_200; turn += 1) await show(turn % 2 === 0 ? BANNER : '');
    expect(signals.length).toBeLessThanOrEqual(7 * 60);
    await show(BANNER);
    await vi.advanceTimersByTimeAsync(61_000);
    expect(signals.at(-1)).toMatchObject({ kind: 'banner', shown: true });
  });
});

describe('cost', () => {
  const looks = async (write: () => void): Promise<number> => {
    const walk = vi.spyOn(document, 'querySelectorAll');
    document.body.innerHTML = '<div data-testid="assistant-message"></div><div id="elsewhere"></div>';
    watched();
    await vi.advanceTimersByTimeAsync(2_000);
    walk.mockClear();
    for (let token = 0; token < 1_000; token += 1) {
      write();
      await vi.advanceTimersByTimeAsync(10);
    }
    return walk.mock.calls.filter(([selector]) => selector === '[role="status"]').length;
  };
  const append = (selector: string) => () => document.querySelector(selector)?.append('word ');

  test('while a message is written, a look a second is enough', async () => {
    expect(await looks(append('[data-testid="assistant-message"]'))).toBeLessThanOrEqual(11);
  });

  test('changes elsewhere are seen four times a second', async () => {
    const count = await looks(append('#elsewhere'));
    expect(count).toBeGreaterThan(20);
    expect(count).toBeLessThanOrEqual(41);
  });

  test('a page that does not change is not looked at', async () => {
    expect(await looks(() => undefined)).toBe(0);
  });

  test('failures without end start one watch, not one each', async () => {
    const { failed } = watched();
    const frames = vi.spyOn(globalThis, 'requestAnimationFrame');
    for (let each = 0; each < 500; each += 1) failed(Date.now());
    expect(frames).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(frames.mock.calls.length).toBeLessThan(200);
  });

  test('once stopped, it does nothing any more', async () => {
    const { signals, failed, ...watch } = watched();
    failed(Date.now());
    watch.stop();
    await show(BANNER);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(signals).toEqual([]);
  });
});

describe('a page that is loaded anew while its note says that failures are recent', () => {
  const note = (at: number): string => JSON.stringify({ v: 1, consecutiveFailures: 2, lastFailureAt: at });
  const KEY = 'ant_completion_backoff_v1';

  test('goes on waiting, and then it has given up', async () => {
    sessionStorage.setItem(KEY, note(Date.now() - 3_000));
    const { signals } = watched();
    await vi.advanceTimersByTimeAsync(9_000);
    expect(signals).toMatchObject([{ kind: 'page-retry', active: true, attempt: 2, of: null }]);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(signals).toMatchObject([{ active: true }, { kind: 'page-retry', active: false }]);
  });

  test('has succeeded: the note is gone', async () => {
    sessionStorage.setItem(KEY, note(Date.now() - 3_000));
    const { signals } = watched();
    await vi.advanceTimersByTimeAsync(500);
    sessionStorage.removeItem(KEY);
    await vi.advanceTimersByTimeAsync(1_100);
    expect(signals.at(-1)).toMatchObject({ kind: 'page-retry', active: false });
  });

  test('a failure of long ago, or of another tab, is none of it', async () => {
    sessionStorage.setItem(KEY, note(Date.now() - 60_000));
    localStorage.setItem(KEY, note(Date.now() - 1_000));
    const { signals } = watched();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(signals).toEqual([]);
  });

  test('a banner says that it has given up', async () => {
    sessionStorage.setItem(KEY, note(Date.now() - 1_000));
    const { signals } = watched();
    await vi.advanceTimersByTimeAsync(100);
    await show(BANNER);
    expect(signals).toMatchObject([
      { kind: 'page-retry', active: true },
      { kind: 'banner', shown: true },
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
    ['toast', '<div role="status" data-state="open">This isn’t working right now.</div>'],
    ['notice without a retry', '<main><div role="alert">Something went wrong</div></main>'],
  ])('a %s says no less than nothing: it has given up', async (_, html) => {
    const { signals, failed } = watched();
    await show(html);
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
