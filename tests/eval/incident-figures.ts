/** What the replay shows: how far ahead of the page, how calm, how soon it is told that it is over. */
import { isClaudes } from '@/utils/incidents/trouble';
import { MINUTE } from './incident-world.ts';
import type { Month, Visit } from './incidents.ts';
import type { Bar } from './section.ts';

/** One poll while all is well. */
const POLL_MIN = 5;
const MOST = 0.5;
const SOON_MIN = 2;

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
  /** Minutes after the first success of the run that it was told by; null when they had sent nothing. */
  readonly afterSuccess: number | null;
  /** Minutes after the first message that went through after the true end; null when none had by then. */
  readonly afterFirst: number | null;
  /** "Claude works again"; else "probably". */
  readonly sure: boolean;
  /** Of the requests. */
  readonly failing: 'all' | 'most' | 'some';
}

const failingOf = (share: number): Ending['failing'] => {
  if (share === 1) return 'all';
  return share > MOST ? 'most' : 'some';
};

/** Of those who had asked to be told: when they were. */
function endings(visits: readonly Visit[]): readonly Ending[] {
  return visits.flatMap(({ incident: { beganAt, endedAt, share }, isHit, story, machine }) => {
    const told = machine.told.find(({ toldAt }) => toldAt > beganAt);
    if (!isHit || !told) return [];
    const first = story.successes.find((one) => one.sentAt >= endedAt && one.beganAt <= told.toldAt);
    const tried = story.workedAt.some((at) => at > beganAt && at <= told.toldAt + MINUTE);
    return [
      {
        afterEnd: inMinutes(told.toldAt - endedAt),
        afterSuccess: tried ? inMinutes(told.toldAt - told.at) : null,
        afterFirst: first ? inMinutes(told.toldAt - first.beganAt) : null,
        sure: told.sure,
        failing: failingOf(share),
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

const spread = (values: readonly number[]): string =>
  values.length === 0
    ? 'none'
    : `median ${short(median(values))}, longest ${short(Math.max(...values))} min (n = ${values.length})`;

/** Too early is before the true end, in any words. What is told after it is measured from the end, and from what the user saw of it. */
function backLines(name: string, some: readonly Ending[], waiting: number): readonly string[] {
  const early = (ones: readonly Ending[]) => ones.filter(({ afterEnd }) => afterEnd < 0).length;
  const [sure, likely] = [some.filter((one) => one.sure), some.filter((one) => !one.sure)];
  const inTime = some.filter(({ afterEnd }) => afterEnd >= 0);
  const firsts = inTime.flatMap(({ afterFirst }) => (afterFirst === null ? [] : [afterFirst]));
  const soon = firsts.filter((minutes) => minutes <= SOON_MIN).length;
  return [
    `  ${name}: before the end ${early(sure)} of ${sure.length} "works again", ${early(likely)} of ${likely.length} "probably"; still waiting at the end of the visit ${waiting}`,
    `    after the first success that followed the end: ${spread(firsts)}, within ${SOON_MIN} min ${soon}; after the end: ${spread(inTime.map(({ afterEnd }) => afterEnd))}`,
  ];
}

/**
 * Where nothing at all had worked, one success that nothing contradicts makes it "probable": somebody of whose requests 95 % fail
 * can't be told from somebody of whose requests all do, and may be told too early. Where some go through all along, only a run is told of.
 */
function backFigures(visits: readonly Visit[]): Figures {
  const all = endings(visits);
  const of = (kind: Ending['failing']) => all.filter(({ failing }) => failing === kind);
  const early = (some: readonly Ending[]) => some.filter(({ afterEnd }) => afterEnd < 0).length;
  const waitsOf = (some: readonly Ending[]) =>
    some.flatMap(({ afterSuccess }) => (afterSuccess === null ? [] : [afterSuccess]));
  const waiting = (kind: Ending['failing']) =>
    visits.filter(
      ({ isHit, machine, incident }) =>
        isHit && machine.isWatching() && machine.told.length === 0 && failingOf(incident.share) === kind,
    ).length;
  const hard = [...of('all'), ...of('most')];
  return {
    lines: [
      `told that it is back, of those who had asked (${all.length}), by how many of their requests failed`,
      ...backLines('all', of('all'), waiting('all')),
      ...backLines('most', of('most'), waiting('most')),
      ...backLines('fewer than half', of('some'), waiting('some')),
    ],
    bars: [
      {
        name: 'longest minutes from the first success to the notice, where all failed',
        value: Math.max(0, ...waitsOf(of('all'))),
        at: 'most',
        bar: 2,
      },
      { name: 'told in any words too early, where all failed', value: early(of('all')), at: 'most', bar: 0 },
      {
        name: 'told too early that it works, where all or most failed',
        value: early(hard.filter(({ sure }) => sure)),
        at: 'most',
        bar: 0,
      },
      {
        name: 'told too early that it works, where fewer than half failed',
        value: early(of('some')),
        at: 'most',
        bar: 0,
      },
    ],
  };
}
