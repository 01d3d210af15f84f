// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { draftGuard } from '@/entrypoints/tab-observer/draft-guard';
import { send } from '@/utils/browser/messages';

vi.mock('@/utils/browser/messages', () => {
  const send = vi.fn();
  return { send, sendSurely: send };
});

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
const happens = (event: Event, isTrusted = true, target: Element = composer()): void => {
  Object.defineProperty(event, 'isTrusted', { value: isTrusted });
  target.dispatchEvent(event);
};
const key = (name = 'a') => happens(new KeyboardEvent('keydown', { key: name, bubbles: true }));
const input = (isTrusted = true) => happens(new InputEvent('input', { bubbles: true }), isTrusted);
function type(text: string): void {
  key();
  composer().innerHTML = `<p>${text}</p>`;
  input();
}
/** As a script of the page does it; `isTrusted`: by the browser's own editing command. */
function forge(text: string, isTrusted = false): void {
  composer().innerHTML = `<p>${text}</p>`;
  input(isTrusted);
}
const chat = (number: number): string => `0199${`${number}`.padStart(4, '0')}-0000-7000-8000-000000000000`;
const goTo = (number: number): void => {
  window.happyDOM?.setURL(`https://claude.ai/chat/${chat(number)}`);
  build();
};
const isUsed = (hasBeenActive: boolean | undefined): void =>
  void Object.defineProperty(navigator, 'userActivation', {
    value: hasBeenActive === undefined ? undefined : { hasBeenActive },
    configurable: true,
  });
const saved = () =>
  vi
    .mocked(send)
    .mock.calls.map(([, input]) => input as { text: string; state: string; conversationId: string | null });

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
  isUsed(undefined);
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

  test('what is pasted is kept too, though the editor puts it in by itself', async () => {
    draftGuard(life.signal);
    happens(new Event('paste', { bubbles: true }));
    composer().innerHTML = '<p>From elsewhere</p>';
    await vi.advanceTimersByTimeAsync(300);
    expect(saved()).toMatchObject([{ text: 'From elsewhere', state: 'typing' }]);
  });

  test('stays in its own chat, however soon another one is opened', async () => {
    draftGuard(life.signal);
    goTo(1);
    type('Here');
    goTo(2);
    await vi.advanceTimersByTimeAsync(300);
    goTo(3);
    type('There');
    goTo(4);
    type('Elsewhere');
    await vi.advanceTimersByTimeAsync(300);
    expect(saved()).toMatchObject([
      { text: 'Here', conversationId: chat(1) },
      { text: 'There', conversationId: chat(3) },
      { text: 'Elsewhere', conversationId: chat(4) },
    ]);
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
    input();
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

  test('sent with the last key, before it was kept: it is never gone', async () => {
    const guard = draftGuard(life.signal);
    type('How tall is it?');
    key('Enter');
    guard.sent();
    setTimeout(build, 150);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(saved().map(({ text, state }) => [text, state])).toEqual([
      ['How tall is it?', 'typing'],
      ['How tall is it?', 'sent'],
    ]);
  });

  test('the user types on before anybody looked: the message is kept as sent all the same', async () => {
    const guard = draftGuard(life.signal);
    type('How tall is it?');
    key('Enter');
    guard.sent();
    setTimeout(build, 10);
    setTimeout(() => type('Something new'), 30);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(sent()).toMatchObject([{ text: 'How tall is it?' }]);
    expect(saved().at(-1)).toMatchObject({ text: 'Something new', state: 'typing' });
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

describe('what no hand has written', () => {
  const MANY = 100;
  const walk = async (step: (number: number) => void): Promise<void> => {
    for (let number = 1; number <= MANY; number += 1) {
      goTo(number);
      step(number);
      await vi.advanceTimersByTimeAsync(300);
    }
  };

  test('a script that types in a hundred made-up chats', async () => {
    draftGuard(life.signal);
    type('My own');
    await vi.advanceTimersByTimeAsync(300);
    await walk((number) => forge(`Made up ${number}`));
    expect(saved()).toMatchObject([{ text: 'My own', conversationId: null }]);
  });

  test('… or has the browser type, and gets no further than a key does', async () => {
    draftGuard(life.signal);
    key();
    await walk((number) => forge(`Made up ${number}`, true));
    expect(saved()).toHaveLength(1);
  });

  test('a script that meddles with each key: what I type is kept all the same', async () => {
    draftGuard(life.signal);
    key();
    input(false);
    composer().innerHTML = '<p>My own</p>';
    input();
    await vi.advanceTimersByTimeAsync(300);
    expect(saved()).toMatchObject([{ text: 'My own' }]);
  });

  test('… or empties the composers of my chats', async () => {
    draftGuard(life.signal);
    await walk(() => forge(''));
    expect(saved()).toEqual([]);
  });

  test('… or sends in each of them: it is a message, but none of mine', async () => {
    const left = vi.fn();
    const guard = draftGuard(life.signal, left);
    await walk((number) => {
      forge(`Made up ${number}`);
      guard.sent();
      build();
    });
    expect(left).toHaveBeenCalledTimes(MANY);
    expect(saved()).toEqual([]);
  });

  test('… or says that it sends my message over and over', async () => {
    const guard = draftGuard(life.signal);
    type('My own');
    key('Enter');
    build();
    for (let number = 1; number <= MANY; number += 1) {
      goTo(number);
      guard.sent();
      await vi.advanceTimersByTimeAsync(10);
    }
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saved().filter(({ state }) => state === 'sent')).toHaveLength(1);
  });

  test('what the page puts back when it loads is its own, until I go on', async () => {
    isUsed(false);
    build('Its own draft');
    draftGuard(life.signal);
    await vi.advanceTimersByTimeAsync(500);
    expect(send).not.toHaveBeenCalled();
    type('Its own draft, and mine');
    await vi.advanceTimersByTimeAsync(300);
    expect(saved()).toMatchObject([{ text: 'Its own draft, and mine' }]);
  });

  test('… and when I send it as it is, it is kept', async () => {
    isUsed(false);
    build('Its own draft');
    const guard = draftGuard(life.signal);
    key('Enter');
    guard.sent();
    build();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saved()).toMatchObject([{ text: 'Its own draft', state: 'sent' }]);
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

test('a text of ours that stands there is kept, in the chat that it is in', () => {
  const guard = draftGuard(life.signal);
  goTo(1);
  composer().innerHTML = '<p>Put back</p>';
  guard.filled();
  expect(saved()).toMatchObject([{ text: 'Put back', state: 'typing', conversationId: chat(1) }]);
});

test('whoever has been at the composer has touched it', () => {
  const guard = draftGuard(life.signal);
  expect(guard.isTouched()).toBe(false);
  type('new');
  expect(guard.isTouched()).toBe(true);
});

describe('files', () => {
  const card = (name: string) =>
    document.body.insertAdjacentHTML('beforeend', `<div data-testid="file-thumbnail">${name}</div>`);
  const choose = (): void => {
    document.body.insertAdjacentHTML('beforeend', '<input type="file">');
    const element = document.querySelector('input[type=file]') as Element;
    happens(new Event('change', { bubbles: true }), true, element);
  };

  test('their names are kept as soon as the page shows them, also without a word', async () => {
    draftGuard(life.signal);
    choose();
    setTimeout(() => card('plan.pdf'), 150);
    await vi.advanceTimersByTimeAsync(300);
    expect(saved()).toMatchObject([{ text: '', attachments: ['plan.pdf'], state: 'typing' }]);
    setTimeout(() => card('more.csv'), 400);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(saved().at(-1)).toMatchObject({ attachments: ['plan.pdf', 'more.csv'] });
    expect(saved()).toHaveLength(2);
  });

  test('nothing comes of it', async () => {
    draftGuard(life.signal);
    choose();
    await vi.advanceTimersByTimeAsync(4_000);
    expect(saved()).toEqual([]);
  });
});

test('once a message is on its way nothing is put back any more: it would come a second time', () => {
  const guard = draftGuard(life.signal);
  expect(guard.isTouched()).toBe(false);
  guard.sent();
  expect(guard.isTouched()).toBe(true);
});
