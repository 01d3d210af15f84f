import { epochMs } from '@/utils/claude/error-body';
import { judgeReply } from '@/utils/claude/reply-failure';
import type { ReplyFact } from '@/utils/claude/reply-reader';

/** When the facts of these tests are heard. Epoch ms. */
export const NOW = 1_794_000_000_000;

/** A fact as the fixtures tell it: judged, and without what is usual. */
export function told(fact: ReplyFact): object {
  if (fact.fact === 'limit') return { fact: 'limit', resetsAt: epochMs(fact.resets) };
  if (fact.fact === 'accepted') {
    const { requestId, ...rest } = fact;
    return requestId === null ? rest : fact;
  }
  if (fact.fact !== 'failed') return fact;
  const { outcome, resetsAt, failure, status } = judgeReply(fact, NOW);
  return {
    fact: 'failed',
    scope: fact.scope,
    failure,
    status,
    ...(outcome !== 'failed' && { outcome }),
    ...(resetsAt !== null && { resetsIn: resetsAt - NOW }),
  };
}
