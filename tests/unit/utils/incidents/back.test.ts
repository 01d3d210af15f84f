import { describe, expect, test } from 'vitest';
import { backOf, type Clues, type Waiting } from '@/utils/incidents/back';
import { MINUTE, outcomes, START } from './given';

const at = (minutes: number) => START + minutes * MINUTE;
const waiting: Waiting = { since: at(5), failed: 'send', officialTroubleAt: null };
const clues = (line: string, special: Partial<Clues> = {}): Clues => ({
  outcomes: outcomes(line),
  readsAt: [],
  readsFail: false,
  officialOkAt: null,
  ...special,
});
const told = (line: string, minutes: number, special: Partial<Clues> = {}, waits: Partial<Waiting> = {}) =>
  backOf({ ...waiting, ...waits }, clues(line, special), at(minutes)).back;

/** So many messages that got through, from that minute on, every two minutes. */
const works = (from: number, count: number): string =>
  Array.from({ length: count }, (_, index) => `+${from + 2 * index}`).join(' ');

describe('messages failed', () => {
  const total = '-0 -1 -2 -3 -4 -8 -16 -24 -32 -40';
  const parts = '-0 +1 -2 +3 -4 +5 -6 +7 -8 +9 -10';
  test.each<[string, string, number, string | null]>([
    ['nothing has worked', total, 60, null],
    ['one success, a moment ago', `${total} +50`, 51.6, null],
    ['one success, and no failure has followed: as just that', `${total} +50`, 51.7, 'first'],
    ['after one failure too', '-0 +6', 8, 'first'],
    ['but another failure has', `${total} +50 -51`, 110, null],
    ['three', `${total} ${works(50, 3)}`, 110, 'first'],
    ['seven, where it may fail less by now', `${total} ${works(50, 7)}`, 110, 'first'],
    ['twelve after total failure: at once, and proven', `${total} ${works(50, 12)}`, 72, 'run'],
    ['twelve, and a failure among them', `${total} ${works(50, 6)} -61 ${works(62, 6)}`, 110, 'first'],
    ['some came through all along: one is no news', `${parts} +12`, 110, null],
    ['twelve more prove nothing', `${parts} ${works(12, 12)}`, 110, null],
    ['nor where one of many had', `${total} +42 -44 ${works(50, 12)}`, 110, null],
    ['thirty: at once', `${parts} ${works(12, 30)}`, 70, 'run'],
    [
      'an earlier trouble that was over is another one',
      `${parts} ${works(12, 30)} ${`-80 -82 -84 -86 -88 -90 -92 ${works(94, 13)}`}`,
      118,
      'run',
    ],
    ['eleven after three failures', `-0 -2 -4 ${works(6, 11)}`, 40, 'run'],
    ['but three tries of one message are one failure', `-0 -0.1 -0.3 ${works(6, 11)}`, 40, 'first'],
  ])('%s', (_, line, minutes, by) => expect(told(line, minutes)?.by ?? null).toBe(by));

  test('the first is looked at again in time, and not told while small reads fail', () => {
    const line = `${total} +50`;
    expect(backOf(waiting, clues(line), at(50.5))).toEqual({ back: null, lookAt: at(50) + 100_000 });
    expect(told(line, 52, { readsFail: true })).toBeNull();
  });

  test('the same moment in which it is proven, by the first of the run', () => {
    const back = { back: { at: at(50), by: 'run' }, lookAt: null };
    expect(backOf(waiting, clues(`${total} ${works(50, 12)}`), at(72))).toEqual(back);
  });

  test('what worked before the user asked is no news', () => {
    expect(told(`-0 -1 -2 ${works(3, 30)}`, 70, {}, { since: at(63) })).toBeNull();
  });

  test('pages and small reads prove nothing', () => {
    const page = outcomes(works(42, 15), { what: 'page' });
    const all = { outcomes: [...outcomes(total), ...page], readsAt: [at(46), at(47), at(48)] };
    expect(told('', 80, all)).toBeNull();
  });

  const over = { officialOkAt: at(12), readsAt: [at(13)] };
  const troubled = { officialTroubleAt: at(10) };
  test.each<[string, number, Partial<Clues>, Partial<Waiting>, boolean]>([
    ['the official page calls it over, and reads work', 66, over, troubled, true],
    ['the page may be late with other trouble', 60, over, troubled, false],
    ['a failure came after its last word of trouble', 80, over, { officialTroubleAt: at(1) }, false],
    ['reads fail', 66, { ...over, readsFail: true }, troubled, false],
    ['no read since', 66, { ...over, readsAt: [at(6)] }, troubled, false],
    ['the page has said nothing of trouble all the while', 66, over, {}, false],
    ['it says so still', 66, { ...over, officialOkAt: null }, troubled, false],
  ])('nobody has sent anything: %s', (_, minutes, special, waits, expected) => {
    const back = told('-0 -1 -2', minutes, special, waits);
    expect(back).toEqual(expected ? { at: at(12), by: 'page' } : null);
  });
});

describe('a page did not load', () => {
  test('all that one page loads is one success', () => {
    const loads = Array.from({ length: 14 }, (_, index) => `+${6 + index / 100}`).join(' ');
    const all = [...outcomes('-0 -1 -2 -3 -4', { what: 'page' }), ...outcomes(loads, { what: 'load' })];
    expect(told('', 30, { outcomes: all }, { failed: 'other' })?.by).toBe('first');
    const minutes = outcomes(works(6, 14), { what: 'page' });
    const failed = outcomes('-0 -1 -2 -3 -4', { what: 'page' });
    expect(told('', 40, { outcomes: [...failed, ...minutes] }, { failed: 'other' })?.by).toBe('run');
  });

  const page = { failed: 'document' } as const;
  const failed = { outcomes: outcomes('-0 -1', { what: 'page' }) };
  test.each<[string, Partial<Clues>, boolean]>([
    ['one read', { readsAt: [at(6)] }, false],
    ['two', { readsAt: [at(6), at(7)] }, true],
    ['two in the same moment', { readsAt: [at(6), at(6.1)] }, false],
    ['two before the last failure', { readsAt: [at(0.2), at(0.9)] }, false],
    ['two, and now it fails again', { readsAt: [at(6), at(7)], readsFail: true }, false],
  ])('%s', (_, special, expected) => {
    expect(told('', 7, { ...failed, ...special }, page) !== null).toBe(expected);
  });
});
