import { type MessageKey, t } from '@/utils/browser/i18n';
import type { Range, Timeline, TimelineRow } from '@/utils/incidents/types';
import { type Clock, list } from '../format';
import { snake } from '../words';
import { classWords } from './diagnostics-words';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "42 min", "3.5 hr", "2 days": as much as one wants to know. */
function lengthWords(ms: number, locale: string): string {
  if (ms < MINUTE_MS) return t('incidents_moment');
  const [unit, value] =
    ms < 2 * HOUR_MS
      ? (['minute', Math.round(ms / MINUTE_MS)] as const)
      : ms < 2 * DAY_MS
        ? (['hour', ms / HOUR_MS] as const)
        : (['day', ms / DAY_MS] as const);
  const style = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, style).format(value);
}

/** How long it lasted, or has lasted so far. */
export function lastedWords(row: TimelineRow, { now, locale }: Clock): string {
  const { from, to } = row;
  if (from > now) return to === null ? t('incidents_planned') : lengthWords(to - from, locale);
  if (to !== null && to <= now) {
    const length = lengthWords(to - from, locale);
    // Nobody saw its end: the browser was closed, or nothing was tried for a while.
    return row.kind === 'own' && row.incident.ending === 'assumed' ? t('incidents_about', length) : length;
  }
  return t('incidents_going_on', lengthWords(now - from, locale));
}

export const countWords = (count: number, locale: string): string =>
  new Intl.NumberFormat(locale).format(count);

/** "4 %"; with a decimal where whole ones say too little. */
export function shareWords(share: number, locale: string): string {
  const isFine = share > 0.9 || share < 0.1;
  const style = { style: 'percent', maximumFractionDigits: isFine ? 1 : 0 } as const;
  const rounded = isFine ? Math.floor(share * 1_000) / 1_000 : share;
  return new Intl.NumberFormat(locale, style).format(rounded);
}

/** "Nov 16", "Nov 16, 14:00": for times that may be months ago. */
export function dateWords(at: number, { locale, timeZone }: Clock, withTime = true): string {
  const time = withTime ? ({ hour: 'numeric', minute: '2-digit' } as const) : {};
  return new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short', ...time }).format(at);
}

/** What a stretch of the picture is called on its axis. */
export function slotWords(at: number, { unit, range }: Timeline, { locale, timeZone }: Clock): string {
  if (unit === 'hour')
    return new Intl.DateTimeFormat(locale, { timeZone, hour: 'numeric', minute: '2-digit' }).format(at);
  const day = { day: 'numeric', month: 'short' } as const;
  const week = { weekday: 'short', day: 'numeric' } as const;
  return new Intl.DateTimeFormat(locale, { timeZone, ...(range === 'week' ? week : day) }).format(at);
}

export const rangeWords = (range: Range): string => t(`incidents_range_${range}`);

/** In one line. Official titles are Anthropic's own words: text, whatever they hold. */
export function whatWords(row: TimelineRow): string {
  switch (row.kind) {
    case 'failures':
      return row.classes
        .map(({ class: id, count }) =>
          count === 1 ? classWords(id) : t('incidents_times', classWords(id), count),
        )
        .join('; ');
    case 'own':
      return t(`verdict_${snake(row.incident.verdict)}` as MessageKey);
    case 'official':
      return row.incident.title;
    case 'maintenance':
      return row.maintenance.title;
  }
}

export function modelWords(row: TimelineRow): string {
  if (row.kind === 'own') return row.incident.model ?? '';
  if (row.kind !== 'official') return '';
  const { models } = row.incident;
  return models === 'many' ? t('incidents_many_models') : list(models, t('lang'));
}

/** '' where the question makes no sense: one's own failures are always the chat's. */
export function concernWords(row: TimelineRow): string {
  if (row.kind === 'official') return t(`incidents_chat_${row.incident.concernsChat}`);
  return row.kind === 'maintenance' ? t(`incidents_chat_${row.maintenance.concernsChat}`) : '';
}
