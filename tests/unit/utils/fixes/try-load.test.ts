import { describe, expect, test } from 'vitest';
import { loadOf, NO_LOAD, type TryLoad, TryLoadSchema, withOutcomes, withVain } from '@/utils/fixes/try-load';
import { openUntil } from '@/utils/fixes/turn';
import { waitAndRetry } from '@/utils/fixes/wait-and-retry';
import { outcomesOf } from '@/utils/incidents/outcomes';
import type { Signal } from '@/utils/signals/types';
import { a, failedTry, goodTry } from '../signals/given';
import { context } from './given';

const NOW = 10_000_000;
const MINUTE = 60_000;
const told = (load: TryLoad, signals: readonly Signal[], now = NOW, tab = 1): TryLoad =>
  TryLoadSchema.parse(withOutcomes(load, outcomesOf(signals, tab, true), now));
const isOpen = (load: TryLoad, failed: 'send' | 'document', now = NOW): boolean =>
  openUntil(loadOf(load, failed), now) !== null;

const fails = (count: number, from = NOW - 40_000): Signal[] =>
  Array.from({ length: count }, (_, index) => failedTry(`f-${index}`, from + index * 5_000)).flat();

test('five failures within a minute open it, from whichever tab; four don’t', () => {
  expect(isOpen(told(NO_LOAD, fails(4)), 'send')).toBe(false);
  expect(isOpen(told(told(NO_LOAD, fails(4)), failedTry('g', NOW - 9_000), NOW, 2), 'send')).toBe(true);
});

test('the same try seen again is one; what it came to in the end counts', () => {
  const four = told(NO_LOAD, fails(4));
  expect(withOutcomes(four, outcomesOf(fails(4), 1, true), NOW)).toBe(four);
  const mended = [...fails(5), a('reply-began', NOW - 1_000, { id: 'f-4' })];
  expect(isOpen(told(told(NO_LOAD, fails(5)), mended), 'send')).toBe(false);
});

test('a page that came says nothing of messages, and the other way round', () => {
  const load = told(NO_LOAD, [...fails(5), a('page-loaded', NOW - 100)]);
  expect(isOpen(load, 'send')).toBe(true);
  expect(isOpen(load, 'document')).toBe(false);
});

describe('tries in vain', () => {
  const over = { fix: 'wait-and-retry', state: 'failed', problem: 'still_failing', stepAt: NOW } as const;
  const steps = waitAndRetry.plan(context());
  const vain = withVain(NO_LOAD, { ...over, steps });

  test('hold it open for forty minutes', () => {
    expect(isOpen(vain, 'send', NOW + 39 * MINUTE)).toBe(true);
    expect(isOpen(vain, 'send', NOW + 40 * MINUTE)).toBe(false);
    expect(isOpen(vain, 'document', NOW)).toBe(false);
    expect(withVain(vain, { ...over, steps })).toBe(vain);
  });
  test('of a page count for pages', () => {
    const pages = withVain(NO_LOAD, { ...over, steps: waitAndRetry.plan(context({ failed: 'document' })) });
    expect([isOpen(pages, 'document'), isOpen(pages, 'send')]).toEqual([true, false]);
  });
  test('are forgotten when a message works, also half an hour and many failures later', () => {
    const worked = told(vain, goodTry('g', NOW + 60_000), NOW + 70_000);
    const later = NOW + 30 * MINUTE;
    expect(isOpen(told(worked, fails(2, later - 50_000), later), 'send', later)).toBe(false);
  });
  test.each(['cancelled', 'done'] as const)('a run that was %s is none', (state) => {
    expect(withVain(NO_LOAD, { ...over, state, steps })).toBe(NO_LOAD);
  });
  test.each(['hook_missing', 'other_chat', 'tab_gone', 'output_began'])(
    '%s: it could not be tried, which says nothing',
    (problem) => {
      expect(withVain(NO_LOAD, { ...over, problem, steps })).toBe(NO_LOAD);
    },
  );
  test.each(['breaker_open', 'asked_to_wait', 'timeout'])('%s is one', (problem) => {
    expect(isOpen(withVain(NO_LOAD, { ...over, problem, steps }), 'send')).toBe(true);
  });
});

test('stays small, whatever a page makes up', () => {
  let load = NO_LOAD;
  for (let round = 0; round < 20; round += 1) load = told(load, fails(40), NOW, round);
  expect(load.tries.length).toBeLessThanOrEqual(62);
});
