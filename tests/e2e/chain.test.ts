import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { DEFAULT_TRACE } from '../stage/cdn-trace.ts';
import type { Fault } from '../stage/fault-kinds.ts';
import { SEEDED } from '../stage/seed.ts';
import type { RequestLogEntry } from '../stage/types.ts';
import { expectQuietConsole, type Popup, pause, startWorld, type Tab, type World } from './kit.ts';

/** Each scenario has a browser of its own: a link is checked at most once a minute. */
let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  expectQuietConsole(world);
  await world.close();
});

const CHAT = `/chat/${SEEDED.short}`;
/** An answer of theirs proves the internet, too. */
const WITNESSES = [
  'status.claude.com',
  'anthropic.statuspage.io',
  'hn.algolia.com',
  'api.github.com',
  'www.reddit.com',
  'mastodon.social',
];

/** Who asked, for each link; the page itself asks none of these in this way. */
const isTrace = ({ host, path }: RequestLogEntry) => host === 'claude.ai' && path === '/cdn-cgi/trace';
const isSession = ({ path }: RequestLogEntry) => path === '/api/organizations';
const isChat = ({ query }: RequestLogEntry) => query === '?rendering_mode=raw';
const isOutside = ({ host }: RequestLogEntry) => host === 'example.com' || host === '1.1.1.1';

const asked = (is: (entry: RequestLogEntry) => boolean) => world.stage.log.filter(is);
const counts = () => [isTrace, isSession, isChat, isOutside].map((is) => asked(is).length);
const outsiders = () => asked(isOutside).map(({ host }) => host);

/** One letter per link: o(k), b(ad), u(nknown), c(hecking). */
const links = async (popup: Popup): Promise<string> =>
  (await popup.attributes('[data-hop]', 'data-state')).map((state) => state?.[0] ?? '?').join('');

async function showsLinks(popup: Popup, wanted: string): Promise<void> {
  let seen = '';
  const isThere = async () => {
    seen = await links(popup);
    return seen === wanted;
  };
  await waitFor(isThere, { timeoutMs: 15_000, message: `the chain ${wanted}` }).catch(async () => {
    throw new Error(`${seen} instead of ${wanted}: ${await popup.text()}`);
  });
}

async function loaded(config: Parameters<World['open']>[1] = {}): Promise<Tab> {
  const tab = await world.open(CHAT, config);
  await tab.page.waitForSelector('[data-testid="assistant-message"]');
  return tab;
}

/** A tab in which a message has just failed, and the popup beside it. */
async function failing(faults: Fault[], config: Parameters<World['open']>[1] = {}): Promise<Popup> {
  const tab = await loaded(config);
  for (const fault of faults) world.stage.fail(fault);
  await tab.send('Hello?');
  return tab.popup();
}

describe('what is asked', () => {
  it('nothing while all is well and nobody looks, and nothing that the tab has just seen working', async () => {
    const tab = await loaded();
    await tab.send('Hello');
    await tab.answered();
    await pause(1_500);
    expect(counts()).toEqual([0, 0, 0, 0]);
    const popup = await tab.popup();
    await popup.shows('ok');
    await showsLinks(popup, 'oooooo');
    await pause(1_500);
    expect(counts()).toEqual([0, 0, 0, 0]);
    expect(await popup.text('.chain-broken')).toBe('');
  });

  it('each once when a message fails, whatever else fails within the minute; reads only, and no cookies', async () => {
    const tab = await loaded();
    world.stage.fail({ on: 'send', kind: 'json-503' });
    const before = world.stage.log.length;
    await tab.send('Hello?');
    const popup = await tab.popup();
    await popup.shows('degraded');
    await showsLinks(popup, 'ooobuu');
    await waitFor(() => asked(isChat).length === 1, { timeoutMs: 5_000, message: 'the chat to be read' });
    await tab.send('Hello again?');
    await pause(2_000);
    await tab.popup();
    await pause(2_000);
    expect(counts()).toEqual([1, 1, 1, 0]);
    for (const { method } of asked((one) => [isTrace, isSession, isChat].some((is) => is(one))))
      expect(method).toBe('GET');
    const posts = world.stage.log
      .slice(before)
      .filter(({ method, path }) => method !== 'GET' && !path.includes('event_logging'));
    expect(posts.every(({ send }) => send !== undefined)).toBe(true);
    const [trace] = asked(isTrace);
    expect([trace?.headers.cookie, trace?.headers.referer]).toEqual([undefined, undefined]);
    expect(asked(isSession)[0]?.headers.cookie).toContain('sessionKey');
  });
});

describe('the broken link', () => {
  it('Claude fails everything', async () => {
    const popup = await failing([{ on: 'api', kind: 'json-500' }]);
    await popup.shows('degraded');
    await showsLinks(popup, 'ooobuu');
    await waitFor(async () => (await popup.text('.chain-broken')).includes('an error of its own'), {
      timeoutMs: 10_000,
      message: 'what the check found',
    });
  });

  it.each(['legacy', 'merged'] as const)(
    'nobody is signed in any more, behind 500s (%s)',
    async (protocol) => {
      const popup = await failing([{ on: 'api', kind: 'masked-401' }], { protocol });
      await popup.shows('signed-out');
      await showsLinks(popup, 'oooobu');
    },
  );

  it('this chat alone', async () => {
    const tab = await world.open('/new');
    await tab.page.goto('https://claude.ai/chat/0199d3a0-1111-7cc1-9d2f-3f1b8c1a7e44');
    const popup = await tab.popup();
    await popup.shows('chat');
    await showsLinks(popup, 'ooooob');
    expect(await popup.text('.chain-broken')).toMatch(/doesn't exist or isn't yours/);
  });

  it('Cloudflare’s check', async () => {
    const popup = await failing([{ on: 'api', kind: 'challenge' }], {
      trace: { ...DEFAULT_TRACE, warp: 'on' },
    });
    await popup.shows('challenge');
    await showsLinks(popup, 'oobuuu');
  });
});

describe('the way to Claude', () => {
  /** The tab shows the browser's own error page: there the background asks alone. */
  async function cut(unreachable: string[], kind: 'reset' | 'fine' = 'reset'): Promise<Popup> {
    const tab = await loaded();
    world.stage.set({ network: kind, unreachable: [...WITNESSES, ...unreachable] });
    await tab.page.reload().catch(() => undefined);
    return tab.popup();
  }
  const family = (popup: Popup, verdicts: readonly string[]) =>
    waitFor(async () => verdicts.includes((await popup.verdict()) ?? ''), {
      timeoutMs: 15_000,
      message: verdicts.join(' or '),
    });

  it('claude.ai alone can not be reached', async () => {
    const popup = await cut([]);
    await family(popup, ['network']);
    await showsLinks(popup, 'oobuuu');
    expect(outsiders().sort()).toEqual(['1.1.1.1', 'example.com']);
    for (const { headers, method } of asked(isOutside))
      expect([method, headers.cookie, headers.referer]).toEqual(['GET', undefined, undefined]);
    expect(await popup.text('.chain-broken')).toMatch(/claude\.ai alone/);
  });

  it('names can not be looked up', async () => {
    const popup = await cut(['example.com']);
    await family(popup, ['network']);
    await showsLinks(popup, 'obuuuu');
    expect(await popup.text('.chain-broken')).toMatch(/DNS/);
  });

  it('nothing can be reached', async () => {
    const popup = await cut(['example.com', '1.1.1.1']);
    await family(popup, ['offline', 'network']);
    await showsLinks(popup, 'obuuuu');
    expect(await popup.text('.chain-broken')).toMatch(/[Nn]othing|[Nn]etwork/);
  });

  it('nobody else is asked when the user has said so', async () => {
    await world.browser.evaluateInExtension(forbid);
    const popup = await cut([]);
    await waitFor(async () => ((await links(popup)).includes('c') ? false : asked(isTrace).length >= 0), {
      timeoutMs: 10_000,
      message: 'the check to end',
    });
    await pause(3_000);
    expect(outsiders()).toEqual([]);
    expect((await links(popup)).slice(3)).toBe('uuu');
  });

  it.each(['portal', 'html-200'] as const)('a hotel’s page answers in its place (%s)', async (kind) => {
    const tab = await loaded();
    world.stage.set({ unreachable: WITNESSES });
    world.stage.fail({ on: 'document', kind });
    world.stage.fail({ on: 'trace', kind });
    world.stage.fail({ on: 'api', kind });
    await tab.page.reload();
    const popup = await tab.popup();
    await family(popup, ['network']);
    await showsLinks(popup, kind === 'portal' ? 'obuuuu' : 'oobuuu');
  });
});

declare const chrome: { storage: { local: { set: (items: object) => Promise<void> } } };

/** Runs in the extension. */
function forbid(): Promise<void> {
  const sources = {
    'claude-status-page': true,
    'hacker-news': true,
    'github-issues': true,
    reddit: false,
    mastodon: true,
  };
  const notify = { back: true, outage: false };
  const rest = { statusEveryMin: 5, community: 'in-trouble', quietHours: null };
  return chrome.storage.local.set({
    settings: { version: 1, value: { sources, notify, ...rest, checkInternet: false } },
  });
}
