// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { draftGuard } from '@/entrypoints/tab-observer.content/draft-guard';
import { send } from '@/utils/browser/messages';
import { readComposer } from '@/utils/claude/composer';
import { draft } from '../background/given';

vi.mock('@/utils/browser/messages', () => ({ send: vi.fn() }));

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
  test('the message is kept as sent, though the composer is empty by then', () => {
    const guard = draftGuard(life.signal);
    type('How tall is it?');
    build();
    guard.sent();
    expect(saved().at(-1)).toMatchObject({ text: 'How tall is it?', state: 'sent' });
  });

  test('once: a retry of the page sends nothing new', () => {
    const guard = draftGuard(life.signal);
    type('How tall is it?');
    guard.sent();
    guard.sent();
    expect(saved()).toHaveLength(1);
  });

  test('nothing was typed', () => {
    draftGuard(life.signal).sent();
    expect(send).not.toHaveBeenCalled();
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
