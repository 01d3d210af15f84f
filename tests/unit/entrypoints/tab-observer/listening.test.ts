// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { listenTo } from '@/entrypoints/tab-observer/listening';

let life: AbortController;
beforeEach(() => {
  life = new AbortController();
});
afterEach(() => life.abort());

/** The page writes itself anew; `document.open()` has taken what listened. */
const rewrite = async (): Promise<void> => {
  const root = document.createElement('html');
  root.append(document.createElement('body'));
  document.documentElement.remove();
  document.append(root);
  await new Promise((resolve) => setTimeout(resolve, 2));
};

/** A target whose listeners can be taken away, which only a browser can do. */
function target() {
  let inner = new EventTarget();
  const outer = {
    addEventListener: (...args: Parameters<EventTarget['addEventListener']>) =>
      inner.addEventListener(...args),
    removeEventListener: vi.fn(),
    dispatchEvent: (event: Event) => inner.dispatchEvent(event),
  };
  return { outer, erase: () => (inner = new EventTarget()) };
}

describe('listening', () => {
  test('goes on when the page has written itself anew', async () => {
    const { outer, erase } = target();
    const heard = vi.fn();
    listenTo(outer, ['online', 'offline'], heard, life.signal);
    erase();
    outer.dispatchEvent(new Event('online'));
    expect(heard).not.toHaveBeenCalled();
    await rewrite();
    outer.dispatchEvent(new Event('online'));
    outer.dispatchEvent(new Event('offline'));
    expect(heard).toHaveBeenCalledTimes(2);
  });

  test('hears each thing once, though nothing was taken', async () => {
    const heard = vi.fn();
    listenTo(window, ['online'], heard, life.signal);
    await rewrite();
    await rewrite();
    window.dispatchEvent(new Event('online'));
    expect(heard).toHaveBeenCalledTimes(1);
  });

  test('ends, and does not come back', async () => {
    const heard = vi.fn();
    listenTo(window, ['online'], heard, life.signal);
    life.abort();
    await rewrite();
    window.dispatchEvent(new Event('online'));
    expect(heard).not.toHaveBeenCalled();
  });

  test('without what watches the page it listens all the same', () => {
    vi.stubGlobal('MutationObserver', () => {
      throw new Error('no');
    });
    const heard = vi.fn();
    listenTo(window, ['online'], heard, life.signal);
    vi.unstubAllGlobals();
    window.dispatchEvent(new Event('online'));
    expect(heard).toHaveBeenCalledTimes(1);
  });
});
