/** What a time is shown relative to. */
export interface Clock {
  /** Epoch ms. */
  readonly now: number;
  /** BCP 47. */
  readonly locale: string;
  /** IANA name; the machine's own when it is left out. */
  readonly timeZone?: string;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The user's own locale when the words are in its language, or else the language of the words. */
export const matchLocale = (wordsLang: string, uiLang: string): string =>
  uiLang.split('-')[0]?.toLowerCase() === wordsLang.split('-')[0]?.toLowerCase() ? uiLang : wordsLang;

/** "now", "2 min. ago", "3 hr. ago". Anything under a minute is now, so that the line doesn't tick. */
export function age(at: number, { now, locale }: Clock): string {
  const elapsed = Math.max(0, now - at);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  if (elapsed < MINUTE) return format.format(0, 'second');
  if (elapsed < HOUR) return format.format(-Math.floor(elapsed / MINUTE), 'minute');
  if (elapsed < DAY) return format.format(-Math.floor(elapsed / HOUR), 'hour');
  return format.format(-Math.floor(elapsed / DAY), 'day');
}

/** "14:02"; with the weekday when it isn't today, with the date when it is a week or more away. */
export function clockTime(at: number, { now, locale, timeZone }: Clock): string {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  const time = { timeZone, hour: 'numeric', minute: '2-digit' } as const;
  if (day.format(at) === day.format(now)) return new Intl.DateTimeFormat(locale, time).format(at);
  const date =
    Math.abs(at - now) < 6 * DAY
      ? { weekday: 'short' as const }
      : { day: 'numeric' as const, month: 'short' as const };
  return new Intl.DateTimeFormat(locale, { ...date, ...time }).format(at);
}

/** How long until then: seconds below 100, minutes above, never less than 0. Rounded up, so that 0 is the end. */
export function countdown(until: number, now: number): { unit: 'seconds' | 'minutes'; count: number } {
  const seconds = Math.max(0, Math.ceil((until - now) / SECOND));
  return seconds < 100
    ? { unit: 'seconds', count: seconds }
    : { unit: 'minutes', count: Math.ceil(seconds / 60) };
}

/** "40 seconds", "3 minutes", "2 hours": one number, rounded up. */
export function duration(ms: number, locale: string): string {
  const units = [
    ['second', SECOND],
    ['minute', MINUTE],
    ['hour', HOUR],
  ] as const;
  const [unit, size] = units.findLast(([, one]) => ms >= 1.5 * one) ?? units[0];
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(Math.max(1, Math.ceil(ms / size)));
}

/** "26–99 minutes", "2–7 hours"; one number when both are the same. In minutes below three hours. */
export function span(lowerMs: number, upperMs: number, locale: string): string {
  const [unit, ms] = upperMs < 3 * HOUR ? (['minute', MINUTE] as const) : (['hour', HOUR] as const);
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
  const rounded = (value: number): number => Math.max(1, Math.round(value / ms));
  const [lower, upper] = [rounded(lowerMs), rounded(upperMs)];
  return lower === upper ? format.format(lower) : format.formatRange(lower, upper);
}

/** "a.pdf, b.png", as the language separates them. */
export const list = (items: readonly (string | number)[], locale: string): string =>
  new Intl.ListFormat(locale, { style: 'narrow' }).format(items.map(String));

/** For `time[datetime]`. */
export const isoTime = (at: number): string => new Date(at).toISOString();
