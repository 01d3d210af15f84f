// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { performStep } from '@/entrypoints/tab-steps/perform-step';
import { readComposer } from '@/utils/claude/composer';

beforeEach(() => {
  vi.useFakeTimers();
  document.execCommand ??= () => false;
});
afterEach(() => {
  vi.useRealTimers();
  document.body.innerHTML = '';
});

const CHAT = '01990a4e-7c21-7d3a-9f10-52b6c0d1e2f3';
const OTHER = '01990a4e-7c21-7d3a-9f10-0f0f0f0f0f0f';

const page = (html: string): void => {
  document.body.innerHTML = `<main>${html}</main>`;
};
const COMPOSER = (text: string) =>
  `<div data-testid="chat-input" contenteditable="true"><p>${text || '<br>'}</p></div>`;
const composer = () => document.querySelector('[data-testid="chat-input"]') as HTMLElement;

async function perform(
  step: Parameters<typeof performStep>[0],
  ms = 20_000,
  onFilled?: () => void,
): Promise<string | null> {
  const performing = performStep(step, onFilled);
  await vi.advanceTimersByTimeAsync(ms);
  return performing;
}

test('wait: that long, not shorter', async () => {
  const done = vi.fn();
  void performStep({ verb: 'wait', ms: 3_000, attempt: 1, of: 3 }).then(done);
  await vi.advanceTimersByTimeAsync(2_999);
  expect(done).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(done).toHaveBeenCalledWith(null);
});

describe('press retry', () => {
  const banner = (button: string) =>
    `<div data-testid="message-warning">This response didn’t load. ${button}</div>`;

  test('the control of claude.ai, once', async () => {
    page(banner('<button id="it">Try again</button>'));
    const pressed = vi.fn();
    document.querySelector('#it')?.addEventListener('click', pressed);
    expect(await perform({ verb: 'press-retry', conversationId: null })).toBeNull();
    expect(pressed).toHaveBeenCalledTimes(1);
  });

  test('not while a reply is being made', async () => {
    page(`${banner('<button id="it">Try again</button>')}<button data-testid="chat-input-stop"></button>`);
    const pressed = vi.fn();
    document.querySelector('#it')?.addEventListener('click', pressed);
    expect(await perform({ verb: 'press-retry', conversationId: null })).toBe('output_began');
    expect(pressed).not.toHaveBeenCalled();
  });

  test.each([
    ['there is none', ''],
    ['it can not be pressed', banner('<button disabled>Try again</button>')],
    [
      'there is only something else',
      '<div role="alert">Something went wrong<button id="it" aria-label="Close">×</button></div>',
    ],
    [
      'it stands in a message',
      '<div data-testid="assistant-message"><div role="alert">Failed to fetch <button id="it">Try again</button></div></div>',
    ],
  ])('%s: nothing is pressed', async (_, html) => {
    page(html);
    const pressed = vi.fn();
    document.addEventListener('click', pressed);
    expect(await perform({ verb: 'press-retry', conversationId: null })).toBe('hook_missing');
    document.removeEventListener('click', pressed);
    expect(pressed).not.toHaveBeenCalled();
  });
});

describe('fill the composer', () => {
  test.each<[string, string, string, boolean, string | null, string]>([
    ['an empty one', '', 'new text', false, null, 'new text'],
    ['one that holds it already', 'new text', 'new text', false, null, 'new text'],
    ['one that holds other text: it stays', 'mine', 'new text', false, 'other_text', 'mine'],
    ['one that holds other text, when asked to', 'mine', 'new text', true, null, 'new text'],
  ])('%s', async (_, there, text, replace, problem, after) => {
    page(COMPOSER(there));
    const onFilled = vi.fn();
    expect(await perform({ verb: 'fill-composer', text, replace }, 20_000, onFilled)).toBe(problem);
    expect(readComposer(composer())).toBe(after);
    expect(onFilled).toHaveBeenCalledTimes(problem === null ? 1 : 0);
  });

  test('one that comes a little later', async () => {
    page('');
    setTimeout(() => page(COMPOSER('')), 4_000);
    expect(await perform({ verb: 'fill-composer', text: 'x', replace: false })).toBeNull();
    expect(readComposer(composer())).toBe('x');
  });

  test.each([
    ['the chat that it is for', `/chat/${CHAT}`, CHAT, null],
    ['another chat', `/chat/${OTHER}`, CHAT, 'other_chat'],
    ['a new chat, in place of the old one', '/new', CHAT, 'other_chat'],
    ['a new chat, for a text of a new chat', '/new', null, null],
    ['an old chat, for a text of a new chat', `/chat/${OTHER}`, null, 'other_chat'],
  ] as const)('%s', async (_, path, conversationId, problem) => {
    history.replaceState(null, '', path);
    page(COMPOSER(''));
    expect(await perform({ verb: 'fill-composer', text: 'x', replace: true, conversationId })).toBe(problem);
    expect(readComposer(composer())).toBe(problem === null ? 'x' : '');
    history.replaceState(null, '', '/');
  });

  test('none', async () => {
    page('');
    expect(await perform({ verb: 'fill-composer', text: 'x', replace: false })).toBe('hook_missing');
  });
});

describe('clear the cache storage', () => {
  test('all that the site has there, and no problem', async () => {
    const kept = new Set(['pages', 'v2']);
    const remove = vi.fn(async (name: string) => kept.delete(name));
    vi.stubGlobal('caches', { keys: async () => [...kept], delete: remove });
    expect(await perform({ verb: 'clear-cache-storage' })).toBeNull();
    expect(kept.size).toBe(0);
  });
  test('storage that is blocked says so', async () => {
    const keys = () => Promise.reject(new DOMException('The operation is insecure.', 'SecurityError'));
    vi.stubGlobal('caches', { keys });
    expect(await perform({ verb: 'clear-cache-storage' })).toBe('not_cleared');
  });
  afterEach(() => void vi.unstubAllGlobals());
});

describe('attach a file', () => {
  const FORM = (input: string) => `<fieldset>${input}${COMPOSER('mine')}<p id="cards"></p></fieldset>`;
  const step = { verb: 'attach-file', name: 'gardens.md', text: '# Gärten 🌱' } as const;

  test('its name, its kind and its text to the character', async () => {
    page(FORM('<input type="file" data-testid="file-upload">'));
    let got: File | undefined;
    document.querySelector('input')?.addEventListener('change', ({ target }) => {
      got = (target as HTMLInputElement).files?.[0];
      document
        .querySelector('#cards')
        ?.insertAdjacentHTML('beforeend', '<b data-testid="file-thumbnail">x</b>');
    });
    expect(await perform(step)).toBeNull();
    expect([got?.name, got?.type, await got?.text()]).toEqual(['gardens.md', 'text/markdown', '# Gärten 🌱']);
  });
  test('a page that takes none: said, and the text stays', async () => {
    page(FORM(''));
    expect(await perform(step, 40_000)).toBe('not_attached');
    expect(readComposer(composer())).toBe('mine');
  });
  test('no composer', async () => {
    page('');
    expect(await perform(step)).toBe('hook_missing');
  });
});

test('the model menu: without its button nothing is pressed', async () => {
  page(`${COMPOSER('')}<button id="other">Opus 4.8</button>`);
  const pressed = vi.fn();
  document.addEventListener('click', pressed, { once: true });
  expect(await perform({ verb: 'open-model-menu', model: 'Sonnet 5' })).toBe('hook_missing');
  document.removeEventListener('click', pressed);
  expect(pressed).not.toHaveBeenCalled();
});

test('a place that isn’t there is no problem', async () => {
  page('');
  expect(await perform({ verb: 'restore-place', turn: 'gone', offset: 3 })).toBeNull();
});
