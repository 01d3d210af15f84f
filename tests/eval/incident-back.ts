/**
 * When those who had asked were told that it is over. Too early is while any incident goes on that hits them, also a lesser one than they
 * had asked in. What is told in time is measured from the true end, and from the first message that went through after it.
 */
import type { Back } from '@/utils/incidents/types';
import { inMinutes, median, quantile, short } from './incident-minutes.ts';
import type { Told } from './incident-watch.ts';
import { type Incident, MINUTE } from './incident-world.ts';
import type { Visit } from './incidents.ts';
import type { Figures } from './section.ts';

const NEARLY = 0.9;
const SOON_MIN = 2;
/** A message that the page has tried five times fails so long after its first try. */
const TRIED_MS = 2 * MINUTE;

export type Failing = 'all' | 'nearly all' | 'a part';

export interface Ending {
  readonly isEarly: boolean;
  /** "Claude works again", "has answered again", or the official page's word, passed on. */
  readonly by: Back['by'];
  /** Of the requests, at the most, of those incidents that went on when it was asked for. */
  readonly failing: Failing;
  /** Minutes; null when it is early, or nothing had gone through after the end. */
  readonly afterFirst: number | null;
  readonly afterEnd: number;
  /** Since what it is told by. */
  readonly afterAnswer: number;
}

const failingOf = (share: number): Failing => {
  if (share === 1) return 'all';
  return share >= NEARLY ? 'nearly all' : 'a part';
};

/** Each time that somebody was told. */
export const endings = (visits: readonly Visit[]): readonly Ending[] =>
  visits.flatMap((visit) => visit.machine.told.flatMap((told) => endingOf(visit, told)));

function endingOf({ own, story }: Visit, { at, toldAt, since, by }: Told): Ending[] {
  const asked = own.filter(({ beganAt, endedAt }) => beganAt <= since && endedAt > since - TRIED_MS);
  if (asked.length === 0) return [];
  const met = own.filter(({ beganAt, endedAt }) => beganAt < at && endedAt > since - TRIED_MS);
  const isEarly = met.some(({ endedAt }) => endedAt > toldAt);
  const end = Math.max(...met.map(({ endedAt }) => endedAt));
  const first = story.successes.find(({ sentAt, beganAt }) => sentAt >= end && beganAt <= toldAt);
  const afterFirst = first && !isEarly ? inMinutes(toldAt - first.beganAt) : null;
  return [
    {
      isEarly,
      by,
      failing: gravest(asked),
      afterFirst,
      afterEnd: inMinutes(toldAt - end),
      afterAnswer: inMinutes(toldAt - at),
    },
  ];
}

const gravest = (incidents: readonly Incident[]): Failing =>
  failingOf(Math.max(...incidents.map(({ share }) => share)));

const count = (endings: readonly Ending[], is: (one: Ending) => boolean): number => endings.filter(is).length;

const wait = (values: readonly number[]): string =>
  values.length === 0
    ? 'none'
    : `median ${short(median(values))}, nine in ten within ${short(quantile(values, 0.9))}, longest ${short(Math.max(...values))} min`;

/** Nobody told while it goes on: of "works again" said by Lifeline itself, and of the official page's word. */
export function backLines(
  name: string,
  all: readonly Ending[],
  failing: readonly Failing[],
): readonly string[] {
  const some = all.filter((one) => failing.includes(one.failing));
  const of = (by: Back['by']) => some.filter((one) => one.by === by);
  const [sure, first, word] = [of('run'), of('first'), of('page')];
  const waits = (ones: readonly Ending[]) =>
    ones.flatMap(({ afterFirst }) => (afterFirst === null ? [] : [afterFirst]));
  const firsts = waits(sure);
  const soon = waits(first).filter((minutes) => minutes <= SOON_MIN).length;
  const ends = sure.filter(({ isEarly }) => !isEarly).map(({ afterEnd }) => afterEnd);
  return [
    `  ${name}: too early ${count(sure, ({ isEarly }) => isEarly)} of ${sure.length} "works again"; of the official page's word, passed on as such, ${count(word, ({ isEarly }) => isEarly)} of ${word.length}`,
    `    "has answered again" after that first answer: ${wait(first.map(({ afterAnswer }) => afterAnswer))}; after the first that followed the end: within ${SOON_MIN} min ${soon} of ${waits(first).length}; while it still went on ${count(first, ({ isEarly }) => isEarly)} of ${first.length}`,
    `    "works again" after the first success that followed the end: ${wait(firsts)} (n = ${firsts.length}); after the end: ${wait(ends)}`,
  ];
}

/** Told too early that it works: where all failed, and where a part did. */
export const early = (all: readonly Ending[], isTotal: boolean): number =>
  count(all, ({ isEarly, by, failing }) => isEarly && by === 'run' && (failing === 'all') === isTotal);

export function backFigures(visits: readonly Visit[]): Figures {
  const all = endings(visits);
  const waiting = visits.filter(
    ({ isHit, machine: { isWatching, told } }) => isHit && isWatching() && told.length === 0,
  );
  const total = all.filter(({ failing }) => failing === 'all');
  const answered = total.filter(({ by }) => by === 'first');
  return {
    lines: [
      `told that it is back, of those who had asked (${all.length}); ${waiting.length} more waited when their visit ended`,
      ...backLines('total outages', all, ['all']),
      ...backLines('partial, nearly all failed', all, ['nearly all']),
      ...backLines('partial, 30 to 80 % failed', all, ['a part']),
    ],
    bars: [
      { name: 'told too early that it works, total outages', value: early(all, true), at: 'most', bar: 0 },
      { name: 'told too early that it works, partial outages', value: early(all, false), at: 'most', bar: 0 },
      {
        name: 'told too early in any words, total outages',
        value: count(total, ({ isEarly }) => isEarly),
        at: 'most',
        bar: 0,
      },
      {
        name: 'longest minutes from the first success to the notice, total outages',
        value: Math.max(0, ...answered.map(({ afterFirst, afterAnswer }) => afterFirst ?? afterAnswer)),
        at: 'most',
        bar: SOON_MIN,
      },
    ],
  };
}
