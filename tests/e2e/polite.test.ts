import { afterEach, describe, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { HOSTS } from '../stage/hosts.ts';
import { SEEDED } from '../stage/seed.ts';
import type { RequestLogEntry } from '../stage/types.ts';
import { expectQuietConsole, pause, startWorld, type World } from './kit.ts';

/** Each scenario has a browser of its own: what was asked in one would not be asked in the next. */
let world: World;
afterEach(async () => {
  expectQuietConsole(world);
  await world.close();
});

const CHAT = `/chat/${SEEDED.short}`;
const FEEDS: readonly string[] = [HOSTS.hackerNews, HOSTS.github, HOSTS.mastodon];
const OUTSIDE: readonly string[] = [...FEEDS, HOSTS.reddit, HOSTS.status, HOSTS.statusFallback];

declare const chrome: {
  alarms: {
    create: (name: string, info: { when: number }) => Promise<void>;
    getAll: () => Promise<{ name: string }[]>;
  };
};

const outside = (): RequestLogEntry[] => world.stage.log.filter(({ host }) => OUTSIDE.includes(host));
const asked = (host: string): RequestLogEntry[] => outside().filter((entry) => entry.host === host);
const counts = (): Record<string, number> =>
  Object.fromEntries(OUTSIDE.flatMap((host) => (asked(host).length > 0 ? [[host, asked(host).length]] : [])));

/** The alarm goes off now, as it would in a minute or five. */
const tick = (): Promise<void> =>
  world.browser.evaluateInExtension(() => chrome.alarms.create('poll-witnesses', { when: Date.now() + 100 }));
const alarms = (): Promise<string[]> =>
  world.browser.evaluateInExtension(() => chrome.alarms.getAll().then((all) => all.map(({ name }) => name)));
const ends = (count: number, what: string): Promise<unknown> =>
  waitFor(() => outside().filter(({ end }) => end !== 'open').length >= count, {
    timeoutMs: 15_000,
    message: what,
  });
/** Long enough for a request that should not come. */
const SETTLED_MS = 2_500;

describe('while all is well', () => {
  it('nothing is asked before a tab of claude.ai is open, nor after the last one is closed', async () => {
    world = await startWorld();
    await world.browser.newPage('https://example.com/');
    await tick();
    await pause(SETTLED_MS);
    expect(counts()).toEqual({});
    const tab = await world.open(CHAT);
    await tick();
    await ends(1, 'the official page to be asked');
    await tab.page.close();
    world.stage.reset();
    await tick();
    await pause(SETTLED_MS);
    expect(counts()).toEqual({});
    expect(await alarms()).not.toContain('poll-witnesses');
  });

  it('the official page is asked once per tick, nobody when pages load, the community not at all', async () => {
    world = await startWorld();
    const tab = await world.open(CHAT);
    await tab.page.reload();
    await tab.send('Hello?');
    await tab.answered();
    await pause(SETTLED_MS);
    expect(counts()).toEqual({});
    expect(await alarms()).toContain('poll-witnesses');
    await tick();
    await ends(1, 'the first tick');
    await tick(); // too soon
    await pause(SETTLED_MS);
    expect(counts()).toEqual({ [HOSTS.status]: 1 });
  });
});

describe('in trouble', () => {
  it('all are asked, each once, and Reddit not without its permission', async () => {
    world = await startWorld();
    const tab = await world.open(CHAT);
    world.stage.fail({ on: 'send', kind: 'json-503' });
    await tab.send('Hello?');
    await waitFor(() => asked(HOSTS.status).length > 0, { timeoutMs: 30_000, message: 'the official page' });
    await tab.prompt('degraded');
    await tick();
    await waitFor(() => FEEDS.every((host) => asked(host).length > 0), {
      timeoutMs: 20_000,
      message: 'the community to be asked',
    });
    await pause(SETTLED_MS);
    expect(counts()).toMatchObject({ ...Object.fromEntries(FEEDS.map((host) => [host, 1])) });
    expect(asked(HOSTS.status).length).toBeLessThanOrEqual(2); // in doubt, and when it was sure
    expect(asked(HOSTS.reddit)).toEqual([]);
  });

  it('a limit is nobody else’s affair: the community is left in peace', async () => {
    world = await startWorld();
    const tab = await world.open(CHAT);
    world.stage.fail({ on: 'send', kind: 'limit' });
    await tab.send('Hello?');
    await tab.prompt('limit');
    await tick();
    await pause(SETTLED_MS);
    expect(counts()).toEqual({ [HOSTS.status]: 1 });
  });
});

describe('somebody opens the popup', () => {
  it('everybody is asked once: without cookies, without a referrer, without what he wrote', async () => {
    world = await startWorld();
    const tab = await world.open(CHAT);
    const popup = await tab.popup();
    await popup.shows('ok');
    await ends(4, 'all to be asked');
    expect(counts()).toEqual({ [HOSTS.status]: 1, ...Object.fromEntries(FEEDS.map((host) => [host, 1])) });
    for (const { host, method, headers, query } of outside()) {
      expect(method, host).toBe('GET');
      expect(headers.cookie, host).toBeUndefined();
      expect(headers.referer, host).toBeUndefined();
      expect(headers.authorization, host).toBeUndefined();
      expect(decodeURIComponent(query), host).not.toMatch(/hello|conversation|[0-9a-f]{8}-[0-9a-f]{4}-/i);
    }
    await popup.page.evaluate(() => location.reload()).catch(() => undefined); // Firefox never reports such a load
    await pause(SETTLED_MS);
    await popup.shows('ok');
    expect(outside()).toHaveLength(4);
  });

  it('later the official page answers that nothing is new, in a few bytes', async () => {
    world = await startWorld();
    const tab = await world.open(CHAT);
    const popup = await tab.popup();
    await popup.shows('ok');
    await ends(4, 'all to be asked');
    await pause(10_500);
    await popup.page.evaluate(() => location.reload()).catch(() => undefined);
    await waitFor(() => asked(HOSTS.status).at(1)?.status !== undefined && asked(HOSTS.status).length === 2, {
      timeoutMs: 10_000,
      message: 'the second question',
    });
    await pause(500);
    expect(asked(HOSTS.status).map(({ status }) => status)).toEqual([200, 304]);
    expect(outside()).toHaveLength(5); // the community has been asked a moment ago
    await popup.shows('ok');
    expect(await popup.attributes('[data-source="claude-status-page"]', 'data-state')).toEqual(['ok']);
  });

  it('also without any tab of claude.ai, and what is heard is shown', async () => {
    world = await startWorld();
    world.stage.set({ status: 'major' });
    const page = await world.browser.openExtensionPage('popup.html');
    await ends(4, 'all to be asked');
    await waitFor(
      () =>
        page.evaluate(
          () =>
            document.querySelector('[data-source="claude-status-page"]')?.getAttribute('data-state') ===
            'trouble',
        ),
      { timeoutMs: 10_000, message: 'the popup to show what the page says' },
    );
    await tick();
    await pause(SETTLED_MS);
    expect(outside()).toHaveLength(4);
  });
});
