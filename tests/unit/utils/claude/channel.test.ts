// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { listenOnChannel, pageEndOfChannel } from '@/utils/claude/channel';
import { a } from '../signals/given';

const root = document.documentElement;
const stops: (() => void)[] = [];
const listen = (onMessage: (json: string) => void) => {
  const stop = listenOnChannel(document, onMessage);
  stops.push(stop);
  return stop;
};

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  for (const name of root.getAttributeNames()) root.removeAttribute(name);
});

test('a signal goes through, as text', () => {
  const heard = vi.fn();
  listen(heard);
  const tell = pageEndOfChannel(document);
  tell?.(a('reply-began', 5));
  expect(heard.mock.calls).toEqual([[JSON.stringify(a('reply-began', 5))]]);
});

test('the name is gone before the page could see it', () => {
  listen(() => undefined);
  expect(root.getAttributeNames()).not.toEqual([]);
  pageEndOfChannel(document);
  expect(root.getAttributeNames()).toEqual([]);
});

test('the name can not be guessed', () => {
  const names = Array.from({ length: 20 }, () => {
    listen(() => undefined);
    const name = root.getAttribute('data-lifeline-channel');
    root.removeAttribute('data-lifeline-channel');
    return name;
  });
  expect(new Set(names).size).toBe(20);
});

test('without the other end there is no channel', () => {
  expect(pageEndOfChannel(document)).toBeUndefined();
});

test('other events, and details that are no text, are not heard', () => {
  const heard = vi.fn();
  listen(heard);
  const name = root.getAttribute('data-lifeline-channel') ?? '';
  document.dispatchEvent(new CustomEvent('lifeline', { detail: '{}' }));
  for (const detail of [null, 7, { kind: 'banner' }, ['x']])
    document.dispatchEvent(new CustomEvent(name, { detail }));
  expect(heard).not.toHaveBeenCalled();
});

test('after the end nothing is heard', () => {
  const heard = vi.fn();
  const stop = listen(heard);
  const tell = pageEndOfChannel(document);
  stop();
  tell?.(a('reply-began', 5));
  expect(heard).not.toHaveBeenCalled();
});

test('a page that replaces the globals later hears nothing', () => {
  const heard = vi.fn();
  listen(heard);
  const tell = pageEndOfChannel(document);
  const thief = vi.spyOn(window, 'CustomEvent');
  const stringify = vi.spyOn(JSON, 'stringify');
  tell?.(a('reply-began', 5));
  expect(thief).not.toHaveBeenCalled();
  expect(stringify).not.toHaveBeenCalled();
  expect(heard).toHaveBeenCalledTimes(1);
});

test('a page that teaches every object its own toJSON reads and changes nothing', () => {
  const heard = vi.fn();
  listen(heard);
  const tell = pageEndOfChannel(document);
  const forge = vi.fn(() => ({ forged: true }));
  Object.defineProperty(Object.prototype, 'toJSON', { value: forge, configurable: true });
  try {
    tell?.(a('reply-began', 5));
  } finally {
    delete (Object.prototype as { toJSON?: unknown }).toJSON;
  }
  expect(forge).not.toHaveBeenCalled();
  expect(JSON.parse(heard.mock.calls[0]?.[0])).toEqual(a('reply-began', 5));
});
