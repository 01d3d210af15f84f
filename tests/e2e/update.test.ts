import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { COMPOSER, expectQuietConsole, pause, startWorld, type Tab, type World } from './kit.ts';

/** What is switched off stays off, so each test has a browser of its own. */
let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  expectQuietConsole(world);
  await world.close();
});

const CHAT = `/chat/${SEEDED.short}`;

declare const chrome: {
  storage: Record<
    'local' | 'session',
    { get: (key: string) => Promise<Record<string, { value?: unknown }>> }
  >;
};

interface Told {
  kind: string;
  id?: string;
  status?: number;
}

/** What the background has heard of all tabs. */
async function toldSignals(): Promise<Told[]> {
  const told = await world.browser.evaluateInExtension(async () => {
    const { tabs } = await chrome.storage.session.get('tabs');
    return Object.values((tabs?.value ?? {}) as Record<string, { signals: unknown[] }>).flatMap(
      ({ signals }) => signals,
    );
  });
  return told as Told[];
}

const prompts = (tab: Tab): Promise<number> =>
  tab.page.evaluate(() => document.querySelectorAll('lifeline-prompt').length);

async function keptTexts(): Promise<string[]> {
  const kept = await world.browser.evaluateInExtension(async () => {
    const { drafts } = await chrome.storage.local.get('drafts');
    return Object.values((drafts?.value ?? {}) as Record<string, { text: string }>).map(({ text }) => text);
  });
  return kept;
}

/** The new scripts have taken the tab: it has told the background where it is. */
const isTaken = (): Promise<unknown> =>
  waitFor(async () => (await toldSignals()).some(({ kind }) => kind === 'page-context'), {
    message: 'the new scripts to take the tab',
  });

/** A page of claude.ai that would notice a reload. */
async function marked(): Promise<Tab> {
  const tab = await world.open(CHAT);
  await tab.page.waitForSelector(COMPOSER);
  await tab.page.evaluate(() => document.body.setAttribute('data-mark', 'same page'));
  await isTaken();
  return tab;
}

const isSamePage = (tab: Tab): Promise<boolean> =>
  tab.page.evaluate(() => document.body.getAttribute('data-mark') === 'same page');

/** As the page itself calls. */
const fetchStatus = (tab: Tab): Promise<number> =>
  tab.page.evaluate(async () => {
    const headers = { 'anthropic-client-platform': 'web_claude_ai' };
    return (await fetch('/api/bootstrap', { headers })).status;
  });

describe('an update while a chat is open', () => {
  it('the new version takes over without a reload, and everything is told once', async () => {
    const tab = await marked();
    await world.browser.reloadExtension();
    await isTaken();
    world.stage.fail({ on: 'send', kind: 'json-503' });
    await tab.send('Who is watching?');
    await tab.prompt('degraded');
    await pause(1_000);
    expect(await prompts(tab)).toBe(1);
    const told = await toldSignals();
    const once = told
      .map(({ kind, id }) => `${kind} ${id ?? ''}`)
      .filter((key) => /^re(quest|sponse)-/.test(key));
    expect(told.filter(({ kind, status }) => kind === 'response-received' && status === 503)).toHaveLength(1);
    expect(new Set(once).size).toBe(once.length);
    expect(await isSamePage(tab)).toBe(true);
  });

  it('twice in a row: still one prompt, and each signal once', async () => {
    const tab = await marked();
    for (let count = 0; count < 2; count += 1) {
      await world.browser.reloadExtension();
      await isTaken();
    }
    world.stage.fail({ on: 'send', kind: 'json-503' });
    await tab.send('And now?');
    await tab.prompt('degraded');
    const failed = (await toldSignals()).filter(({ status }) => status === 503);
    expect(failed).toHaveLength(1);
    expect(await prompts(tab)).toBe(1);
  });

  it('the prompt of the old version goes', async () => {
    const tab = await marked();
    world.stage.fail({ on: 'send', kind: 'json-503' });
    await tab.send('First try');
    await tab.prompt('degraded');
    await tab.page.$eval('lifeline-prompt', (prompt) => prompt.setAttribute('data-old', ''));
    await world.browser.reloadExtension();
    await isTaken();
    expect(await tab.page.$('[data-old]')).toBeNull();
    world.stage.clear();
    await tab.page.$eval('[data-testid="message-warning"] button', (button) =>
      (button as HTMLElement).click(),
    );
    await tab.promptGone();
    expect(await prompts(tab)).toBe(0);
  });

  it('what I was typing is guarded by the new version', async () => {
    const tab = await marked();
    await tab.type('Half a thou');
    await waitFor(async () => (await keptTexts()).includes('Half a thou'), { message: 'the draft' });
    await world.browser.reloadExtension();
    await isTaken();
    expect(await tab.composerText()).toBe('Half a thou');
    await tab.page.keyboard.type('ght');
    await waitFor(async () => (await keptTexts()).includes('Half a thought'), {
      message: 'the longer draft',
    });
  });
});

describe('the extension switched off while a chat is open', () => {
  it('with a prompt on the page: the prompt goes, and claude.ai works on', async () => {
    const tab = await marked();
    world.stage.fail({ on: 'send', kind: 'json-503' });
    await tab.send('Last words');
    await tab.prompt('degraded');
    await world.browser.disableExtension();
    await waitFor(async () => (await prompts(tab)) === 0, { message: 'the prompt to go' });
    world.stage.clear();
    expect(await fetchStatus(tab)).toBe(200);
    await tab.send('Still there?');
    await tab.answered();
    await pause(1_000);
    expect(await prompts(tab)).toBe(0);
    expect(await isSamePage(tab)).toBe(true);
    expect(world.browser.pageErrors.filter((error) => /lifeline|extension/i.test(error))).toEqual([]);
  });

  it('a failure that comes then is claude.ai’s own affair', async () => {
    const tab = await marked();
    await world.browser.disableExtension();
    world.stage.fail({ on: 'send', kind: 'json-503' });
    await tab.send('Nobody listens');
    await tab.page.waitForSelector('[data-testid="message-warning"]');
    await pause(1_500);
    expect(await prompts(tab)).toBe(0);
    const left = await tab.page.evaluate(() => Object.getOwnPropertyNames(document.documentElement.dataset));
    expect(left.filter((name) => /lifeline/i.test(name))).toEqual([]);
  });
});
