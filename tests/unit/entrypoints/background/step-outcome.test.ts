import { expect, test } from 'vitest';
import { type StepOutcome, stepOutcome } from '@/entrypoints/background/step-outcome';
import type { Step } from '@/utils/fixes/types';
import type { Signal } from '@/utils/signals/types';
import { a, failedTry } from '../../utils/signals/given';
import { assessed, run } from './given';

const SINCE = 100_000;
const reply: Step = { verb: 'await-reply', timeoutMs: 240_000 };
const recovery: Step = { verb: 'await-recovery', timeoutMs: 30_000 };
const turn: Step = { verb: 'await-turn' };
const page: Step = { verb: 'await-page', timeoutMs: 30_000 };
const asked = a('request-started', SINCE + 100);

function outcome(step: Step, signals: Signal[], afterMs: number): StepOutcome {
  const now = SINCE + afterMs;
  return stepOutcome(step, run({ stepAt: SINCE }), signals, assessed(signals, now), now);
}

const merged = { id: 'm-1', endpoint: 'action', protocol: 'merged', conversationId: null } as const;

test.each<[string, Step, Signal[], number, StepOutcome]>([
  ['nothing yet', reply, [], 1_000, 'open'],
  ['the page never began', reply, [], 6_000, 'no_answer'],
  ['a try of before does not count', reply, failedTry('old', SINCE - 5_000), 6_000, 'no_answer'],
  ['it began a moment early', reply, [a('request-started', SINCE - 300)], 9_000, 'open'],
  ['it is under way', reply, [asked], 60_000, 'open'],
  ['it was taken', reply, [asked, a('reply-accepted', SINCE + 600)], 60_000, 'open'],
  ['output began', reply, [asked, a('reply-began', SINCE + 900)], 1_000, 'worked'],
  [
    'it had been taken before',
    reply,
    [asked, a('response-received', SINCE + 600, { status: 409 })],
    1_000,
    'worked',
  ],
  ['it failed, and the page may try again', reply, failedTry('new', SINCE + 100), 1_000, 'open'],
  ['it failed for good', reply, failedTry('new', SINCE + 100), 60_000, 'failed'],
  ['it takes too long', reply, [asked], 240_000, 'timeout'],
  [
    'newer protocol: accepted is not answered',
    reply,
    [a('request-started', SINCE + 100, merged), a('response-received', SINCE + 300, merged)],
    9_000,
    'open',
  ],
  ['no page yet', recovery, [], 29_999, 'open'],
  ['a page of before', recovery, [a('page-loaded', SINCE - 1)], 1_000, 'open'],
  ['the app', recovery, [a('page-loaded', SINCE + 900)], 1_000, 'worked'],
  ['the sign-in page', recovery, [a('page-loaded', SINCE + 900, { document: 'login' })], 1_000, 'worked'],
  [
    'an error page',
    recovery,
    [a('page-loaded', SINCE + 900, { document: 'gateway-error' })],
    1_000,
    'failed',
  ],
  ['the check', recovery, [a('page-loaded', SINCE + 900, { document: 'challenge' })], 1_000, 'failed'],
  [
    'no document',
    recovery,
    [a('navigation-failed', SINCE + 900, { error: 'net::ERR_FAILED' })],
    1_000,
    'failed',
  ],
  ['it takes too long to come back', recovery, [], 30_000, 'failed'],
  ['the page is on its way', page, [], 29_999, 'open'],
  ['the page does not come', page, [], 30_000, 'timeout'],
  ['the tab has not said yet', { verb: 'press-retry', conversationId: null }, [], 19_999, 'open'],
  ['the tab never says', { verb: 'press-retry', conversationId: null }, [], 20_000, 'timeout'],
  ['the turn has not come', turn, failedTry('own', SINCE + 100), 239_999, 'open'],
  ['claude.ai got through by itself', turn, [asked, a('reply-began', SINCE + 900)], 1_000, 'worked'],
  ['the turn never comes', turn, [], 240_000, 'timeout'],
  ['a wait is not over', { verb: 'wait', ms: 60_000, attempt: 1, of: 3 }, [], 79_999, 'open'],
  ['a wait whose end is never told', { verb: 'wait', ms: 60_000, attempt: 1, of: 3 }, [], 80_000, 'timeout'],
])('%s', (_, step, signals, afterMs, expected) => {
  expect(outcome(step, signals, afterMs)).toBe(expected);
});

test.each(['limit', 'length', 'signed-out', 'challenge', 'model', 'content'] as const)(
  'a try that ends in %s ends the run: no reply will come, and nothing is pressed again',
  (failure) => {
    const signals = failedTry('new', SINCE + 100, { status: 403, failure });
    expect(['open', 'failed', 'worked']).not.toContain(outcome(reply, signals, 60_000));
  },
);

test('what claude.ai began by itself in an earlier step of the run counts, what it began before the run doesn’t', () => {
  const during = (startedAt: number) =>
    stepOutcome(
      turn,
      run({ startedAt, stepAt: SINCE + 20_000 }),
      [asked, a('reply-began', SINCE + 20_100)],
      assessed([], SINCE + 20_200),
      SINCE + 20_200,
    );
  expect([during(SINCE), during(SINCE + 10_000)]).toEqual(['worked', 'open']);
});

test('the user stops the try: nothing is pressed again', () => {
  const signals = [asked, a('request-failed', SINCE + 900, { aborted: true })];
  expect(['open', 'failed', 'worked']).not.toContain(outcome(reply, signals, 60_000));
});
