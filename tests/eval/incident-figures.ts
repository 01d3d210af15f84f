/** What the replay shows: how far ahead of the page, how calm, how soon it is told that it is over. */
import { isClaudes } from '@/utils/incidents/trouble';
import { MINUTE } from './incident-world.ts';
import type { Month, Visit } from './incidents.ts';
import type { Bar } from './section.ts';

/** One poll while all is well. */
const POLL_MIN = 5;
const MOST = 0.5;

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.round(share * (values.length - 1))] ?? Number.NaN;
const median = (values: readonly number[]): number => quantile(values, 0.5);
const inMinutes = (ms: number): number => ms / MINUTE;
const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
const short = (value: number): string => value.toFixed(1);

/** Minutes by which the verdict came before the post, of those whom it hit before; -Infinity for one that never came. */
function leads(visits: readonly Visit[]): readonly number[] {
  return visits.flatMap(({ incident, isHit, story, machine, from }) => {
    const { beganAt, endedAt, postedAt } = incident;
    const hit = story.failedAt.find((at) => at >= beganAt && at < endedAt + MINUTE);
    if (!isHit || hit === undefined || hit >= postedAt || from > postedAt) return [];
    const verdict = machine.announced.find(({ at, id }) => at >= beganAt && isClaudes(id));
    return [verdict ? inMinutes(postedAt - verdict.at) : Number.NEGATIVE_INFINITY];
  });
}

interface Ending {
  /** Minutes after the true end. */
  readonly afterEnd: number;
  /** Minutes after the user's first success since then; null when they had sent nothing. */
  readonly afterSuccess: number | null;
  /** `all`: nothing went through; `most`: more than half failed; `some`: less. */
  readonly failed: 'all' | 'most' | 'some';
}

/** Of those who had asked to be told: when they were. */
function endings(visits: readonly Visit[]): readonly Ending[] {
  return visits.flatMap(({ incident: { beganAt, endedAt }, isHit, story, machine }) => {
    if (!isHit) return [];
    const [told] = machine.told.filter(({ toldAt }) => toldAt > beganAt);
    if (!told) return [];
    const during = (times: readonly number[]) => times.filter((at) => at > beganAt && at < endedAt).length;
    const [bad, good] = [during(story.failedAt), during(story.workedAt)];
    const share = bad / Math.max(1, bad + good);
    return [
      {
        afterEnd: inMinutes(told.toldAt - endedAt),
        afterSuccess: told.sure ? inMinutes(told.toldAt - told.at) : null,
        failed: good === 0 ? ('all' as const) : share > MOST ? ('most' as const) : ('some' as const),
      },
    ];
  });
}

export interface Figures {
  readonly lines: readonly string[];
  readonly bars: readonly Bar[];
}

export function figuresOf(visits: readonly Visit[], months: readonly Month[]): Figures {
  const parts = [leadFigures(visits), calmFigures(visits, months), backFigures(visits)];
  return { lines: parts.flatMap(({ lines }) => lines), bars: parts.flatMap(({ bars }) => bars) };
}

function leadFigures(visits: readonly Visit[]): Figures {
  const all = leads(visits);
  const late = all.filter((lead) => lead < -POLL_MIN).length;
  const spread = [0.1, 0.25, 0.5, 0.75, 0.9].map((share) => short(quantile(all, share))).join(' / ');
  return {
    lines: [
      `verdict before the official post, minutes, of ${all.length} people hit before it: ${spread} (10 / 25 / 50 / 75 / 90 %)`,
      `later than the post by more than a poll: ${late}`,
    ],
    bars: [
      { name: 'median minutes before the official post', value: median(all), at: 'least', bar: 10 },
      { name: 'verdicts later than the post and one poll', value: late, at: 'most', bar: 0 },
    ],
  };
}

function calmFigures(visits: readonly Visit[], months: readonly Month[]): Figures {
  const lit = sum(visits.map(({ machine }) => machine.litMs()));
  const degraded = sum(visits.map(({ degradedMs }) => degradedMs));
  const others = visits.filter(({ degradedMs }) => degradedMs === 0);
  const litForOthers = sum(others.map(({ machine }) => machine.litMs()));
  const perMonth = sum(months.map(({ incidents }) => incidents)) / months.length;
  const messages = sum(months.map((month) => month.messages));
  const litMonth = inMinutes(sum(months.map(({ litMs }) => litMs)) / months.length);
  return {
    lines: [
      `badge lit ${Math.round(inMinutes(lit))} min of ${Math.round(inMinutes(degraded))} in which the user's own model was degraded, ${visits.length} visits`,
      `badge lit for the ${others.length} whom it doesn't concern: ${short(inMinutes(litForOthers))} min`,
      `${months.length} ordinary months, ${messages} messages, ${sum(months.map(({ failed }) => failed))} failed for good: ${sum(months.map(({ incidents }) => incidents))} false incidents, ${sum(months.map(({ down }) => down))} of them "down"; badge lit ${short(litMonth)} min a month`,
    ],
    bars: [
      { name: 'badge lit per degraded minute', value: lit / degraded, at: 'most', bar: 1.5 },
      { name: 'false outages a month', value: perMonth, at: 'most', bar: 1 },
    ],
  };
}

/**
 * Whom nothing went through for must never be told too early, and is told within two minutes. Where some messages go through all
 * along, "back" has no moment: one that does and isn't followed by a failure is told after a first failure in a row, and a longer run after that.
 */
function backFigures(visits: readonly Visit[]): Figures {
  const all = endings(visits);
  const of = (kind: Ending['failed']) => all.filter(({ failed }) => failed === kind);
  const total = of('all');
  const waits = total.flatMap(({ afterSuccess }) => (afterSuccess === null ? [] : [afterSuccess]));
  const longest = Math.max(0, ...waits);
  const early = (some: readonly Ending[]) => some.filter(({ afterEnd }) => afterEnd < 0).length;
  const line = (name: string, some: readonly Ending[]) =>
    `  ${name}: n = ${some.length}, told before the end ${early(some)}; minutes after it, median ${short(median(some.map(({ afterEnd }) => afterEnd)))}`;
  const silent = total.filter(({ afterSuccess }) => afterSuccess === null).length;
  return {
    lines: [
      `told that it is back, of those who had asked (${all.length}), by what came of their messages meanwhile`,
      line('all failed', total),
      line('most failed', of('most')),
      line('half or fewer failed', of('some')),
      `minutes from the first success to the notice, all had failed, n = ${waits.length}: median ${short(median(waits))}, longest ${short(longest)}; ${silent} more told "probably", before they had tried`,
    ],
    bars: [
      { name: 'longest minutes from the first success to the notice', value: longest, at: 'most', bar: 2 },
      { name: 'told too early, where all had failed', value: early(total), at: 'most', bar: 0 },
    ],
  };
}
