import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StepSchema } from '@/utils/fixes/types';
import { waitAndRetry } from '@/utils/fixes/wait-and-retry';
import { context, knowing } from './given';

const wait = (ms: number, attempt: number) => ({ verb: 'wait', ms, attempt, of: 3 });
const waitsOf = (special: Parameters<typeof context>[0]) =>
  waitAndRetry.plan(context(special)).flatMap((step) => (step.verb === 'wait' ? [step.ms] : []));

describe('the plan', () => {
  test('for a message: three tries with the own retry of claude.ai', () => {
    const again = [
      { verb: 'await-turn' },
      { verb: 'press-retry', conversationId: context().conversationId },
      { verb: 'await-reply', timeoutMs: 240_000 },
    ];
    expect(waitAndRetry.plan(context())).toEqual([
      wait(500, 1),
      ...again,
      wait(500, 2),
      ...again,
      wait(3_000, 3),
      ...again,
    ]);
  });

  test('for a page that failed: three loads', () => {
    const again = [
      { verb: 'await-turn' },
      { verb: 'reload-tab' },
      { verb: 'await-recovery', timeoutMs: 30_000 },
    ];
    expect(waitAndRetry.plan(context({ failed: 'document' }))).toEqual([
      wait(500, 1),
      ...again,
      wait(500, 2),
      ...again,
      wait(3_000, 3),
      ...again,
    ]);
  });

  test('the server asked to wait: that long, and the jitter on top', () => {
    expect(waitsOf({ retryAfterMs: 12_000 })).toEqual([12_500, 12_500, 15_000]);
  });

  test('without jitter it takes the middle', () => {
    expect(waitsOf({ jitter: [] })).toEqual([500, 1_000, 2_000]);
  });
});

const jitter = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
  minLength: 3,
  maxLength: 3,
});
const failed = fc.constantFrom('send' as const, 'document' as const);

describe('whatever the case', () => {
  test('full jitter: anywhere from nothing to 1, 2 and 4 s', () => {
    fc.assert(
      fc.property(jitter, failed, (random, what) => {
        const waits = waitsOf({ jitter: random, failed: what });
        expect(waits).toHaveLength(3);
        for (const [index, most] of [1_000, 2_000, 4_000].entries()) {
          expect(waits[index]).toBeGreaterThanOrEqual(0);
          expect(waits[index]).toBeLessThanOrEqual(most);
          expect(waits[index]).toBe(Math.round(most * (random[index] ?? 0)));
        }
      }),
    );
  });

  test('what the server asked for is obeyed, or nothing is tried', () => {
    fc.assert(
      fc.property(jitter, failed, fc.integer({ min: 0, max: 7_200_000 }), (random, what, retryAfterMs) => {
        const given = context({ jitter: random, failed: what, retryAfterMs });
        const waits = waitAndRetry.available(given) ? waitsOf(given) : [];
        for (const ms of waits) expect(ms).toBeGreaterThanOrEqual(retryAfterMs);
      }),
    );
  });

  test('at most three tries, of steps that can be stored', () => {
    fc.assert(
      fc.property(jitter, failed, (random, what) => {
        const steps = waitAndRetry.plan(context({ jitter: random, failed: what }));
        expect(steps.filter(({ verb }) => verb === 'press-retry' || verb === 'reload-tab')).toHaveLength(3);
        // Before each of them it is asked whether it is polite.
        for (const [index, { verb }] of steps.entries())
          if (verb === 'press-retry' || verb === 'reload-tab')
            expect(steps[index - 1]?.verb).toBe('await-turn');
        for (const step of steps) expect(StepSchema.safeParse(step).data).toEqual(step);
        expect(steps.map(({ verb }) => verb as string)).not.toContain('fill-composer');
      }),
    );
  });
});

test.each([
  ['a message failed', {}, true],
  ['the page failed', { failed: 'document' }, true],
  ['output had begun', { outputBegan: true }, false],
  ['the page failed after output had begun', { failed: 'document', outputBegan: true }, true],
  ['nothing that can be tried again', { failed: 'other' }, false],
  ['the server asked for an hour', { retryAfterMs: 3_600_000 }, false],
  ['the server asked for half a minute', { retryAfterMs: 30_000 }, true],
] as const)('available: %s', (_, special, expected) => {
  expect(waitAndRetry.available(context(special))).toBe(expected);
});

test.each([
  ['claude.ai tries by itself', { pageRetries: true }],
  ['the breaker is open', { breakerIsOpen: true }],
])('not while %s', (_, more) => {
  expect(waitAndRetry.available(knowing(more))).toBe(false);
  expect(waitAndRetry.available(knowing({ pageRetries: false, breakerIsOpen: false }))).toBe(true);
});
