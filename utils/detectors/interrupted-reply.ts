/**
 * The stream of a reply broke off before its end. claude.ai goes on writing without a reader, so the reply is often there
 * after a reload.
 * Seen: tests/fixtures/signals/interrupted-reply.json (2026-11).
 */
import { ATTEMPT_SIGNALS, attemptsOf, latestAttempt } from '@/utils/signals/attempts';
import { finalityOf, last } from '@/utils/signals/finality';
import { isLeft } from '@/utils/signals/left-chat';
import { finding } from './finding';
import type { Detector } from './types';

export const interruptedReply = {
  id: 'interrupted-reply',
  needs: [...ATTEMPT_SIGNALS, 'page-retry', 'banner'],
  detect: (signals, now) => {
    const latest = latestAttempt(attemptsOf(signals));
    if (latest?.failure !== 'cut' || last(signals, 'page-loaded', latest.changedAt)) return undefined;
    const { final, recheckAt } = finalityOf(latest, signals, now);
    const aside = isLeft(latest, signals);
    const evidence = { failure: 'cut', outputBegan: latest.outputBegan, ...(aside && { aside }) };
    return finding('interrupted-reply', { since: latest.changedAt }, evidence, {
      provisional: !final,
      recheckAt,
    });
  },
} as const satisfies Detector;
