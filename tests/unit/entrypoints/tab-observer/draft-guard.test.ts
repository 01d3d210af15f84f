// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { draftGuard } from '@/entrypoints/tab-observer/draft-guard';
import { send } from '@/utils/browser/messages';
import { readComposer } from '@/utils/claude/composer';
import { draft } from '../background/given';

vi.mock('@/utils/browser/messages', () => ({ send: vi.fn() }));

declare global {
  interface Window {
    happyDOM?: { setURL: (url: string) => void };
  }
}

let life = new AbortController();
const composer = () => document.querySelector('[data-testid="chat-input"]') as HTMLElement;
const build = (text = '') => {
  document.body.innerHTML = `<div data-testid="chat-input" contenteditable="true"><p>${text || '<br>'}</p></div><input id="search">`;
};
function type(text: string): void {
  composer().innerHTML = `<p>${text}</p>`;
  composer().dispatchEvent(new InputEvent('input', { bubbles: true }));
}
const saved = () => vi.mocked(send).mock.calls.map(([, input]) => input as { text: string; state: string });

beforeEach(() => {
  vi.useFakeTimers({ now: 100_000 });
  life = new AbortController();
  window.happyDOM?.setURL('https://claude.ai/new');
  document.execCommand ??= () => false;
  build();
});
afterEach(() => {
  life.abort();
  vi.useRealTimers();
  document.body.innerHTML = '';
});

describe('typing', () => {
  test('is kept within a quarter of a second, as it stands then', async () => {
    draftGuard(life.signal);
    type('H');
    await vi.advanceTimersByTimeAsync(200);
    type('How');
    await vi.advanceTimersByTimeAsync(60);
    expect(saved()).toMatchObject([{ text: 'How', state: 'typing', conversationId: null, attachments: [] }]);
  });

  test('what stands there when the guard comes is kept at once', () => {
    build('Typed before');
    draftGuard(life.signal);
    expect(saved()).toMatchObject([{ text: 'Typed before', state: 'typing' }]);
  });

  test('is kept when the page goes away', () => {
    draftGuard(life.signal);
    type('How tall');
    window.dispatchEvent(new Event('pagehide'));
    expect(saved()).toMatchObject([{ text: 'How tall' }]);
  });

  test('text that was deleted is told too', async () => {
    draftGuard(life.signal);
    type('How');
    await vi.advanceTimersByTimeAsync(300);
    composer().innerHTML = '<p><br></p>';
    composer().dispatchEvent(new InputEvent('input', { bubbles: true }));
    await vi.advanceTimersByTimeAsync(300);
    expect(saved().map(({ text }) => text)).toEqual(['How', '']);
  });

  test('elsewhere is nobody’s business', async () => {
    draftGuard(life.signal);
    document.querySelector('#search')?.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await vi.advanceTimersByTimeAsync(500);
    expect(send).not.toHaveBeenCalled();
  });

  test('after the end nothing is kept', async () => {
    draftGuard(life.signal);
    life.abort();
    type('How');
    await vi.advanceTimersByTimeAsync(500);
    expect(send).not.toHaveBeenCalled();
  });
});

describe('sending', () => {
  const sent = () => saved().filter(({ state }) => state === 'sent');

  test.each([20, 400])('the composer is empty %i ms later: the message is kept as sent', async (ms) => {
    const guard = draftGuard(life.signal);
    type('How tall is it?');
    guard.sent();
    setTimeout(build, ms);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(sent()).toMatchObject([{ text: 'How tall is it?', attachments: [] }]);
  });

  test('the page sends something else: what is being typed stays a draft', async () => {
    const guard = draftGuard(life.signal);
    type('How tall is it?');
    guard.sent();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(sent()).toEqual([]);
    expect(saved().at(-1)).toMatchObject({ text: 'How tall is it?', state: 'typing' });
  });

  test('nothing was typed', async () => {
    draftGuard(life.signal).sent();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(send).not.toHaveBeenCalled();
  });
});

describe('only where a chat is', () => {
  test.each([
    ['/new', true],
    ['/chat/01990a4e-7c21-7d3a-9f10-52b6c0d1e2f3', true],
    ['/settings/profile', false],
  ])('%s', async (path, expected) => {
    window.happyDOM?.setURL(`https://claude.ai${path}`);
    draftGuard(life.signal);
    type('How');
    await vi.advanceTimersByTimeAsync(500);
    expect(saved().length > 0).toBe(expected);
  });
});

describe('putting back', () => {
  const putBack = async (meanwhile: () => void = () => undefined, ms = 25_000) => {
    const putting = draftGuard(life.signal).putBack(draft('typing', 'kept text'));
    meanwhile();
    await vi.advanceTimersByTimeAsync(ms);
    await putting;
    return composer() ? readComposer(composer()) : null;
  };

  test('into a composer that stays empty', async () => {
    expect(await putBack()).toBe('kept text');
  });

  test('the page has its own draft', async () => {
    build('own draft');
    expect(await putBack()).toBe('own draft');
  });

  test('the page puts its own draft back a moment later', async () => {
    expect(await putBack(() => setTimeout(() => build('own draft'), 500))).toBe('own draft');
  });

  test('the user types meanwhile', async () => {
    expect(await putBack(() => setTimeout(() => type('new'), 500))).toBe('new');
  });

  test('there is no composer', async () => {
    document.body.innerHTML = '';
    expect(await putBack()).toBeNull();
  });
});
