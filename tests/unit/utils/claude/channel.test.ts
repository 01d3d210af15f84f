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
  const onTaken = vi.fn();
  const isolatedGone = vi.fn(() => channel.close());
  const channel = openChannel(document, () => life.isAlive, { onGone: isolatedGone, onEarly, onTaken });
  const line = root.getAttributeNode(NAME) ?? expect.fail('no line');
  const pageGone = vi.fn();
  const tell = pageEndOfChannel(document, pageGone) ?? expect.fail('no channel');
  stops.push(channel.close);
  return { life, channel, line, tell, onEarly, onTaken, isolatedGone, pageGone };
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
  expect(heard.mock.calls).toEqual([[JSON.stringify(a('reply-began', 5)), false]]);
});

test('a conversation that passes by is handed on as it is, at once, and is none of the signals', () => {
  const { channel, tell, onTaken, onEarly } = ends();
  const payload =
    'https://claude.ai/api/organizations/o/chat_conversations/c?tree=True\n{"kind":"reply-began"}';
  tell(payload);
  const heard = vi.fn();
  channel.listen(heard);
  tell(payload);
  expect(onTaken.mock.calls).toEqual([[payload], [payload]]);
  expect(heard).not.toHaveBeenCalled();
  expect(onEarly).not.toHaveBeenCalled();
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
    expect(JSON.parse(heard.mock.lastCall?.[0])).toEqual(a('reply-activity', 9_999));
    expect(new Set(heard.mock.calls.map(([, isKept]) => isKept))).toEqual(new Set([true]));
  });
});

test('the line is gone before the page could see it', () => {
  openChannel(document, () => true, { onGone: vi.fn(), onEarly: vi.fn(), onTaken: vi.fn() });
  expect(root.getAttributeNames()).not.toEqual([]);
  pageEndOfChannel(document, vi.fn());
  expect(root.getAttributeNames()).toEqual([]);
});

test('the line hangs nowhere: the page can neither find it nor hear on it', () => {
  const { line, tell } = ends();
  const heard = vi.fn();
  for (const target of [window, document, root]) target.addEventListener('said', heard, true);
  tell(a('reply-began', 5));
  expect(line.ownerElement).toBeNull();
  expect(heard).not.toHaveBeenCalled();
  for (const target of [window, document, root]) target.removeEventListener('said', heard, true);
});

test('a page that takes all listeners from its document, as document.open() does, silences nobody', () => {
  const taken: [string, EventListenerOrEventListenerObject][] = [];
  const add = vi.spyOn(document, 'addEventListener').mockImplementation((name, listener) => {
    taken.push([name, listener]);
  });
  const { channel, tell, pageGone, isolatedGone } = ends();
  const heard = vi.fn();
  channel.listen(heard);
  tell(a('reply-began', 5));
  tell(a('reply-ended', 6));
  expect(taken.length).toBeGreaterThan(1);
  expect(heard).toHaveBeenCalledTimes(2);
  expect(pageGone).not.toHaveBeenCalled();
  expect(isolatedGone).not.toHaveBeenCalled();
  add.mockRestore();
});

test('options that the page gives to every object are not those of what is said', () => {
  const { channel, tell } = ends();
  const heard = vi.fn();
  channel.listen(heard);
  const seen = vi.fn();
  Object.defineProperty(Object.prototype, 'bubbles', { configurable: true, get: seen });
  try {
    tell(a('reply-began', 5));
  } finally {
    delete (Object.prototype as { bubbles?: unknown }).bubbles;
  }
  expect(seen).not.toHaveBeenCalled();
  expect(heard).toHaveBeenCalledTimes(1);
});

test('without the other end there is no channel', () => {
  expect(pageEndOfChannel(document, vi.fn())).toBeUndefined();
});

test('other events, and details that are no text, are not heard', () => {
  const { channel, line } = ends();
  const heard = vi.fn();
  channel.listen(heard);
  for (const target of [document, root, line])
    target.dispatchEvent(new CustomEvent('lifeline', { detail: '{}' }));
  for (const detail of [null, 7, { kind: 'banner' }, ['x'], ''])
    line.dispatchEvent(new CustomEvent('said', { detail }));
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
