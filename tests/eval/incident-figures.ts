/** What the replay shows: how far ahead of the page, how calm, how soon it is told that it is over. */
import { isClaudes } from '@/utils/incidents/trouble';
import { backFigures } from './incident-back.ts';
import { inMinutes, median, quantile, short } from './incident-minutes.ts';
import { MINUTE } from './incident-world.ts';
import type { Month, Visit } from './incidents.ts';
import type { Figures } from './section.ts';

/** One poll while all is well. */
const POLL_MIN = 5;

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

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
