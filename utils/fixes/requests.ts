/** What the user has asked of claude.ai in one tab, and what came of it: this shows whether a fix has helped. */
import { attemptsOf } from '@/utils/signals/attempts';
import { finalityOf } from '@/utils/signals/finality';
import type { Signal } from '@/utils/signals/types';

export interface Request {
  readonly what: 'send' | 'page';
  readonly worked: boolean;
  /** Epoch ms of its beginning; of a page, of its arrival. */
  readonly sentAt: number;
}

const FAILING_DOCUMENTS: readonly string[] = ['gateway-error', 'outage', 'error', 'blocked', 'challenge'];

/** Those that have come to an end, oldest first. What claude.ai may try again by itself has not. */
export function requestsOf(signals: readonly Signal[], now: number): Request[] {
  const sends = attemptsOf(signals).flatMap((attempt): Request[] => {
    const { state, outputBegan, startedAt: sentAt } = attempt;
    if (state === 'failed')
      return finalityOf(attempt, signals, now).final ? [{ what: 'send', worked: false, sentAt }] : [];
    return state === 'done' || outputBegan ? [{ what: 'send', worked: true, sentAt }] : [];
  });
  return [...sends, ...signals.flatMap(pageOf)].sort((a, b) => a.sentAt - b.sentAt);
}

function pageOf(signal: Signal): Request[] {
  if (signal.kind === 'navigation-failed') return [{ what: 'page', worked: false, sentAt: signal.at }];
  if (signal.kind !== 'page-loaded') return [];
  const failed = FAILING_DOCUMENTS.includes(signal.document);
  return failed || signal.document === 'app' ? [{ what: 'page', worked: !failed, sentAt: signal.at }] : [];
}
