import { describe, expect, test } from 'vitest';
import type { Call } from './calls.ts';
import { falseOutages, isMissed, resultOf, scores } from './score.ts';
import type { Surface, SurfaceClass } from './types.ts';

const surface = (truth: SurfaceClass, more: Partial<Surface> = {}): Surface => ({
  id: 'given',
  title: 'given',
  class: truth,
  why: 'given',
  protocol: 'legacy',
  steps: [],
  judgeAt: 9_000,
  ...more,
});
const told = (name: SurfaceClass, outage = false): Call => ({
  class: name,
  verdict: outage ? 'degraded' : 'ok',
  finding: null,
  outage,
});
const played = (final: Call, ...ever: Call[]) => ({
  final,
  ever: ever.map((call, index) => ({ ...call, at: index * 1_000 })),
  signals: [],
});
const of = (name: SurfaceClass, results: Parameters<typeof scores>[0]) =>
  scores(results).find((score) => score.class === name);

describe('what counts', () => {
  test('a false alarm that goes away again is a false alarm', () => {
    const result = resultOf(surface('none'), played(told('none'), told('server', true)));
    expect(result.called).toBe('server');
    expect(of('server', [result])?.precision).toBe(0);
    expect(of('none', [result])?.recall).toBe(0);
    expect(falseOutages([result])).toEqual([result]);
  });

  test('the worst of several counts', () => {
    const result = resultOf(surface('none'), played(told('none'), told('notice'), told('server', true)));
    expect(result.called).toBe('server');
  });

  test('what was true before is no false alarm, and must be over at the end', () => {
    const over = surface('none', { before: ['server'] });
    expect(isMissed(resultOf(over, played(told('none'), told('server', true))))).toBe(false);
    expect(isMissed(resultOf(over, played(told('server', true), told('server', true))))).toBe(true);
  });

  test('a class told too soon costs its precision, also when the right one is told at the end', () => {
    const result = resultOf(surface('frozen'), played(told('frozen'), told('server', true), told('frozen')));
    expect(isMissed(result)).toBe(true);
    expect(of('frozen', [result])).toMatchObject({ precision: 1, recall: 1 });
    expect(of('server', [result])?.precision).toBe(0);
  });

  test('what is told and gone before the end is missed', () => {
    const result = resultOf(surface('limit'), played(told('none'), told('limit')));
    expect(of('limit', [result])?.recall).toBe(0);
  });

  test('a limit called an outage is a false outage', () => {
    expect(
      falseOutages([resultOf(surface('limit'), played(told('limit'), told('server', true)))]),
    ).toHaveLength(1);
    const over = surface('signed-out', { before: ['overloaded'] });
    const ever = [told('overloaded', true), told('signed-out')];
    expect(falseOutages([resultOf(over, played(told('signed-out'), ...ever))])).toEqual([]);
    expect(
      falseOutages([resultOf(over, played(told('signed-out'), ...ever, told('server', true)))]),
    ).toHaveLength(1);
    expect(
      falseOutages([resultOf(surface('server'), played(told('server', true), told('server', true)))]),
    ).toEqual([]);
  });
});
