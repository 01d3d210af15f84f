import { describe, expect, test } from 'vitest';
import { backOf, type Clues, HOLD_MS, type Waiting } from '@/utils/incidents/back';
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

describe('messages failed', () => {
  const total = '-0 -1 -2 -3 -4';
  test.each<[string, string, number, boolean]>([
    ['nothing has worked', total, 20, false],
    ['one success, and it is too soon to tell', `${total} +6`, 6.5, false],
    ['one success, and no failure has followed', `${total} +6`, 7.7, true],
    ['one success, and a failure has followed', `${total} +6 -7`, 9, false],
    ['two successes after total failure: at once', `${total} -4.1 -4.2 -4.3 -4.4 +6 +6.5`, 6.5, true],
    ['some came through all along, one more says nothing', '-0 +1 -2 +3 -4 +6', 9, false],
    ['nor do two, at once', '-0 +1 -2 +3 -4 +6 +7', 7, false],
    ['nor when they have lasted', '-0 +1 -2 +3 -4 +6 +7', 16, false],
    ['an earlier trouble is another one', '-0 +10 +15 +20 +25 -26 -27 -28 +29', 31, true],
    ['eight in a row: not at once', '-0 +1 -2 +3 -4 +5 +6 +7 +8 +9 +10 +11 +12', 12, false],
    ['thirteen: at once', '-0 +1 -2 +3 -4 +5 +5.5 +6 +6.5 +7 +7.5 +8 +8.5 +9 +9.5 +10 +10.5 +11', 11, true],
  ])('%s', (_, line, minutes, expected) => expect(told(line, minutes) !== null).toBe(expected));

  test('within two minutes of the first success', () => {
    expect(HOLD_MS).toBeLessThan(2 * MINUTE - 15_000);
    expect(backOf(waiting, clues(`${total} +6`), at(6))).toEqual({ back: null, lookAt: at(6) + HOLD_MS });
    expect(told(`${total} +6`, 8)).toEqual({ at: at(6), sure: false });
    expect(told(`${total} -4.1 -4.2 -4.3 -4.4 +6 +6.5`, 6.5)).toEqual({ at: at(6), sure: true });
  });

  test('what worked before the user asked is no news', () => {
    expect(told('-0 -1 -2 +4', 20)).toBeNull();
  });

  test('pages and small reads prove nothing', () => {
    const page = outcomes('+6 +7', { what: 'page' });
    const all = { outcomes: [...outcomes(total), ...page], readsAt: [at(6), at(7), at(8)] };
    expect(told('', 30, all)).toBeNull();
  });

  const over = { officialOkAt: at(12), readsAt: [at(13)] };
  const troubled = { officialTroubleAt: at(10) };
  test.each<[string, number, Partial<Clues>, Partial<Waiting>, boolean]>([
    ['the official page calls it over, and reads work', 35, over, troubled, true],
    [
      'a failure is too fresh',
      8,
      { officialOkAt: at(7), readsAt: [at(7)] },
      { officialTroubleAt: at(6) },
      false,
    ],
    ['reads fail', 35, { ...over, readsFail: true }, troubled, false],
    ['no read since', 35, { ...over, readsAt: [at(6)] }, troubled, false],
    ['the page has said nothing of trouble all the while', 35, over, {}, false],
    ['it says so still', 35, { ...over, officialOkAt: null }, troubled, false],
  ])('nobody has sent anything: %s', (_, minutes, special, waits, expected) => {
    const back = told('-0 -1 -2', minutes, special, waits);
    expect(back).toEqual(expected ? { at: at(12), sure: false } : null);
  });
});

describe('a page did not load', () => {
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
