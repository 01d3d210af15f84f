// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { putBack } from '@/entrypoints/tab-steps/put-back';
import { readComposer } from '@/utils/claude/composer';

declare global {
  interface Window {
    happyDOM?: { setURL: (url: string) => void };
  }
}

const composer = () => document.querySelector('[data-testid="chat-input"]') as HTMLElement | null;
const build = (text = '') => {
  document.body.innerHTML = `<div data-testid="chat-input" contenteditable="true"><p>${text || '<br>'}</p></div>`;
};

beforeEach(() => {
  vi.useFakeTimers({ now: 100_000 });
  window.happyDOM?.setURL('https://claude.ai/new');
  document.execCommand ??= () => false;
  build();
});
afterEach(() => {
  vi.useRealTimers();
  document.body.innerHTML = '';
  localStorage.clear();
});

interface Given {
  readonly elsewhere?: string[];
  readonly touched?: () => boolean;
  readonly meanwhile?: () => void;
}

async function put({ elsewhere = [], touched = () => false, meanwhile }: Given = {}) {
  const putting = putBack({ text: 'kept text', updatedAt: 5_000, elsewhere }, touched);
  meanwhile?.();
  await vi.advanceTimersByTimeAsync(25_000);
  const element = composer();
  return [await putting, element ? readComposer(element) : null];
}

describe('what was typed goes', () => {
  test('into a composer that stays empty', async () => {
    expect(await put()).toEqual([true, 'kept text']);
  });

  test('in place of an older copy that the page has of it', async () => {
    build('kept t');
    expect(await put()).toEqual([true, 'kept text']);
  });

  test('in place of what is another tab\u2019s', async () => {
    build('kept of ano');
    expect(await put({ elsewhere: ['x', 'kept of another'] })).toEqual([true, 'kept text']);
  });

  test('in place of what the page had written down before', async () => {
    localStorage.setItem('LSS-new-conversation:textInput', '{"timestamp":4000}');
    build('cept tixt');
    expect(await put()).toEqual([true, 'kept text']);
  });

  test('nowhere anew where it stands: it is there', async () => {
    build('kept text');
    expect(await put()).toEqual([true, 'kept text']);
  });
});

describe('nothing is put back when', () => {
  test('the page has something else', async () => {
    build('own draft');
    expect(await put()).toEqual([false, 'own draft']);
  });

  test('the page has something later', async () => {
    localStorage.setItem('LSS-new-conversation:textInput', '{"timestamp":6000}');
    build('later');
    expect(await put()).toEqual([false, 'later']);
  });

  test('the page puts its own draft there a moment later', async () => {
    const meanwhile = () => setTimeout(() => build('own draft'), 500);
    expect(await put({ meanwhile: () => void meanwhile() })).toEqual([false, 'own draft']);
  });

  test('the page has more of it', async () => {
    build('kept text, and more');
    expect(await put()).toEqual([false, 'kept text, and more']);
  });

  test('the user has been there', async () => {
    const until = Date.now() + 500;
    expect(await put({ touched: () => Date.now() > until })).toEqual([false, '']);
  });

  test('there is no composer, or no chat', async () => {
    document.body.innerHTML = '';
    expect(await put()).toEqual([false, null]);
    build();
    window.happyDOM?.setURL('https://claude.ai/settings/profile');
    expect(await put()).toEqual([false, '']);
  });
});
