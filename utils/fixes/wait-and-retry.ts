import { LONGEST_MS } from './turn';
import type { Fix, FixContext, Step } from './types';

/** Full jitter: a random wait up to each of these, so that a million people don't come back in the same second. */
const CEILINGS_MS = [1_000, 2_000, 4_000] as const;
/** claude.ai may retry by itself inside one of our tries; its longest schedule fits. */
const TRY_MS = 240_000;

function waits({ retryAfterMs, jitter }: FixContext): number[] {
  const asked = retryAfterMs ?? 0;
  return CEILINGS_MS.map((ceiling, index) => asked + Math.round(ceiling * (jitter[index] ?? 0.5)));
}

const again = ({ failed, conversationId }: FixContext): Step[] =>
  failed === 'document'
    ? [{ verb: 'reload-tab' }, { verb: 'await-recovery', timeoutMs: 30_000 }]
    : [
        { verb: 'press-retry', conversationId },
        { verb: 'await-reply', timeoutMs: TRY_MS },
      ];

export const waitAndRetry = {
  id: 'wait-and-retry',
  risk: 'safe',
  available: ({ failed, outputBegan, retryAfterMs, more }) =>
    more?.breakerIsOpen !== true &&
    more?.pageRetries !== true &&
    (retryAfterMs ?? 0) <= LONGEST_MS &&
    (failed === 'document' || (failed === 'send' && !outputBegan)),
  plan: (context) =>
    waits(context).flatMap((ms, index, { length }) => [
      { verb: 'wait', ms, attempt: index + 1, of: length },
      // What the tries before have brought, and what the server has asked for since, isn't known to the plan.
      { verb: 'await-turn' },
      ...again(context),
    ]),
} as const satisfies Fix;
