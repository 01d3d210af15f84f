// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startTab } from '@/entrypoints/tab-start/start-tab';
import type { TabLife } from '@/utils/browser/tab-life';
import { pageEndOfChannel } from '@/utils/claude/channel';
import { a } from '../../utils/signals/given';

const lives: TabLife[] = [];
const state = { isAlive: true, alive: (): boolean => state.isAlive, readyState: 'loading', status: 200 };

function started(ask = vi.fn(async (): Promise<unknown> => undefined)) {
  const life = startTab(state.alive, ask, vi.fn());
  lives.push(life);
  const tell = pageEndOfChannel(document, vi.fn()) ?? expect.fail('no channel');
  return { life, ask, tell };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 100_000 });
  Object.assign(state, { isAlive: true, alive: () => state.isAlive, readyState: 'loading', status: 200 });
  vi.stubGlobal('requestIdleCallback', (then: () => void) => setTimeout(then, 10));
  vi.spyOn(document, 'readyState', 'get').mockImplementation(() => state.readyState as DocumentReadyState);
  vi.spyOn(performance, 'getEntriesByType').mockImplementation(
    () => [{ responseStatus: state.status }] as unknown as PerformanceEntryList,
  );
});
afterEach(() => {
  for (const { channel } of lives.splice(0)) channel.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the observer is asked for', () => {
  test('a while after the page has loaded, not before', async () => {
    const { ask, life } = started();
    ask.mockImplementation(async () => {
      life.isObserved = true;
    });
    window.dispatchEvent(new Event('load'));
    await vi.advanceTimersByTimeAsync(400);
    expect(ask).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_200);
    expect(ask).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  test('again, where the browser hands out nothing of the extension yet', async () => {
    const alive = vi.fn(() => state.isAlive);
    alive.mockImplementationOnce(() => {
      throw new Error('NS_ERROR_NOT_INITIALIZED');
    });
    state.alive = alive;
    state.readyState = 'complete';
    const { ask } = started();
    expect(ask).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(500);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  test('in a document that never comes to its end', async () => {
    const { ask } = started();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(ask).toHaveBeenCalled();
  });

  test('at once, in a document that has long been there', () => {
    state.readyState = 'complete';
    expect(started().ask).toHaveBeenCalledTimes(1);
  });

  test('at once, when the document itself has failed', async () => {
    state.status = 503;
    const { ask } = started();
    window.dispatchEvent(new Event('load'));
    await vi.advanceTimersByTimeAsync(50);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  test.each(['keydown', 'pointerdown', 'input'])('at once, at the first %s', (name) => {
    const { ask } = started();
    document.dispatchEvent(new Event(name));
    expect(ask).toHaveBeenCalledTimes(1);
  });

  test.each([
    ['a message is sent', { ...a('request-started', 1), endpoint: 'send' }, true],
    ['a merged message is sent', { ...a('request-started', 1), endpoint: 'action' }, true],
    ['a call gets a 500', { ...a('response-received', 1), endpoint: 'list', status: 500 }, true],
    ['a call gets no answer', { ...a('request-failed', 1), endpoint: 'list' }, true],
    ['a reply runs', a('reply-began', 1), true],
    ['a list is asked for', { ...a('request-started', 1), endpoint: 'list' }, false],
    ['a list comes', { ...a('response-received', 1), endpoint: 'list', status: 200 }, false],
  ])('at once when %s: %o is %s', (_, signal, expected) => {
    const { ask, tell } = started();
    tell(signal);
    expect(ask).toHaveBeenCalledTimes(expected ? 1 : 0);
  });
});

test('a page that is being taken down hears of no error of ours', async () => {
  const alive = vi.fn(() => state.isAlive);
  state.alive = alive;
  state.readyState = 'complete';
  const { tell, life } = started();
  alive.mockImplementation(() => {
    throw new Error('NS_ERROR_NOT_INITIALIZED');
  });
  const onError = vi.fn();
  window.addEventListener('error', onError);
  expect(() => tell(a('reply-began', 1))).not.toThrow();
  window.removeEventListener('error', onError);
  expect(onError).not.toHaveBeenCalled();
  expect(life.signal.aborted).toBe(false);
});

describe('nobody answers', () => {
  test('it asks again, less and less often, until the observer is there', async () => {
    const { ask, life } = started(vi.fn(async () => Promise.reject(new Error('nobody is there'))));
    await vi.advanceTimersByTimeAsync(3_000 + 60_000);
    expect(ask.mock.calls.length).toBeGreaterThan(3);
    expect(ask.mock.calls.length).toBeLessThan(9);
    const before = ask.mock.calls.length;
    life.isObserved = true;
    await vi.advanceTimersByTimeAsync(600_000);
    expect(ask).toHaveBeenCalledTimes(before);
  });

  test('it asks again soon: nobody keeps what is typed meanwhile', async () => {
    state.readyState = 'complete';
    const { ask } = started(vi.fn(async () => Promise.reject(new Error('the background died over it'))));
    expect(ask).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(250);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  test('it asks once at a time', () => {
    const { ask, tell } = started(vi.fn(() => new Promise(() => undefined)));
    for (let at = 0; at < 5; at += 1) tell(a('reply-began', at));
    expect(ask).toHaveBeenCalledTimes(1);
  });
});

test('a part of the app that failed to load before the observer came is remembered', () => {
  const { life } = started();
  vi.advanceTimersByTime(700);
  window.dispatchEvent(new Event('vite:preloadError'));
  expect(life.chunkFailedAt).toBe(100_700);
});

test('when the extension is gone, it ends its own life at the next try', async () => {
  const { life, ask } = started(vi.fn(async () => Promise.reject(new Error('nobody is there'))));
  await vi.advanceTimersByTimeAsync(3_000);
  expect(ask).toHaveBeenCalledTimes(1);
  state.isAlive = false;
  await vi.advanceTimersByTimeAsync(600_000);
  expect(ask).toHaveBeenCalledTimes(1);
  expect(life.signal.aborted).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test('when the extension is gone, its life ends and it asks no more', async () => {
  const { life, ask, tell } = started();
  tell(a('reply-began', 1));
  expect(ask).toHaveBeenCalledTimes(1);
  state.isAlive = false;
  tell(a('reply-began', 2));
  expect(life.signal.aborted).toBe(true);
  document.dispatchEvent(new Event('keydown'));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(ask).toHaveBeenCalledTimes(1);
});
