// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hookWatch } from '@/entrypoints/tab-observer/hooks';
import type { Signal } from '@/utils/signals/types';
import { a } from '../../utils/signals/given';

const COMPOSER = '<div data-testid="chat-input" contenteditable="true"></div>';
const MODEL = '<button data-testid="model-selector-dropdown">Sonnet 4.6</button>';
const STOP = '<button data-testid="chat-input-stop"></button>';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  history.replaceState(null, '', '/new');
  document.body.innerHTML = COMPOSER + MODEL;
});
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

function watched() {
  const missing: string[] = [];
  const hooks = hookWatch((signal: Signal) => signal.kind === 'hook-missing' && missing.push(signal.hook));
  return {
    missing,
    ...hooks,
    pass: (seconds: number, each?: () => void) => {
      for (let passed = 0; passed < seconds; passed += 1) {
        each?.();
        hooks.look();
        vi.advanceTimersByTime(1_000);
      }
      hooks.look();
    },
  };
}

test('all there', () => {
  const { missing, pass } = watched();
  pass(60);
  expect(missing).toEqual([]);
});

test('renamed: each is told once, and not before the page is built', () => {
  document.body.innerHTML = '<main>words</main>';
  const { missing, pass } = watched();
  pass(14);
  expect(missing).toEqual([]);
  pass(60);
  expect(missing).toEqual(['composer', 'model']);
});

test('a chat that was just opened is built anew', () => {
  const { missing, pass } = watched();
  pass(60);
  history.replaceState(null, '', '/chat/x');
  document.body.innerHTML = '<main></main>';
  pass(10);
  expect(missing).toEqual([]);
});

test.each(['/recents', '/settings/profile', '/project/x'])('nothing is expected at %s', (path) => {
  history.replaceState(null, '', path);
  document.body.innerHTML = '<main>words</main>';
  const { missing, pass } = watched();
  pass(60);
  expect(missing).toEqual([]);
});

test.each([
  ['a reply runs without its stop button', COMPOSER + MODEL, true, '/new', ['stop']],
  ['a reply runs with it', COMPOSER + MODEL + STOP, true, '/new', []],
  ['a reply that has gone silent', COMPOSER + MODEL, false, '/new', []],
  ['a reply in the chat before', COMPOSER + MODEL, true, '/chat/x', []],
])('%s', (_, body, lives, path, expected) => {
  document.body.innerHTML = body;
  const { missing, pass, heard } = watched();
  pass(2);
  heard(a('reply-began', 0));
  vi.advanceTimersByTime(10);
  history.replaceState(null, '', path);
  pass(10, () => lives && heard(a('reply-activity', 0)));
  expect(missing).toEqual(expected);
});

test('a reply that is over', () => {
  const { missing, pass, heard } = watched();
  pass(2);
  heard(a('reply-began', 0));
  heard(a('reply-ended', 0));
  pass(10, () => heard(a('reply-activity', 0)));
  expect(missing).toEqual([]);
});
