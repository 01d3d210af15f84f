// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { restorePlace } from '@/entrypoints/tab-steps/restore-place';
import { type Chat, chatOf } from '../../utils/claude/scrolled-chat';

const KEYS = Array.from({ length: 100 }, (_, n) => `key-${n}`);
const END = 100 * 200 - 700;

let chat: Chat;
const open = (): void => {
  chat = chatOf({ keys: KEYS, rowPx: 200, viewPx: 700, topPx: 48, drawnPx: 300 });
  chat.scrollTo(END);
};
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  document.body.innerHTML = '';
});

/** An event of the browser's own. */
function hand(name: string): void {
  const event = new Event(name, { bubbles: true });
  Object.defineProperty(event, 'isTrusted', { value: true });
  document.body.dispatchEvent(event);
}

test('a message far up, of which nothing stands in the page', async () => {
  open();
  const done = restorePlace({ turn: 'key-10', offset: -30 });
  await vi.advanceTimersByTimeAsync(10_000);
  await done;
  expect(chat.scroller.scrollTop).toBe(10 * 200 + 30);
});

test('a chat that comes a little later', async () => {
  const done = restorePlace({ turn: 'key-90', offset: 12 });
  await vi.advanceTimersByTimeAsync(4_000);
  open();
  await vi.advanceTimersByTimeAsync(10_000);
  await done;
  expect(chat.scroller.scrollTop).toBe(90 * 200 - 12);
});

test('what moves while the page settles is set right', async () => {
  open();
  const done = restorePlace({ turn: 'key-50', offset: 0 });
  await vi.advanceTimersByTimeAsync(1_500);
  chat.scrollTo(chat.scroller.scrollTop + 150);
  await vi.advanceTimersByTimeAsync(5_000);
  await done;
  expect(chat.scroller.scrollTop).toBe(50 * 200);
});

test('a place that is gone: the chat stands where it opened', async () => {
  open();
  const done = restorePlace({ turn: 'gone', offset: 0 });
  await vi.advanceTimersByTimeAsync(15_000);
  await done;
  expect(chat.scroller.scrollTop).toBe(END);
});

test.each(['wheel', 'touchmove', 'pointerdown', 'keydown'])(
  'a hand of the user ends it (%s)',
  async (name) => {
    open();
    const done = restorePlace({ turn: 'key-3', offset: 0 });
    await vi.advanceTimersByTimeAsync(200);
    hand(name);
    const there = chat.scroller.scrollTop;
    expect(there).toBeGreaterThan(3 * 200 + 1_000);
    await vi.advanceTimersByTimeAsync(100);
    await done;
    expect(chat.scroller.scrollTop).toBe(there);
  },
);

test('a script of the page doesn’t', async () => {
  open();
  const done = restorePlace({ turn: 'key-10', offset: 0 });
  await vi.advanceTimersByTimeAsync(200);
  document.body.dispatchEvent(new Event('wheel', { bubbles: true }));
  await vi.advanceTimersByTimeAsync(10_000);
  await done;
  expect(chat.scroller.scrollTop).toBe(10 * 200);
});

test('no chat at all: it gives up before the step is given up', async () => {
  const done = vi.fn();
  void restorePlace({ turn: 'key-10', offset: 0 }).then(done);
  await vi.advanceTimersByTimeAsync(19_000);
  expect(done).toHaveBeenCalled();
});

test('a page that nobody sees waits until somebody looks; the step is done meanwhile', async () => {
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  open();
  const done = vi.fn();
  void restorePlace({ turn: 'key-10', offset: 0 }).then(done);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(done).toHaveBeenCalled();
  expect(chat.scroller.scrollTop).toBe(END);
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(chat.scroller.scrollTop).toBe(10 * 200);
});

describe('ids that tell their time', () => {
  const id = (n: number): string => `01990b03-${n.toString(16).padStart(4, '0')}-7c01-9d2e-0a1b2c3d4e5f`;
  const many = Array.from({ length: 2_000 }, (_, n) => (n % 2 === 0 ? id(n) : `${id(n - 1)}-hub-reply`));

  test.each([0, 2, 1_000, 1_001, 1_996])('message %i of 2,000 is found within two seconds', async (n) => {
    chat = chatOf({ keys: many, rowPx: 200, viewPx: 300, topPx: 0, drawnPx: 100 });
    chat.scrollTo(2_000 * 200);
    const done = vi.fn();
    void restorePlace({ turn: many[n] ?? '', offset: -7 }).then(done);
    await vi.advanceTimersByTimeAsync(2_000 + 1_300);
    expect(done).toHaveBeenCalled();
    expect(chat.scroller.scrollTop).toBe(n * 200 + 7);
  });

  test.each([id(1_001), id(5_000), '01990b02-0000-7c01-9d2e-0a1b2c3d4e5f'])(
    '%s is gone: known soon',
    async (turn) => {
      chat = chatOf({ keys: many, rowPx: 200, viewPx: 300, topPx: 0, drawnPx: 100 });
      chat.scrollTo(2_000 * 200);
      const done = vi.fn();
      void restorePlace({ turn, offset: 0 }).then(done);
      await vi.advanceTimersByTimeAsync(3_000);
      expect(done).toHaveBeenCalled();
      expect(chat.scroller.scrollTop).toBe(2_000 * 200 - 300);
    },
  );
});
