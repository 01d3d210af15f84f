import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import type { AnswerKind } from '../stage/fault-kinds.ts';
import { HOSTS } from '../stage/hosts.ts';
import { SEEDED } from '../stage/seed.ts';
import type { StageConfig } from '../stage/types.ts';
import { expectQuietConsole, type Popup, pause, startWorld, type Tab, type World } from './kit.ts';

const CHAT = `/chat/${SEEDED.short}`;
const OFFICIAL = 'claude-status-page';
const row = (id: string): string => `[data-source="${id}"]`;
const SOURCES = { 'hacker-news': HOSTS.hackerNews, 'github-issues': HOSTS.github, mastodon: HOSTS.mastodon };

declare const chrome: {
  storage: {
    session: {
      get: () => Promise<Record<string, unknown>>;
      remove: (keys: string[]) => Promise<void>;
    };
    local: { remove: (key: string) => Promise<void> };
  };
};

let world: World;
let tab: Tab;

const stateOf = async (popup: Popup, id: string): Promise<string | null> =>
  (await popup.attributes(row(id), 'data-state'))[0] ?? null;
const becomes = (popup: Popup, id: string, state: string, timeoutMs = 12_000): Promise<unknown> =>
  waitFor(async () => (await stateOf(popup, id)) === state, { timeoutMs, message: `${id} to be ${state}` });

/** Runs in the extension: what they said, what is usual there, and the views in which it was shown. */
async function forgetWitnesses(): Promise<void> {
  const { session, local } = chrome.storage;
  await local.remove('surges');
  const keys = Object.keys(await session.get());
  await session.remove(keys.filter((key) => key === 'witnesses' || key.startsWith('view:')));
}

/** As if nobody had been asked yet. */
async function anew(config: Partial<StageConfig>): Promise<void> {
  world.stage.reset({ retryMode: 'off', telemetryMs: 60_000, ...config });
  await world.browser.killBackground();
  await world.browser.evaluateInExtension(forgetWitnesses);
}

const heard = (host: string): boolean =>
  world.stage.log.some((entry) => entry.host === host && entry.end !== 'open');
const isHeard = (host: string): Promise<unknown> =>
  waitFor(() => heard(host), { timeoutMs: 12_000, message: `${host} to be asked` });

describe('one browser', () => {
  beforeAll(async () => {
    world = await startWorld();
    tab = await world.open(CHAT);
    const popup = await tab.popup();
    await popup.shows('ok');
    await becomes(popup, OFFICIAL, 'ok');
    await popup.page.close();
  });
  afterAll(async () => {
    expectQuietConsole(world);
    await world.close();
  });

  it('each has a time: of its answer, of the try that nobody answered, or of now where nobody was asked', async () => {
    await anew({ status: 'hang' });
    const popup = await tab.popup();
    await becomes(popup, 'hacker-news', 'ok');
    await popup.page.waitForSelector(`${row(OFFICIAL)} [data-when="try"]`);
    const times = (await popup.attributes('[data-source] time', 'datetime')).map((at) =>
      Date.parse(String(at)),
    );
    expect(times).toHaveLength(5);
    for (const at of times) expect(Math.abs(Date.now() - at)).toBeLessThan(60_000);
    expect(await popup.text(row(OFFICIAL))).toMatch(/No answer yet.*asked now/);
    expect(await popup.text(row('hacker-news'))).not.toMatch(/asked/);
    expect(await popup.text(row('reddit'))).toMatch(/Switched off.*not so far/);
    await popup.page.close();
  });

  it.each<[string, Partial<StageConfig>]>([
    ['captcha, 405', { status: 'captcha-405' }],
    ['403', { status: 'forbidden-403' }],
    ['503', { status: 'unavailable-503' }],
    ['no TLS', { notTls: [HOSTS.status, HOSTS.statusFallback] }],
    ['the connection breaks', { status: 'destroyed' }],
    ['HTML', { status: 'html-200' }],
    ['half a JSON', { status: 'half-json' }],
    ['a stale cache', { status: 'stale' }],
    ['a clock that goes ahead', { status: 'ahead' }],
    ['somebody else’s page', { status: 'wrong-page' }],
  ])('the official page, %s: unknown, and the others are heard', async (_, config) => {
    await anew(config);
    const popup = await tab.popup();
    if (config.notTls === undefined) await isHeard(HOSTS.statusFallback);
    for (const id of Object.keys(SOURCES)) await becomes(popup, id, 'ok');
    await pause(700);
    expect(await stateOf(popup, OFFICIAL)).toBe('unknown');
    expect(await popup.attributes(`${row(OFFICIAL)} [data-when="answer"]`, 'datetime')).toEqual([]);
    expect(await popup.verdict()).not.toBe('down');
    await popup.page.close();
  });

  it('the second address is as good as the first', async () => {
    await anew({ status: 'captcha-405', statusFallback: 'operational' });
    const popup = await tab.popup();
    await becomes(popup, OFFICIAL, 'ok');
    await popup.page.close();
  });

  it.each<[keyof typeof SOURCES, AnswerKind]>([
    ['hacker-news', 'half-json'],
    ['hacker-news', 'html-503'],
    ['github-issues', 'huge'],
    ['github-issues', 'html-200'],
    ['mastodon', 'redirect'],
    ['mastodon', 'reset'],
  ])('%s, %s: unknown, and the others are heard', async (broken, kind) => {
    await anew({});
    world.stage.fail({ on: 'feed', kind, host: SOURCES[broken] });
    const popup = await tab.popup();
    await isHeard(SOURCES[broken]);
    for (const id of [OFFICIAL, ...Object.keys(SOURCES)]) if (id !== broken) await becomes(popup, id, 'ok');
    await pause(700);
    expect(await stateOf(popup, broken)).toBe('unknown');
    if (kind === 'redirect') expect(heard(HOSTS.neutral)).toBe(false);
    await popup.page.close();
  });

  it('one that never answers delays nobody, and is given up', async () => {
    await anew({ status: 'hang' });
    world.stage.fail({ on: 'feed', kind: 'hang', host: HOSTS.hackerNews });
    const popup = await tab.popup();
    await becomes(popup, 'github-issues', 'ok', 6_000);
    await becomes(popup, 'mastodon', 'ok', 6_000);
    expect(await stateOf(popup, OFFICIAL)).toBe('unknown');
    await waitFor(() => heard(HOSTS.hackerNews), { timeoutMs: 12_000, message: 'the browser to give up' });
    expect(await stateOf(popup, 'hacker-news')).toBe('unknown');
    await popup.page.close();
  });

  it('many complaints are trouble, each source for itself; Reddit waits for its permission', async () => {
    await anew({ feeds: 'busy', complaints: { [HOSTS.mastodon]: { surgePerHour: 0 } } });
    const popup = await tab.popup();
    await becomes(popup, 'hacker-news', 'trouble');
    await becomes(popup, 'github-issues', 'trouble');
    await becomes(popup, 'mastodon', 'ok');
    expect(await stateOf(popup, 'reddit')).toBe('unknown');
    expect(heard(HOSTS.reddit)).toBe(false);
    await popup.page.close();
  });
});

describe('with the user’s own failures', () => {
  afterEach(async () => {
    expectQuietConsole(world);
    await world.close();
  });

  it('and the official page in agreement, Claude is down, and the badge says it twice', async () => {
    world = await startWorld();
    const own = await world.open(CHAT, { status: 'major' });
    world.stage.fail({ on: 'send', kind: 'json-503' });
    await own.send('Hello?');
    const popup = await own.popup();
    await popup.shows('down', 20_000);
    expect(await popup.attributes(row(OFFICIAL), 'data-state')).toEqual(['trouble']);
    expect(await world.browser.badgeText(await own.id())).toBe('!!');
  });

  it('an official page that cannot be read changes nothing about what my own tab saw', async () => {
    world = await startWorld();
    const own = await world.open(CHAT, { status: 'captcha-405' });
    const popup = await own.popup();
    await popup.shows('ok');
    await isHeard(HOSTS.statusFallback);
    expect(await popup.attributes(row(OFFICIAL), 'data-state')).toEqual(['unknown']);
    world.stage.fail({ on: 'send', kind: 'json-500' });
    await own.send('Hello?');
    await popup.shows('degraded');
    expect(await popup.attributes(row(OFFICIAL), 'data-state')).toEqual(['unknown']);
  });
});
