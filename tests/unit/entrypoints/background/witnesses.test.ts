import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type Question, witnessBench } from '@/entrypoints/background/witnesses';
import { fetchText } from '@/utils/browser/fetch-text';
import { hasHost } from '@/utils/browser/permissions';
import { claudeTabIds } from '@/utils/browser/tabs';
import { DEFAULT_SETTINGS, type Settings } from '@/utils/settings/types';
import { SOURCE_IDS } from '@/utils/status/types';
import { witnesses as stored } from '@/utils/storage/items';
import { settings } from '@/utils/storage/settings-items';
import { surges, troubleSince } from '@/utils/storage/witness-items';

vi.mock('@/utils/browser/fetch-text', () => ({ fetchText: vi.fn() }));
vi.mock('@/utils/browser/tabs', () => ({ claudeTabIds: vi.fn() }));
vi.mock('@/utils/browser/permissions', () => ({ hasHost: vi.fn(async () => false) }));

const NOW = Date.parse('2026-11-12T14:02:00Z');
const MINUTE_MS = 60_000;
const OFFICIAL = /^https:\/\/(?:status\.claude\.com|anthropic\.statuspage\.io)\//;
const page = (file: string) => ({ status: 200, body: readFileSync(`tests/fixtures/status/${file}`, 'utf8') });

/** A day of stories, none of which complains. */
const calmStories = () => ({
  status: 200,
  body: JSON.stringify({
    hits: [{ objectID: '1', title: 'How I write with Claude', created_at_i: Date.now() / 1_000 - 7_200 }],
    nbHits: 1,
  }),
});

type Reply = { status: number; body: string };
/** The official page says this; the places of the community are down, but for those that are named. */
function world(
  official: () => Promise<Reply> | Reply,
  places: Record<string, () => Promise<Reply> | Reply> = {},
) {
  vi.mocked(fetchText).mockImplementation(async (url) => {
    if (OFFICIAL.test(url)) return official();
    const host = new URL(url).host;
    return places[host]?.() ?? { status: 503, body: '' };
  });
}
const urls = () => vi.mocked(fetchText).mock.calls.map(([url]) => url);
const hosts = () => urls().map((url) => new URL(url).host);

const ask = (special: Partial<Question> = {}): Question => ({
  occasion: 'tick',
  inTrouble: () => false,
  heard: () => undefined,
  ...special,
});
const choose = (special: Partial<Settings>) => settings.set({ ...DEFAULT_SETTINGS, ...special });
const one = async (bench: ReturnType<typeof witnessBench>, wanted: string) =>
  (await bench.known()).find(({ id }) => id === wanted);
const official = (bench: ReturnType<typeof witnessBench>) => one(bench, 'claude-status-page');

beforeEach(() => {
  fakeBrowser.reset();
  vi.clearAllMocks();
  vi.mocked(hasHost).mockResolvedValue(false);
  vi.mocked(claudeTabIds).mockResolvedValue([3]);
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => vi.useRealTimers());

test.each([
  [true, OFFICIAL],
  [false, /^$/],
])('a question that was delayed is asked while there is a reason: %s', async (isWanted, asks) => {
  world(() => page('summary-degraded.json'));
  const bench = witnessBench();
  const asked = bench.refresh(ask({ occasion: 'doubt', wanted: () => isWanted }));
  await vi.advanceTimersByTimeAsync(60_000);
  await asked;
  expect(urls()[0] ?? '').toMatch(asks);
});

test('before anybody was asked all are listed, and nothing is known', async () => {
  const known = await witnessBench().known();
  expect(known.map(({ id }) => id)).toEqual(SOURCE_IDS);
  expect(new Set(known.map(({ state, answeredAt }) => `${state} ${answeredAt}`))).toEqual(
    new Set(['unknown null']),
  );
  expect(fetchText).not.toHaveBeenCalled();
});

describe('the official page', () => {
  test('is asked no more often than agreed', async () => {
    world(() => page('operational.json'));
    const bench = witnessBench();
    await bench.refresh(ask());
    vi.setSystemTime(NOW + 4 * MINUTE_MS - 1);
    await bench.refresh(ask());
    expect(hosts()).toEqual(['status.claude.com']);
    vi.setSystemTime(NOW + 4 * MINUTE_MS);
    await bench.refresh(ask());
    expect(hosts()).toEqual(['status.claude.com', 'status.claude.com']);
  });

  test('two who ask at once get one request', async () => {
    world(() => page('operational.json'));
    const bench = witnessBench();
    await Promise.all([bench.refresh(ask()), bench.refresh(ask())]);
    expect(fetchText).toHaveBeenCalledTimes(1);
  });

  test('that can not be read is unknown, with the time of the last answer that could', async () => {
    world(() => page('operational.json'));
    const bench = witnessBench();
    await bench.refresh(ask());
    world(() => page('captcha.html'));
    vi.setSystemTime(NOW + 5 * MINUTE_MS);
    await bench.refresh(ask());
    expect(await official(bench)).toMatchObject({
      ...{ state: 'unknown', impact: 'none', answeredAt: NOW, askedAt: NOW + 5 * MINUTE_MS },
      problem: 'not-readable',
    });
  });

  test('whose own address is closed is asked at the other one first from then on', async () => {
    vi.mocked(fetchText).mockImplementation(async (url) =>
      url.startsWith('https://status.claude.com') ? { status: 405, body: '' } : page('operational.json'),
    );
    const bench = witnessBench();
    await bench.refresh(ask());
    vi.setSystemTime(NOW + 5 * MINUTE_MS);
    await witnessBench().refresh(ask());
    expect(hosts()).toEqual(['status.claude.com', 'anthropic.statuspage.io', 'anthropic.statuspage.io']);
  });

  test('a network that fails is unknown, never well and never trouble', async () => {
    world(() => Promise.reject(new TypeError('Failed to fetch')));
    const bench = witnessBench();
    await bench.refresh(ask());
    expect(await official(bench)).toMatchObject({ state: 'unknown', problem: 'network', answeredAt: null });
  });

  test('what it said hours ago is not shown as well: a laptop that slept', async () => {
    world(() => page('operational.json'));
    const bench = witnessBench();
    await bench.refresh(ask());
    vi.setSystemTime(NOW + 15 * MINUTE_MS);
    expect(await official(bench)).toMatchObject({ state: 'ok' });
    vi.setSystemTime(NOW + 16 * MINUTE_MS);
    expect(await official(bench)).toMatchObject({ state: 'unknown', problem: 'stale', answeredAt: NOW });
    expect(await official(bench)).not.toHaveProperty('official');
  });
});

describe('a worker that dies', () => {
  test('neither forgets nor asks again', async () => {
    world(() => page('major.json'));
    await witnessBench().refresh(ask());
    const after = witnessBench();
    expect(await official(after)).toMatchObject({ state: 'trouble', impact: 'major' });
    vi.setSystemTime(NOW + 1_000);
    await after.refresh(ask());
    expect(fetchText).toHaveBeenCalledTimes(1);
  });

  test('and whose memory cannot be read once reads it the next time', async () => {
    world(() => page('major.json'));
    await witnessBench().refresh(ask());
    vi.spyOn(stored, 'get').mockRejectedValueOnce(new Error('storage'));
    const after = witnessBench();
    await expect(after.known()).rejects.toThrow('storage');
    expect(await official(after)).toMatchObject({ state: 'trouble', impact: 'major' });
  });

  test('in the middle of a question has asked it', async () => {
    world(() => new Promise(() => undefined));
    void witnessBench().refresh(ask());
    await vi.waitFor(() => expect(fetchText).toHaveBeenCalledTimes(1));
    await witnessBench().refresh(ask());
    expect(fetchText).toHaveBeenCalledTimes(1);
  });
});

describe('the community', () => {
  const troubled = { inTrouble: () => true };

  test('is not asked while all is well', async () => {
    world(() => page('operational.json'));
    await witnessBench().refresh(ask());
    expect(hosts()).toEqual(['status.claude.com']);
  });

  test('is asked in trouble and by the popup; each learns, and what it learnt outlives the browser', async () => {
    world(() => page('operational.json'), { 'hn.algolia.com': calmStories });
    const bench = witnessBench();
    await bench.refresh(ask({ occasion: 'popup' }));
    expect(hosts().sort()).toEqual([
      'api.github.com',
      'hn.algolia.com',
      'mastodon.social',
      'status.claude.com',
    ]);
    expect(await one(bench, 'hacker-news')).toMatchObject({ state: 'ok', answeredAt: NOW, problem: null });
    expect((await one(bench, 'hacker-news'))?.surge?.buckets.length).toBeGreaterThan(0);
    expect(Object.keys(await surges.get())).toEqual(['hacker-news']);
    vi.setSystemTime(NOW + 5 * MINUTE_MS);
    await bench.refresh(ask(troubled));
    expect(hosts()).toHaveLength(8);
  });

  test('one that hangs, one that lies and one that is gone: the others are told as they come', async () => {
    world(() => page('operational.json'), {
      'hn.algolia.com': calmStories,
      'api.github.com': () => new Promise(() => undefined),
      'mastodon.social': () => ({ status: 200, body: '[{"id":7,"content":{}}]' }),
    });
    const bench = witnessBench();
    let told = 0;
    void bench.refresh(ask({ occasion: 'popup', heard: () => (told += 1) }));
    await vi.waitFor(() => expect(told).toBe(4)); // Reddit without its permission, and three answers
    const states = Object.fromEntries((await bench.known()).map(({ id, state }) => [id, state]));
    expect(states).toMatchObject({
      'claude-status-page': 'ok',
      'hacker-news': 'ok',
      'github-issues': 'unknown',
      mastodon: 'unknown',
    });
    await bench.refresh(ask({ occasion: 'popup' }));
    expect(hosts().filter((host) => host === 'api.github.com')).toHaveLength(1);
  });

  test('that fails after it has answered keeps what it saw, and says nothing', async () => {
    world(() => page('operational.json'), { 'hn.algolia.com': calmStories });
    const bench = witnessBench();
    await bench.refresh(ask({ occasion: 'popup' }));
    world(() => page('operational.json'), { 'hn.algolia.com': () => ({ status: 429, body: '' }) });
    vi.setSystemTime(NOW + 5 * MINUTE_MS);
    await bench.refresh(ask({ occasion: 'popup' }));
    expect(await one(bench, 'hacker-news')).toMatchObject({
      ...{ state: 'unknown', problem: 'http-429', answeredAt: NOW },
      surge: { threshold: expect.any(Number) },
    });
  });

  test('whose store is broken harms nobody else', async () => {
    world(() => page('operational.json'), { 'hn.algolia.com': calmStories });
    vi.spyOn(surges, 'update').mockRejectedValueOnce(new Error('quota'));
    const bench = witnessBench();
    await bench.refresh(ask({ occasion: 'popup' }));
    expect(await one(bench, 'hacker-news')).toMatchObject({ state: 'unknown', problem: 'broken' });
    expect(await official(bench)).toMatchObject({ state: 'ok' });
  });

  test('is asked by the popup only, if the user wants it so', async () => {
    await choose({ community: 'on-request' });
    world(() => page('operational.json'));
    const bench = witnessBench();
    await bench.refresh(ask(troubled));
    expect(hosts()).toEqual(['status.claude.com']);
    await bench.refresh(ask({ ...troubled, occasion: 'popup' }));
    expect(hosts()).toContain('hn.algolia.com');
  });
});

describe('who may not be asked', () => {
  test('is not asked, stays listed, and says why', async () => {
    await choose({ sources: { ...DEFAULT_SETTINGS.sources, reddit: true, mastodon: false } });
    world(() => page('operational.json'));
    const bench = witnessBench();
    await bench.refresh(ask({ occasion: 'popup' }));
    expect(hosts()).not.toContain('mastodon.social');
    expect(hosts()).not.toContain('www.reddit.com');
    expect(await one(bench, 'mastodon')).toMatchObject({ state: 'unknown', problem: 'off' });
    expect(await one(bench, 'reddit')).toMatchObject({ state: 'unknown', problem: 'no-permission' });
  });

  test('switched off in the middle of trouble it says nothing any more', async () => {
    world(() => page('major.json'));
    const bench = witnessBench();
    await bench.refresh(ask());
    await choose({ sources: { ...DEFAULT_SETTINGS.sources, 'claude-status-page': false } });
    await bench.refresh(ask());
    expect(await official(bench)).toMatchObject({ state: 'unknown', problem: 'off', headline: null });
    await choose({});
    vi.setSystemTime(NOW + 1_000);
    await bench.refresh(ask());
    expect(await official(bench)).toMatchObject({ state: 'unknown', problem: 'not-asked' });
    expect(fetchText).toHaveBeenCalledTimes(1); // switching on and off is no way to ask more often
  });

  test('switched off while it is asked, it does not speak when it answers', async () => {
    let answer: (reply: Reply) => void = () => undefined;
    world(() => new Promise((resolve) => (answer = resolve)));
    const bench = witnessBench();
    const asked = bench.refresh(ask());
    await vi.waitFor(() => expect(fetchText).toHaveBeenCalledTimes(1));
    await choose({ sources: { ...DEFAULT_SETTINGS.sources, 'claude-status-page': false } });
    await bench.refresh(ask());
    expect(await official(bench)).toMatchObject({ state: 'unknown', problem: 'off' });
    answer(page('major.json'));
    await asked;
    const silenced = { state: 'unknown', impact: 'none', problem: 'off', headline: null };
    expect(await official(bench)).toMatchObject(silenced);
    expect(await official(bench)).not.toHaveProperty('official');
    expect(await official(witnessBench())).toMatchObject(silenced);
  });

  test('one whose permission is taken back speaks no more', async () => {
    vi.mocked(hasHost).mockResolvedValue(true);
    await choose({ sources: { ...DEFAULT_SETTINGS.sources, reddit: true } });
    const said = { state: 'trouble', impact: 'minor', headline: null, problem: null } as const;
    await stored.set([{ id: 'reddit', ...said, answeredAt: NOW, askedAt: NOW }]);
    const bench = witnessBench();
    expect(await one(bench, 'reddit')).toMatchObject({ state: 'trouble' });
    vi.mocked(hasHost).mockResolvedValue(false);
    expect(await one(bench, 'reddit')).toMatchObject({ state: 'unknown', problem: 'no-permission' });
  });

  test('with its permission Reddit is asked for a feed', async () => {
    vi.mocked(hasHost).mockResolvedValue(true);
    await choose({ sources: { ...DEFAULT_SETTINGS.sources, reddit: true } });
    world(() => page('operational.json'));
    await witnessBench().refresh(ask({ occasion: 'popup' }));
    expect(hasHost).toHaveBeenCalledWith('https://www.reddit.com/*');
    const call = vi.mocked(fetchText).mock.calls.find(([url]) => url.includes('reddit'));
    expect(call?.[2]).toMatch(/^application\/atom\+xml/);
  });
});

describe('when trouble begins', () => {
  test('they are asked within seconds, not in the same one, and the community later than the page', async () => {
    world(() => page('operational.json'));
    void witnessBench().refresh(ask({ occasion: 'onset', inTrouble: () => true }));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(hosts()).toContain('status.claude.com');
    await vi.advanceTimersByTimeAsync(55_000);
    expect(hosts()).toHaveLength(4);
    expect(await troubleSince.get()).not.toBeNull();
  });

  test.each(['onset', 'doubt'] as const)(
    'and the last tab is closed: nobody is asked (%s)',
    async (occasion) => {
      world(() => page('operational.json'));
      vi.spyOn(Math, 'random').mockReturnValue(0.5);
      void witnessBench().refresh(ask({ occasion, inTrouble: () => true }));
      await vi.advanceTimersByTimeAsync(1_000);
      vi.mocked(claudeTabIds).mockResolvedValue([]);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(urls()).toEqual([]);
      vi.mocked(Math.random).mockRestore();
    },
  );

  test('the popup asks at once, with a tab or without', async () => {
    vi.mocked(claudeTabIds).mockResolvedValue([]);
    world(() => page('operational.json'));
    await witnessBench().refresh(ask({ occasion: 'popup' }));
    expect(hosts()).toContain('status.claude.com');
  });

  test('and it is over before it is their turn: the community is left in peace', async () => {
    world(() => page('operational.json'));
    vi.spyOn(Math, 'random').mockReturnValue(0.99);
    let inTrouble = true;
    void witnessBench().refresh(ask({ occasion: 'onset', inTrouble: () => inTrouble }));
    inTrouble = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(hosts()).toEqual(['status.claude.com']);
    vi.mocked(Math.random).mockRestore();
  });
});
