/**
 * When those who had asked were told that it is over. Too early is while any incident goes on that hits them, also a lesser one than they
 * had asked in. What is told in time is measured from the true end, and from the first message that went through after it.
 */
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
  /** "Claude works again"; else the official page's word, passed on. */
  readonly sure: boolean;
  /** Of the requests, at the most, of those incidents that went on when it was asked for. */
  readonly failing: Failing;
  /** Minutes; null when it is early, or nothing had gone through after the end. */
  readonly afterFirst: number | null;
  readonly afterEnd: number;
}

const failingOf = (share: number): Failing => {
  if (share === 1) return 'all';
  return share >= NEARLY ? 'nearly all' : 'a part';
};

/** Each time that somebody was told. */
export const endings = (visits: readonly Visit[]): readonly Ending[] =>
  visits.flatMap((visit) => visit.machine.told.flatMap((told) => endingOf(visit, told)));

function endingOf({ own, story }: Visit, { at, toldAt, since, sure }: Told): Ending[] {
  const asked = own.filter(({ beganAt, endedAt }) => beganAt <= since && endedAt > since - TRIED_MS);
  if (asked.length === 0) return [];
  const met = own.filter(({ beganAt, endedAt }) => beganAt < at && endedAt > since - TRIED_MS);
  const isEarly = met.some(({ endedAt }) => endedAt > toldAt);
  const end = Math.max(...met.map(({ endedAt }) => endedAt));
  const first = story.successes.find(({ sentAt, beganAt }) => sentAt >= end && beganAt <= toldAt);
  const afterFirst = first && !isEarly ? inMinutes(toldAt - first.beganAt) : null;
  return [{ isEarly, sure, failing: gravest(asked), afterFirst, afterEnd: inMinutes(toldAt - end) }];
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
  const [sure, word] = [some.filter((one) => one.sure), some.filter((one) => !one.sure)];
  const firsts = sure.flatMap(({ afterFirst }) => (afterFirst === null ? [] : [afterFirst]));
  const soon = firsts.filter((minutes) => minutes <= SOON_MIN).length;
  const ends = sure.filter(({ isEarly }) => !isEarly).map(({ afterEnd }) => afterEnd);
  return [
    `  ${name}: too early ${count(sure, ({ isEarly }) => isEarly)} of ${sure.length} "works again"; of the official page's word, passed on as such, ${count(word, ({ isEarly }) => isEarly)} of ${word.length}`,
    `    "works again" after the first success that followed the end: ${wait(firsts)} (n = ${firsts.length}), within ${SOON_MIN} min ${soon}; after the end: ${wait(ends)}`,
  ];
}

/** Told too early that it works: where all failed, and where a part did. */
export const early = (all: readonly Ending[], isTotal: boolean): number =>
  count(all, ({ isEarly, sure, failing }) => isEarly && sure && (failing === 'all') === isTotal);

export function backFigures(visits: readonly Visit[]): Figures {
  const all = endings(visits);
  const waiting = visits.filter(
    ({ isHit, machine: { isWatching, told } }) => isHit && isWatching() && told.length === 0,
  );
  const firsts = all.flatMap(({ failing, sure, afterFirst }) =>
    failing === 'all' && sure && afterFirst !== null ? [afterFirst] : [],
  );
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
        value: count(all, ({ isEarly, failing }) => isEarly && failing === 'all'),
        at: 'most',
        bar: 0,
      },
      {
        name: 'median minutes from the first success to "works again", total outages',
        value: median(firsts),
        at: 'most',
        bar: 25,
      },
    ],
  };
}
