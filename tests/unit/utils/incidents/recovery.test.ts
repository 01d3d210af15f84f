import { describe, expect, test } from 'vitest';
import { recoveryOf } from '@/utils/incidents/recovery';
import { outcomes, START } from './given';

const SURE = Math.log(20);
const weightOf = (line: string) => recoveryOf(outcomes(line)).weight;

describe('what a run of successes is worth', () => {
  test.each([
    ['after ten failures in a row, two are enough', '-0 -1 -2 -3 -4 -5 -6 -7 -8 -9 +10 +11', true],
    ['one never is', '-0 -1 -2 -3 -4 -5 -6 -7 -8 -9 +10', false],
    ['where half came through all along, three are not', '-0 +1 -2 +3 -4 +5 -6 +7 -8 +9 +10 +11', false],
    ['but eight are', '-0 +1 -2 +3 -4 +5 -6 +7 -8 +9 +10 +11 +12 +13 +14 +15 +16', true],
    ['a failure begins it anew', '-0 -1 -2 -3 -4 -5 -6 -7 +8 +9 -10 +11', false],
  ])('%s', (_, line, isSure) => expect(weightOf(line) >= SURE).toBe(isSure));
});

test('when it began to work, and when it failed last', () => {
  expect(recoveryOf(outcomes('+0 -1 -2 +3 +4'))).toMatchObject({
    count: 2,
    firstAt: START + 3 * 60_000,
    failedAt: START + 2 * 60_000,
  });
  expect(recoveryOf([])).toMatchObject({ count: 0, firstAt: null, failedAt: null });
});

describe('what proves nothing', () => {
  test('a page that loads, where messages failed', () => {
    expect(recoveryOf([...outcomes('-0 -1'), ...outcomes('+2 +3', { what: 'page' })]).count).toBe(0);
  });
  test('another model', () => {
    const failed = outcomes('-0 -1', { model: 'Opus 4.8' });
    expect(recoveryOf([...failed, ...outcomes('+2', { model: 'Haiku 4.5' })]).count).toBe(0);
    expect(recoveryOf([...failed, ...outcomes('+2', { model: 'Opus 4.8' })]).count).toBe(1);
  });
  test('but a message proves that pages load', () => {
    expect(recoveryOf([...outcomes('-0', { what: 'page' }), ...outcomes('+2')]).count).toBe(1);
  });
});
