// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type PagePace, pagePace } from '@/entrypoints/tab-observer/page-pace';

let pace: PagePace;
const look = vi.fn();
const told = vi.fn();
/** happy-dom's own observer tells by a timer of its own; this one as a browser does. */
class Observer {
  isOn: boolean = false as boolean;
  callback: (records: unknown[]) => void;
  constructor(callback: (records: unknown[]) => void) {
    this.callback = callback;
    observers.push(this);
  }
  observe = (): void => {
    this.isOn = true;
  };
  disconnect = (): void => {
    this.isOn = false;
  };
}
const observers: Observer[] = [];
const change = (target: Element): void => {
  for (const one of observers) {
    if (!one.isOn) continue;
    told();
    one.callback([{ target }]);
  }
};
const element = (html: string): Element => {
  document.body.innerHTML = html;
  return document.body.querySelector('p') ?? expect.fail();
};
const words = (): Element =>
  element('<div data-is-streaming="true"><div class="font-claude-response"><p></p></div></div>');
const banner = (): Element => element('<div role="alert"><p></p></div>');

beforeEach(() => {
  vi.useFakeTimers();
  look.mockReset();
  told.mockReset();
  observers.length = 0;
  vi.stubGlobal('MutationObserver', Observer);
  pace = pagePace(look);
});
afterEach(() => {
  pace.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a page that changes', () => {
  test('is looked at soon', () => {
    change(banner());
    vi.advanceTimersByTime(250);
    expect(look).toHaveBeenCalledTimes(1);
  });

  test('a hundred times a second is told four times a second at most', () => {
    const target = words();
    for (let ms = 0; ms < 2_000; ms += 10) {
      change(target);
      vi.advanceTimersByTime(10);
    }
    expect(told.mock.calls.length).toBeLessThanOrEqual(8);
    expect(look.mock.calls.length).toBeGreaterThanOrEqual(1);
    expect(look.mock.calls.length).toBeLessThanOrEqual(8);
  });

  test('while nothing is told is looked at all the same', () => {
    change(banner());
    vi.advanceTimersByTime(100);
    change(banner()); // not told
    expect(told).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(150);
    expect(look).toHaveBeenCalledTimes(1);
    change(banner()); // told again
    expect(told).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(250);
    expect(look).toHaveBeenCalledTimes(2);
  });

  test('after the end is not looked at', () => {
    change(banner());
    pace.stop();
    vi.advanceTimersByTime(5_000);
    change(banner());
    expect(look).not.toHaveBeenCalled();
    expect(told).toHaveBeenCalledTimes(1);
  });
});
