import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Outcome, openUntil, type TurnFacts, turnOf } from '@/utils/fixes/turn';

const NOW = 1_000_000;
/** Outcomes at these seconds before now; a minus is a failure. */
const at = (...seconds: number[]): Outcome[] =>
  seconds.map((one) => ({ at: NOW - Math.abs(one) * 1_000, failed: one < 0 }));
const facts = (special: Partial<TurnFacts> = {}): TurnFacts => ({
  outcomes: [],
  vainAt: null,
  asked: null,
  pageRetries: false,
  outputBegan: false,
  ...special,
});

describe('the breaker', () => {
  test.each([
    ['one failure out of one says nothing', at(-1), null],
    ['four are too few', at(-40, -30, -20, -1), null],
    ['five of five', at(-50, -40, -30, -20, -1), NOW - 1_000 + 60_000],
    ['one of five is a fifth', at(50, 40, 30, 20, -1), NOW - 1_000 + 60_000],
    ['one of six is less', at(50, 45, 40, 30, 20, -1), null],
    ['a success closes it', at(-50, -40, -30, -20, 1), null],
    ['what is older than a minute before the latest does not count', at(-70, -69, -68, -67, -1), null],
    ['a minute after the latest it closes', at(-64, -63, -62, -61, -60), null],
    ['until then it stays open', at(-63, -62, -61, -60, -59), NOW + 1_000],
  ])('%s', (_, outcomes, expected) => {
    expect(openUntil({ outcomes, vainAt: null }, NOW)).toBe(expected);
    expect(openUntil({ outcomes: outcomes.toReversed(), vainAt: null }, NOW)).toBe(expected);
  });
});

describe('after tries in vain', () => {
  const vainAt = NOW - 10 * 60_000;
  test.each([
    ['nothing since: open for forty minutes', [], vainAt + 40 * 60_000],
    ['it fails on: open', at(-400, -300), vainAt + 40 * 60_000],
    ['something worked since, and fails again: closed', at(500, -300), null],
    ['what worked before doesn’t count', at(700, -650), vainAt + 40 * 60_000],
    ['the latest worked', at(-500, 300), null],
  ])('%s', (_, outcomes, expected) => {
    expect(openUntil({ outcomes, vainAt }, NOW)).toBe(expected);
  });
  test('forty minutes later it is closed', () => {
    expect(openUntil({ outcomes: [], vainAt }, vainAt + 40 * 60_000)).toBeNull();
  });
});

describe('a turn', () => {
  test.each<[string, Partial<TurnFacts>, ReturnType<typeof turnOf>]>([
    ['nothing is known against it', {}, { go: 'now' }],
    ['output began', { outputBegan: true, pageRetries: true }, { go: 'never', problem: 'output_began' }],
    ['the page tries by itself', { pageRetries: true }, { go: 'later', at: NOW + 1_000 }],
    ['the breaker is open', { outcomes: at(-5, -4, -3, -2, -1) }, { go: 'never', problem: 'breaker_open' }],
    [
      'asked to wait 30 s, 10 s ago',
      { asked: { at: NOW - 10_000, ms: 30_000 } },
      { go: 'later', at: NOW + 20_000 },
    ],
    ['asked to wait 30 s, long ago', { asked: { at: NOW - 30_000, ms: 30_000 } }, { go: 'now' }],
    [
      'asked to wait an hour',
      { asked: { at: NOW, ms: 3_600_000 } },
      { go: 'never', problem: 'asked_to_wait' },
    ],
  ])('%s', (_, special, expected) => {
    expect(turnOf(facts(special), NOW)).toEqual(expected);
  });

  test('never before the time that was asked for is over, never while the page tries', () => {
    const outcomes = fc.array(
      fc.record({ at: fc.integer({ min: NOW - 90_000, max: NOW }), failed: fc.boolean() }),
    );
    const asked = fc.option(
      fc.record({
        at: fc.integer({ min: NOW - 90_000, max: NOW }),
        ms: fc.integer({ min: 0, max: 200_000 }),
      }),
    );
    fc.assert(
      fc.property(
        fc.record({
          outcomes,
          asked,
          vainAt: fc.constantFrom(null, NOW - 5_000),
          pageRetries: fc.boolean(),
          outputBegan: fc.boolean(),
        }),
        (given) => {
          if (turnOf(given, NOW).go !== 'now') return;
          expect(given.pageRetries || given.outputBegan).toBe(false);
          expect(given.asked === null || given.asked.at + given.asked.ms <= NOW).toBe(true);
          expect(openUntil(given, NOW)).toBeNull();
        },
      ),
    );
  });
});

test('a clock that was set back does not keep it open for as long', () => {
  expect(openUntil({ outcomes: at(-30), vainAt: NOW + 24 * 60 * 60_000 }, NOW)).toBeNull();
});
