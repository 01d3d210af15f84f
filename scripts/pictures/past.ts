/** What has happened before the pictures are taken: nine weeks of one user's trouble, and of the official page's. */
import { NOW, officialWith } from '@/components/popup/witnesses';
import type { Failure } from '@/utils/failures/types';
import type { OfficialHistory } from '@/utils/incidents/official-history';
import type { OwnIncident, TryLog } from '@/utils/incidents/types';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Days ago, minutes, the official title; then of the user's own: the class, how many failed, and minutes before the official post. */
type Trouble = readonly [
  daysAgo: number,
  minutes: number,
  title: string | null,
  own: { readonly class: Failure['class']; readonly count: number; readonly sooner: number } | null,
];

const TROUBLES: readonly Trouble[] = [
  [0.16, 57, 'Elevated errors on Claude Opus 4.7', { class: 'overloaded', count: 6, sooner: 16 }],
  [2.1, 38, 'Elevated errors on claude.ai', { class: 'server', count: 3, sooner: 21 }],
  [2.95, 164, 'Elevated errors on several models', { class: 'overloaded', count: 9, sooner: 12 }],
  [5.14, 12, null, { class: 'frozen', count: 1, sooner: 0 }],
  [8.2, 29, 'Degraded performance on Claude Sonnet 4.6', null],
  [12.17, 44, 'Claude.ai is experiencing elevated error rates', { class: 'gateway', count: 4, sooner: 18 }],
  [16.9, 31, 'Login issues on claude.ai', null],
  [21.15, 71, 'Elevated errors on Claude Sonnet 4.6', { class: 'overloaded', count: 2, sooner: 9 }],
  [26.2, 92, 'Claude.ai unavailable', { class: 'gateway', count: 5, sooner: 14 }],
  [63.2, 40, 'Elevated errors on Claude Opus 4.7', null],
];

const STATUS: Partial<Record<Failure['class'], number>> = { overloaded: 529, server: 500, gateway: 502 };

const modelOf = (title: string | null): string =>
  /(?:Opus|Sonnet|Haiku) [\d.]+/.exec(title ?? '')?.[0] ?? 'Opus 4.7';

const startOf = ([daysAgo]: Trouble): number => NOW - daysAgo * DAY_MS;

const failuresOf = (trouble: Trouble, row: number): Failure[] =>
  Array.from({ length: trouble[3]?.count ?? 0 }, (_, index) => ({
    version: 1,
    key: `${row}.${index}`,
    at: startOf(trouble) - (trouble[3]?.sooner ?? 0) * MINUTE_MS + index * 4 * MINUTE_MS,
    class: trouble[3]?.class ?? 'other',
    where: 'send',
    protocol: 'legacy',
    status: STATUS[trouble[3]?.class ?? 'other'] ?? null,
    errorType: null,
    errorCode: null,
    requestId: null,
    ray: null,
    model: modelOf(trouble[2]),
    buildId: null,
    latencyMs: 640,
    silentMs: null,
    page: { retries: 2, said: 'banner-with-retry', end: 'gave-up' },
  }));

function ownOf(trouble: Trouble, row: number): OwnIncident[] {
  const failures = failuresOf(trouble, row);
  const [first, last] = [failures[0], failures.at(-1)];
  if (!first || !last || failures.length < 2) return [];
  return [
    {
      id: `own-${row}`,
      startedAt: first.at,
      endedAt: last.at + 11 * MINUTE_MS,
      ending: 'seen',
      verdict: failures.length > 4 ? 'down' : 'degraded',
      model: first.model,
      code: first.status === null ? null : String(first.status),
      failures: failures.length,
      failedAt: last.at,
      witnesses: ['claude-status-page'],
      evidence: [],
    },
  ];
}

export const FAILURES: readonly Failure[] = TROUBLES.flatMap(failuresOf);

/** Oldest first. */
export const OWN: readonly OwnIncident[] = TROUBLES.flatMap(ownOf).toSorted(
  (a, b) => a.startedAt - b.startedAt,
);

export const OFFICIAL: OfficialHistory = {
  askedAt: NOW - 9 * MINUTE_MS,
  answeredAt: NOW - 9 * MINUTE_MS,
  problem: null,
  rows: TROUBLES.flatMap((trouble, row) =>
    trouble[2] === null
      ? []
      : [
          {
            id: `official-${row}`,
            title: trouble[2],
            impact: trouble[1] > 60 ? ('major' as const) : ('minor' as const),
            startedAt: startOf(trouble),
            resolvedAt: startOf(trouble) + trouble[1] * MINUTE_MS,
            models: /Opus|Sonnet|Haiku/.test(trouble[2]) ? [modelOf(trouble[2])] : [],
            surfaces: [],
            concernsChat: 'yes' as const,
          },
        ],
  ),
};

const isWorkingHour = (at: number): boolean => {
  const [day, hour] = [new Date(at).getUTCDay(), new Date(at).getUTCHours()];
  return day % 6 !== 0 && hour >= 7 && hour < 15;
};

/** Some messages in each working hour, and what failed at any hour. */
function hours(): TryLog['hours'] {
  const end = Math.floor(NOW / HOUR_MS) * HOUR_MS;
  return Array.from({ length: 62 * 24 }, (_, index) => end - index * HOUR_MS).flatMap((at, index) => {
    const failed = FAILURES.filter((one) => one.at >= at && one.at < at + HOUR_MS);
    if (!isWorkingHour(at) && failed.length === 0) return [];
    const model = failed[0]?.model ?? (index % 4 === 3 ? 'Sonnet 4.6' : 'Opus 4.7');
    return [{ at, model, tries: 3 + ((index * 7) % 6) + failed.length, failed: failed.length }];
  });
}

export const TRIES: TryLog = { recent: [], hours: hours().toReversed() };

/** What the official page says at the moment: nothing is open, and no work is announced. */
export const WITNESSES = [officialWith('ok', [])];
