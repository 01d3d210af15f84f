import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { expectQuietConsole, pause, startWorld, type World } from './kit.ts';
import { pageIsCalledByHand } from './request-watch.ts';

pageIsCalledByHand();
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;

declare const chrome: {
  storage: Record<'session' | 'local', { get: (keys: null) => Promise<Record<string, unknown>> }>;
};

/** Runs in the extension: how much it keeps. */
async function keptBytes(): Promise<number> {
  const { session, local } = chrome.storage;
  return JSON.stringify([await session.get(null), await local.get(null)]).length;
}

/** Runs in the page: so many events a second, as fast as it can; tells how many they were. */
async function flood(forMs: number, perSecond: number): Promise<number> {
  const signal = (kind: string): string =>
    JSON.stringify({
      kind,
      at: Date.now(),
      id: 'x',
      protocol: 'legacy',
      outcome: 'failed',
      failure: 'server',
      status: 500,
    });
  const forge = [
    () =>
      document.dispatchEvent(
        new CustomEvent(`lifeline-${crypto.randomUUID()}`, { detail: signal('reply-ended') }),
      ),
    () => document.dispatchEvent(new CustomEvent('lifeline', { detail: signal('request-failed') })),
    () => document.dispatchEvent(new CustomEvent('data-lifeline-channel', { detail: signal('tab-hang') })),
    () => window.postMessage({ name: 'report-signals', input: { signals: [signal('reply-silent')] } }, '*'),
    () => window.dispatchEvent(new Event('offline')),
    () =>
      window.dispatchEvent(
        new ErrorEvent('error', { message: 'Failed to fetch dynamically imported module' }),
      ),
    () => document.dispatchEvent(new Event('visibilitychange')),
    () => window.dispatchEvent(new Event('pagehide')),
  ];
  const started = performance.now();
  let made = 0;
  let calls = 0;
  for (let past = 0; past < forMs; past = performance.now() - started) {
    for (; made < (past / 1000) * perSecond; made += 1) forge[made % forge.length]?.();
    for (; calls < past / 20; calls += 1) {
      const path = calls % 2 ? '/api/event_logging/batch' : '/api/organizations/x/model_configs/none';
      void fetch(path, { method: calls % 2 ? 'POST' : 'GET' }).catch(() => undefined);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return made;
}

it('a page that floods it with forgeries changes no verdict, costs no memory, and hides no real failure', async () => {
  const tab = await world.open(CHAT);
  const popup = await tab.popup();
  await popup.shows('ok');
  await tab.page.bringToFront();
  const before = await world.browser.evaluateInExtension(keptBytes);
  expect(await tab.page.evaluate(flood, 5_000, 10_000)).toBeGreaterThan(20_000);
  await pause(1_500);
  expect(await popup.verdict()).toBe('ok');
  expect(await tab.noPrompt()).toBe(true);
  expect(await world.browser.badgeText(await tab.id())).toBe('');
  expect((await world.browser.evaluateInExtension(keptBytes)) - before).toBeLessThan(100_000);
  world.stage.fail({ on: 'send', kind: 'json-503' });
  await tab.send('And now for real');
  await tab.prompt('degraded');
});

interface Sabotage {
  /** Path of what the page replaces by something that throws. */
  readonly target: string;
  readonly urls: readonly string[];
}

/** Runs in the page: breaks one thing, fetches and reads, and puts the thing back. */
async function fetchWhileBroken({ target, urls }: Sabotage): Promise<string[]> {
  const { defineProperty } = Object;
  const path = target.split('.');
  const name = path.pop() ?? '';
  const owner = path.reduce<object>((at, key) => (at as Record<string, object>)[key] ?? {}, window);
  const before = Object.getOwnPropertyDescriptor(owner, name);
  const fail = (): never => {
    throw new Error('the page broke it');
  };
  const broken = owner === Object.prototype ? { set: fail } : { value: fail, writable: true };
  const results: string[] = [];
  defineProperty(owner, name, { ...broken, configurable: true });
  try {
    for (const url of urls) {
      const response = await fetch(url, { method: 'POST', body: '{}' });
      const text = await response.text();
      results.push(`${response.status} ${text.length > 0} ${response.bodyUsed}`);
    }
  } catch (error) {
    results.push(String(error));
  }
  if (before) defineProperty(owner, name, before);
  else delete (owner as Record<string, unknown>)[name];
  return results;
}

it.each([
  'Headers.prototype.get',
  'JSON.stringify',
  'CustomEvent',
  'Response.prototype.clone',
  'Response.prototype.body',
  'ReadableStream.prototype.getReader',
  'ReadableStream.prototype.pipeThrough',
  'EventTarget.prototype.dispatchEvent',
  'URL',
  'String',
  'Date.now',
  'Object.defineProperty',
  'Array.prototype.map',
  'RegExp.prototype.exec',
  'Object.prototype.kind',
  'Object.prototype.status',
  'Object.prototype.detail',
])('a page that breaks %s still gets its answers', async (target) => {
  const tab = await world.open('/new');
  await tab.page.waitForSelector('[data-testid="chat-input"]');
  const chat = `/api/organizations/${world.stage.account.chatOrg}/chat_conversations/${SEEDED.short}`;
  world.stage.fail({ on: 'send', kind: 'json-503', path: SEEDED.everyBlock });
  const urls = [
    `${chat}/completion`,
    `${chat.replace(SEEDED.short, SEEDED.everyBlock)}/completion`,
    `${chat}/title`,
  ];
  const results = await tab.page.evaluate(fetchWhileBroken, { target, urls });
  expect(results).toEqual(['200 true true', '503 true true', '202 true true']);
});

/** Runs in the extension. */
async function keptTexts(): Promise<string[]> {
  const { drafts } = await chrome.storage.local.get(null);
  const { value } = (drafts ?? { value: {} }) as { value: Record<string, { text: string }> };
  return Object.values(value).map(({ text }) => text);
}
const isKept = (text: string): Promise<unknown> =>
  waitFor(async () => (await world.browser.evaluateInExtension(keptTexts)).includes(text), { message: text });

/** Runs in the page: types into the composer of made-up chats, by itself and by the browser's own editing command. */
async function walkThroughChats(count: number): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    history.pushState(null, '', `/chat/${crypto.randomUUID()}`);
    const composer = document.querySelector<HTMLElement>('[data-testid="chat-input"]');
    if (!composer) throw new Error('no composer');
    if (number % 2) {
      composer.focus();
      document.execCommand('insertText', false, `made up ${number}`);
    } else {
      composer.innerHTML = `<p>made up ${number}</p>`;
      composer.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

it('a page that types into made-up chats takes no room from what I typed', async () => {
  const tab = await world.open(CHAT);
  await tab.type('My own words');
  await isKept('My own words');
  await tab.page.evaluate(walkThroughChats, 20);
  const kept = await world.browser.evaluateInExtension(keptTexts);
  expect(kept.filter((text) => text.includes('made up'))).toEqual([]);
  expect(kept).toContain('My own words');
});

it('a page that writes its document anew: what I type in it is kept', async () => {
  const tab = await world.open(CHAT);
  await tab.type('Before');
  await isKept('Before');
  await tab.page.evaluate(() => {
    document.open();
    document.write(
      '<!doctype html><title>Claude</title><main><div data-testid="chat-input" contenteditable="true"><p><br></p></div></main>',
    );
    document.close();
  });
  await tab.type('After');
  await isKept('After');
});
