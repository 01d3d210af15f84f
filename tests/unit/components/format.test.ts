import { describe, expect, it } from 'vitest';
import { age, clockTime, countdown, isoTime, matchLocale, span } from '@/components/format';

const now = Date.UTC(2026, 9, 14, 12, 16);
const clock = { now, locale: 'en-GB', timeZone: 'UTC' };
const MINUTE = 60_000;

describe('age', () => {
  it.each([
    [0, 'now'],
    [59_999, 'now'],
    [-MINUTE, 'now'],
    [MINUTE, '1 min ago'],
    [59 * MINUTE, '59 min ago'],
    [60 * MINUTE, '1 hr ago'],
    [25 * 60 * MINUTE, 'yesterday'],
    [72 * 60 * MINUTE, '3 days ago'],
  ])('%d ms ago is "%s"', (elapsed, words) => {
    expect(age(now - elapsed, clock)).toBe(words);
  });

  it('speaks the language of the locale', () => {
    expect(age(now - 2 * MINUTE, { ...clock, locale: 'de' })).toMatch(/^vor 2/);
  });
});

describe('clockTime', () => {
  it('gives the time alone today', () => {
    expect(clockTime(now - 14 * MINUTE, clock)).toBe('12:02');
  });

  it('names the weekday on other days', () => {
    expect(clockTime(now + 24 * 60 * MINUTE, clock)).toMatch(/^Thu.*12:16$/);
  });

  it('gives the date when a weekday would mislead', () => {
    expect(clockTime(now - 8 * 24 * 60 * MINUTE, clock)).toMatch(/^6 Oct.*12:16$/);
  });

  it('knows whose midnight it is', () => {
    expect(clockTime(Date.UTC(2026, 9, 14, 23, 30), { ...clock, timeZone: 'Asia/Tokyo' })).toMatch(/^Thu/);
  });
});

describe('countdown', () => {
  it.each([
    [2_600, 'seconds', 3],
    [1, 'seconds', 1],
    [0, 'seconds', 0],
    [-500, 'seconds', 0],
    [99_000, 'seconds', 99],
    [100_000, 'minutes', 2],
  ])('%d ms is %s: %d', (ms, unit, count) => {
    expect(countdown(now + ms, now)).toEqual({ unit, count });
  });
});

describe('matchLocale', () => {
  it.each([
    ['en', 'en-GB', 'en-GB'],
    ['en', 'de-AT', 'en'],
    ['de', 'de', 'de'],
  ])('words in %s for a browser in %s: %s', (words, ui, expected) => {
    expect(matchLocale(words, ui)).toBe(expected);
  });
});

it('writes datetime as ISO 8601', () => {
  expect(isoTime(now)).toBe('2026-10-14T12:16:00.000Z');
});

describe('span', () => {
  const MINUTE = 60_000;
  it.each([
    [26, 99, 'en-GB', '26–99 minutes'],
    [26.4, 98.6, 'en-GB', '26–99 minutes'],
    [57, 57, 'en-GB', '57 minutes'],
    [0.2, 0.4, 'en-GB', '1 minute'],
    [45, 400, 'en-GB', '1–7 hours'],
    [26, 99, 'de', '26–99 Minuten'],
  ])('%d to %d min in %s', (lower, upper, locale, words) => {
    expect(span(lower * MINUTE, upper * MINUTE, locale)).toBe(words);
  });
});
