// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { tabPulse } from '@/entrypoints/tab-observer/pulse';
import { send } from '@/utils/browser/messages';

vi.mock('@/utils/browser/messages', () => ({ send: vi.fn() }));

let controller: AbortController;
let hidden = false;
beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  controller = new AbortController();
  hidden = false;
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
});
afterEach(() => {
  controller.abort();
  vi.useRealTimers();
});

const beats = () =>
  vi
    .mocked(send)
    .mock.calls.splice(0)
    .map(([, input]) => (input as { more: boolean }).more);

/** happy-dom makes untrusted events only; the browser's own are told apart by this flag. */
const happens = (name: string, isTrusted = true, target: EventTarget = window) => {
  const event = new Event(name);
  Object.defineProperty(event, 'isTrusted', { value: isTrusted });
  target.dispatchEvent(event);
};
const hide = (now: boolean) => {
  hidden = now;
  document.dispatchEvent(new Event('visibilitychange'));
};
const pass = (seconds: number) => vi.advanceTimersByTime(seconds * 1_000);

describe('beats', () => {
  test('while a page is new, and a last one when nobody does anything for a minute', () => {
    tabPulse(controller.signal);
    pass(120);
    const all = beats();
    expect(all.at(-1)).toBe(false);
    expect(all.filter(Boolean).length).toBe(13);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each(['pointerdown', 'keydown', 'wheel', 'focus', 'pageshow'])('again after %s', (name) => {
    tabPulse(controller.signal);
    pass(120);
    beats();
    happens(name);
    pass(11);
    expect(beats()).toEqual([true, true, true]);
  });

  test('not for what the page makes up itself', () => {
    tabPulse(controller.signal);
    pass(120);
    beats();
    happens('keydown', false);
    pass(30);
    expect(beats()).toEqual([]);
  });

  test('for as long as something happens', () => {
    const { stir } = tabPulse(controller.signal);
    for (let second = 0; second < 600; second += 1) {
      stir();
      pass(1);
    }
    expect(beats()).toHaveLength(121);
  });

  test.each(['pagehide', 'beforeprint'])('rest at %s', (name) => {
    tabPulse(controller.signal);
    happens(name);
    pass(60);
    expect(beats()).toEqual([true, false]);
  });

  test('rest while the tab is hidden, and begin again when it is seen', () => {
    const { stir } = tabPulse(controller.signal);
    hide(true);
    stir();
    pass(60);
    expect(beats()).toEqual([true, false]);
    hide(false);
    pass(6);
    expect(beats()).toEqual([true, true]);
  });

  test('a page that begins in the background says that it lives, no more', () => {
    hidden = true;
    tabPulse(controller.signal);
    pass(60);
    expect(beats()).toEqual([false]);
  });

  test('none once the extension has been replaced', () => {
    const { stop } = tabPulse(controller.signal);
    controller.abort();
    stop();
    beats();
    happens('keydown');
    pass(60);
    expect(beats()).toEqual([]);
  });

  test('a clock that was set does not keep it awake', () => {
    tabPulse(controller.signal);
    vi.setSystemTime(0);
    pass(10);
    expect(beats().at(-1)).toBe(false);
  });
});
