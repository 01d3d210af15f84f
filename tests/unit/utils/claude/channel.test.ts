// @vitest-environment happy-dom
import { afterEach, describe, expect, test, vi } from 'vitest';
import { callTheRoll, openChannel, pageEndOfChannel } from '@/utils/claude/channel';
import { a } from '../signals/given';

const root = document.documentElement;
const NAME = 'data-lifeline-channel';
const stops: (() => void)[] = [];

/** Both ends of one life of the extension. */
function ends() {
  const life = { isAlive: true };
  const onEarly = vi.fn();
  const isolatedGone = vi.fn(() => channel.close());
  const channel = openChannel(document, () => life.isAlive, { onGone: isolatedGone, onEarly });
  const name = root.getAttribute(NAME) ?? '';
  const pageGone = vi.fn();
  const tell = pageEndOfChannel(document, pageGone) ?? expect.fail('no channel');
  stops.push(channel.close);
  return { life, channel, name, tell, onEarly, isolatedGone, pageGone };
}

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  callTheRoll(document); // the page's ends of this test retire
  for (const name of root.getAttributeNames()) root.removeAttribute(name);
  document.body.innerHTML = '';
  vi.useRealTimers();
});

test('a signal goes through, as text', () => {
  const { channel, tell } = ends();
  const heard = vi.fn();
  channel.listen(heard);
  tell(a('reply-began', 5));
  expect(heard.mock.calls).toEqual([[JSON.stringify(a('reply-began', 5))]]);
});

describe('before anybody listens', () => {
  test('what is said is kept, in its order, before all that comes', () => {
    const { channel, tell, onEarly } = ends();
    const heard: number[] = [];
    for (const at of [1, 2, 3]) tell(a('reply-began', at));
    channel.listen((json) => heard.push((JSON.parse(json) as { at: number }).at));
    tell(a('reply-began', 4));
    expect(heard).toEqual([1, 2, 3, 4]);
    expect(onEarly).toHaveBeenCalledTimes(3);
  });

  test('a page that floods is kept so much of and no more', () => {
    const { channel, tell } = ends();
    for (let at = 0; at < 10_000; at += 1) tell(a('reply-activity', at));
    const heard = vi.fn();
    channel.listen(heard);
    expect(heard.mock.calls.length).toBeGreaterThan(20);
    expect(heard.mock.calls.length).toBeLessThanOrEqual(60);
  });
});

test('the name is gone before the page could see it', () => {
  openChannel(document, () => true, { onGone: vi.fn(), onEarly: vi.fn() });
  expect(root.getAttributeNames()).not.toEqual([]);
  pageEndOfChannel(document, vi.fn());
  expect(root.getAttributeNames()).toEqual([]);
});

test('the name can not be guessed', () => {
  expect(new Set(Array.from({ length: 20 }, () => ends().name)).size).toBe(20);
});

test('without the other end there is no channel', () => {
  expect(pageEndOfChannel(document, vi.fn())).toBeUndefined();
});

test('other events, and details that are no text, are not heard', () => {
  const { channel, name } = ends();
  const heard = vi.fn();
  channel.listen(heard);
  document.dispatchEvent(new CustomEvent('lifeline', { detail: '{}' }));
  for (const detail of [null, 7, { kind: 'banner' }, ['x'], ''])
    document.dispatchEvent(new CustomEvent(name, { detail }));
  expect(heard).not.toHaveBeenCalled();
});

describe('an extension that is updated, switched off or removed', () => {
  test('its page end retires at the next word when the other end is closed, once, and is silent then', () => {
    const { channel, tell, pageGone } = ends();
    const heard = vi.fn();
    channel.listen(heard);
    channel.close();
    for (const at of [5, 6, 7]) tell(a('reply-began', at));
    callTheRoll(document);
    expect(heard).not.toHaveBeenCalled();
    expect(pageGone).toHaveBeenCalledTimes(1);
  });

  test('an orphan that the browser lets run on hears nothing and answers nothing', () => {
    const { channel, life, tell, isolatedGone, pageGone } = ends();
    const heard = vi.fn();
    channel.listen(heard);
    life.isAlive = false;
    tell(a('reply-began', 5));
    expect(heard).not.toHaveBeenCalled();
    expect(isolatedGone).toHaveBeenCalledTimes(1);
    expect(pageGone).toHaveBeenCalledTimes(1);
  });

  test('the roll call of a new version ends both at once; the new one is heard, once', () => {
    const old = ends();
    old.life.isAlive = false;
    callTheRoll(document);
    expect(old.isolatedGone).toHaveBeenCalledTimes(1);
    expect(old.pageGone).toHaveBeenCalledTimes(1);
    const now = ends();
    const heard = vi.fn();
    now.channel.listen(heard);
    now.tell(a('reply-began', 5));
    old.tell(a('reply-began', 6));
    expect(heard).toHaveBeenCalledTimes(1);
  });

  test('its prompt goes with it, within seconds', async () => {
    vi.useFakeTimers();
    const { life } = ends();
    document.body.append(document.createElement('lifeline-prompt'));
    callTheRoll(document);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(document.querySelector('lifeline-prompt')).not.toBeNull();
    life.isAlive = false;
    await vi.advanceTimersByTimeAsync(3_000);
    expect(document.querySelector('lifeline-prompt')).toBeNull();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('without a prompt nobody looks', () => {
    vi.useFakeTimers();
    ends();
    callTheRoll(document);
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('a page that forges the roll call, however often, ends nothing and starts one timer at most', () => {
  vi.useFakeTimers();
  const { channel, tell, pageGone, isolatedGone } = ends();
  const heard = vi.fn();
  channel.listen(heard);
  document.body.append(document.createElement('lifeline-prompt'));
  for (let count = 0; count < 1_000; count += 1)
    document.dispatchEvent(new CustomEvent('lifeline-roll-call', { detail: 'gone', cancelable: true }));
  tell(a('reply-began', 5));
  expect(heard).toHaveBeenCalledTimes(1);
  expect(pageGone).not.toHaveBeenCalled();
  expect(isolatedGone).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(1);
});

test('a page that replaces the globals later hears nothing', () => {
  const { channel, tell } = ends();
  const heard = vi.fn();
  channel.listen(heard);
  const thief = vi.spyOn(window, 'CustomEvent');
  const stringify = vi.spyOn(JSON, 'stringify');
  tell(a('reply-began', 5));
  expect(thief).not.toHaveBeenCalled();
  expect(stringify).not.toHaveBeenCalled();
  expect(heard).toHaveBeenCalledTimes(1);
});

test('a page that teaches every object its own toJSON reads and changes nothing', () => {
  const { channel, tell } = ends();
  const heard = vi.fn();
  channel.listen(heard);
  const forge = vi.fn(() => ({ forged: true }));
  Object.defineProperty(Object.prototype, 'toJSON', { value: forge, configurable: true });
  try {
    tell(a('reply-began', 5));
  } finally {
    delete (Object.prototype as { toJSON?: unknown }).toJSON;
  }
  expect(forge).not.toHaveBeenCalled();
  expect(JSON.parse(heard.mock.calls[0]?.[0])).toEqual(a('reply-began', 5));
});
