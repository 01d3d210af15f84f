import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '@/utils/settings/types';
import { silent } from '@/utils/status/ask';
import { statusSources } from '@/utils/status/registry';
import {
  aged,
  barred,
  farthestTickMs,
  firstTickMs,
  isDue,
  nextTickMs,
  type Occasion,
  onsetDelayMs,
  troubleAfter,
} from '@/utils/status/schedule';
import { SOURCE_IDS, type SourceId, type StatusSource, type Witness } from '@/utils/status/types';
import { randomFrom } from '../../../eval/random.ts';

const NOW = Date.parse('2026-11-12T14:02:00Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const all: ReadonlySet<SourceId> = new Set(SOURCE_IDS);
const allOn: Settings = { ...DEFAULT_SETTINGS, sources: { ...DEFAULT_SETTINGS.sources, reddit: true } };
const [official] = statusSources;

interface Case {
  readonly occasion: Occasion;
  readonly settings?: Partial<Settings>;
  readonly troubleSince?: number | null;
  /** Of every witness; null: never asked. */
  readonly askedAt?: number | null;
  readonly problem?: string;
  readonly now?: number;
}

function due({
  occasion,
  settings,
  troubleSince = null,
  askedAt = null,
  problem,
  now = NOW,
}: Case): SourceId[] {
  const witnesses = SOURCE_IDS.map((id) => ({ ...silent(id), askedAt, ...(problem && { problem }) }));
  const bench = { settings: { ...allOn, ...settings }, permitted: all, witnesses };
  return statusSources
    .filter((source) => isDue(source, bench, { occasion, troubleSince, now }))
    .map(({ id }) => id);
}
const OFFICIAL = ['claude-status-page'];
const TROUBLE = NOW - 10 * MINUTE_MS;

describe('who is asked', () => {
  test.each<[string, Case, readonly string[]]>([
    ['calm: the official page only', { occasion: 'tick' }, OFFICIAL],
    ['calm, four minutes ago', { occasion: 'tick', askedAt: NOW - 4 * MINUTE_MS }, OFFICIAL],
    ['calm, less', { occasion: 'tick', askedAt: NOW - 4 * MINUTE_MS + 1 }, []],
    [
      'as seldom as the user wants',
      { occasion: 'tick', settings: { statusEveryMin: 60 }, askedAt: NOW - 47 * MINUTE_MS },
      [],
    ],
    ['in trouble: all', { occasion: 'tick', troubleSince: TROUBLE }, SOURCE_IDS],
    [
      'in trouble, a minute ago: the page',
      { occasion: 'tick', troubleSince: TROUBLE, askedAt: NOW - MINUTE_MS },
      OFFICIAL,
    ],
    [
      'in trouble, five minutes ago: all',
      { occasion: 'tick', troubleSince: TROUBLE, askedAt: NOW - 5 * MINUTE_MS },
      SOURCE_IDS,
    ],
    [
      'in trouble, on request',
      { occasion: 'tick', troubleSince: TROUBLE, settings: { community: 'on-request' } },
      OFFICIAL,
    ],
    [
      'in trouble that lasts: the community less often',
      { occasion: 'tick', troubleSince: NOW - 45 * MINUTE_MS, askedAt: NOW - 9 * MINUTE_MS },
      OFFICIAL,
    ],
    ['somebody looks: all', { occasion: 'popup', settings: { community: 'on-request' } }, SOURCE_IDS],
    ['somebody looks again at once', { occasion: 'popup', askedAt: NOW - 9_999 }, []],
    ['somebody looks again later: the page', { occasion: 'popup', askedAt: NOW - 10_000 }, OFFICIAL],
    ['trouble begins', { occasion: 'onset', troubleSince: NOW, askedAt: NOW - 10_000 }, OFFICIAL],
    [
      'a worker wakes in trouble and takes it for the beginning',
      { occasion: 'onset', troubleSince: TROUBLE, askedAt: NOW - 10_000 },
      [],
    ],
    ['it may mend itself, in another tab’s trouble', { occasion: 'doubt', troubleSince: TROUBLE }, OFFICIAL],
    ['it may mend itself: the page', { occasion: 'doubt' }, OFFICIAL],
    ['it may mend itself, again and again', { occasion: 'doubt', askedAt: NOW - 47_000 }, []],
    [
      'trouble of more than two hours is known by then',
      { occasion: 'tick', troubleSince: NOW - 2 * HOUR_MS, askedAt: NOW - 3 * MINUTE_MS },
      [],
    ],
    ['… and still can be looked at', { occasion: 'popup', troubleSince: NOW - 2 * HOUR_MS }, SOURCE_IDS],
    [
      'who refuses is asked less often',
      { occasion: 'tick', troubleSince: TROUBLE, askedAt: NOW - 3 * MINUTE_MS, problem: 'http-405' },
      [],
    ],
    [
      '… also by somebody who looks',
      { occasion: 'popup', askedAt: NOW - 6 * MINUTE_MS, problem: 'http-429' },
      OFFICIAL,
    ],
    [
      'who is broken is not',
      { occasion: 'tick', troubleSince: TROUBLE, askedAt: NOW - MINUTE_MS, problem: 'http-503' },
      OFFICIAL,
    ],
    [
      'a clock that was set back by a day',
      { occasion: 'tick', troubleSince: NOW, askedAt: NOW + 24 * HOUR_MS },
      SOURCE_IDS,
    ],
    [
      'a clock that was set right by a second',
      { occasion: 'tick', troubleSince: NOW, askedAt: NOW + 1_000 },
      [],
    ],
  ])('%s', (_, situation, expected) => {
    expect(due(situation)).toEqual(expected);
  });

  test('nobody who is switched off or needs a permission', () => {
    const reddit = statusSources.find(({ id }) => id === 'reddit') as StatusSource;
    expect(barred(reddit, allOn, new Set())).toBe('no-permission');
    expect(barred(reddit, DEFAULT_SETTINGS, all)).toBe('off');
    expect(barred(reddit, allOn, all)).toBeNull();
    const bench = { settings: allOn, permitted: new Set<SourceId>(), witnesses: [] };
    expect(isDue(reddit, bench, { occasion: 'popup', troubleSince: null, now: NOW })).toBe(false);
  });
});

/** Less than this never lies between two questions, whoever asks. */
const leastMs = ({ kind, everyMs }: StatusSource): number => (kind === 'official' ? 10_000 : everyMs);

/** Somebody whose luck changes, who looks as often as chance will have it, for eight hours. */
function anyDay(seed: number, settings: Settings) {
  const random = randomFrom(seed);
  const witnesses: Witness[] = SOURCE_IDS.map(silent);
  const asked = new Map<SourceId, number[]>(SOURCE_IDS.map((id) => [id, []]));
  let since: number | null = null;
  let tickAt = NOW + firstTickMs(random.next());
  let otherAt = NOW;
  let looks = 0;
  const look = (occasion: Occasion, now: number): void => {
    const bench = { settings, permitted: all, witnesses };
    for (const source of statusSources) {
      if (!isDue(source, bench, { occasion, troubleSince: since, now })) continue;
      asked.get(source.id)?.push(now);
      const index = SOURCE_IDS.indexOf(source.id);
      witnesses[index] = {
        ...silent(source.id),
        askedAt: now,
        problem: random.chance(0.1) ? 'http-403' : null,
      };
    }
  };
  for (let now = NOW; now < NOW + 8 * HOUR_MS; now = Math.min(tickAt, otherAt)) {
    if (now === tickAt) {
      look('tick', now);
      tickAt = now + nextTickMs(settings, { troubleSince: since, now }, random.next());
      continue;
    }
    const isPopup = random.chance(0.3);
    looks += 1;
    if (!isPopup) since = troubleAfter(since, random.chance(0.5), now);
    look(isPopup ? 'popup' : since === null ? 'doubt' : 'onset', now);
    otherAt = now + Math.max(1, random.exponential(random.chance(0.2) ? 2_000 : 20 * MINUTE_MS));
  }
  return { asked, looks };
}

test('never two questions to one source nearer than its spacing, and bounded by the day', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const { asked, looks } = anyDay(seed, allOn);
    for (const source of statusSources) {
      const times = asked.get(source.id) ?? [];
      const nearest = Math.min(...times.slice(1).map((at, index) => at - (times[index] ?? 0)));
      expect(nearest, `${source.id}, seed ${seed}`).toBeGreaterThanOrEqual(leastMs(source));
      const ticks = (8 * HOUR_MS) / (source.kind === 'official' ? 48_000 : source.everyMs);
      expect(times.length).toBeLessThanOrEqual(ticks + looks);
    }
  }
});

test('eight hours of nothing but trouble: two of them often, the rest as if it were calm', () => {
  const witnesses: Witness[] = SOURCE_IDS.map(silent);
  let count = 0;
  for (let now = NOW; now < NOW + 8 * HOUR_MS; ) {
    for (const source of statusSources) {
      const moment = { occasion: 'tick', troubleSince: NOW, now } as const;
      if (!isDue(source, { settings: allOn, permitted: all, witnesses }, moment)) continue;
      witnesses[SOURCE_IDS.indexOf(source.id)] = { ...silent(source.id), askedAt: now };
      count += 1;
    }
    now += nextTickMs(allOn, { troubleSince: NOW, now }, 0.5);
  }
  expect(count).toBeLessThanOrEqual(300);
  expect(count).toBeGreaterThan(200);
});

describe('rhythms', () => {
  test.each([
    [0, 0.8],
    [0.5, 1],
    [0.999_999, 1.2],
  ])('chance %f: %f of a period', (chance, share) => {
    expect(nextTickMs(allOn, { troubleSince: null, now: NOW }, chance)).toBeCloseTo(
      share * 5 * MINUTE_MS,
      -2,
    );
    expect(nextTickMs(allOn, { troubleSince: NOW, now: NOW }, chance)).toBeCloseTo(share * MINUTE_MS, -2);
    expect(
      nextTickMs({ ...allOn, statusEveryMin: 60 }, { troubleSince: null, now: NOW }, chance),
    ).toBeLessThanOrEqual(farthestTickMs({ ...allOn, statusEveryMin: 60 }));
  });

  test('every tick finds the official page due: none is in vain', () => {
    const next = NOW + nextTickMs(allOn, { troubleSince: null, now: NOW }, 0);
    expect(due({ occasion: 'tick', askedAt: NOW, now: next })).toEqual(OFFICIAL);
    const soon = NOW + nextTickMs(allOn, { troubleSince: NOW, now: NOW }, 0);
    expect(due({ occasion: 'tick', troubleSince: NOW, askedAt: NOW, now: soon })).toEqual(OFFICIAL);
  });

  test('at the beginning: seconds for the page, more for the community', () => {
    expect(onsetDelayMs(official, 0.999)).toBeLessThanOrEqual(5_000);
    expect(onsetDelayMs({ kind: 'community' }, 0)).toBe(0);
    expect(onsetDelayMs({ kind: 'community' }, 0.999)).toBeLessThan(MINUTE_MS);
  });

  test('since when there is trouble', () => {
    expect(troubleAfter(null, true, NOW)).toBe(NOW);
    expect(troubleAfter(NOW - 5, true, NOW)).toBe(NOW - 5);
    expect(troubleAfter(NOW + HOUR_MS, true, NOW)).toBe(NOW); // a clock that was set back
    expect(troubleAfter(NOW - 5, false, NOW)).toBeNull();
  });
});

describe('an answer that is too old is none', () => {
  const said = (id: SourceId, answeredAt: number): Witness => ({
    ...silent(id),
    state: 'trouble',
    impact: 'major',
    headline: 'Elevated errors',
    problem: null,
    answeredAt,
  });
  test.each<[SourceId, number, number, string]>([
    ['claude-status-page', 5, 15, 'trouble'],
    ['claude-status-page', 5, 16, 'unknown'],
    ['claude-status-page', 60, 90, 'trouble'],
    ['claude-status-page', 60, 91, 'unknown'],
    ['mastodon', 60, 15, 'trouble'],
    ['mastodon', 60, 16, 'unknown'],
  ])('%s, every %i min, after %i min: %s', (id, statusEveryMin, minutes, state) => {
    const settings = { ...allOn, statusEveryMin };
    const now = aged(said(id, NOW - minutes * MINUTE_MS), settings, NOW);
    expect(now.state).toBe(state);
    if (state === 'unknown') expect(now).toMatchObject({ impact: 'none', headline: null, problem: 'stale' });
  });

  test('one from the future too: the clock was set back', () => {
    expect(aged(said('mastodon', NOW + HOUR_MS), allOn, NOW).state).toBe('unknown');
  });
});
