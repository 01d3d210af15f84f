import type { Signal, SignalOf } from '@/utils/signals/types';
import { entry, type Facts, type Seen } from './entry';
import type { Failure, FailureLogClass } from './types';

/** The browser and the page tell of the same document within this time. */
const TOGETHER_MS = 10_000;

/** Documents that came as an error page, or not at all. */
export function failedDocuments(seen: Seen): Failure[] {
  return seen.signals.flatMap((signal) => {
    if (signal.kind === 'page-loaded') return isBad(signal) ? [badPage(seen, signal)] : [];
    if (signal.kind !== 'navigation-failed') return [];
    return isTold(signal, seen.signals) ? [] : [noPage(seen, signal)];
  });
}

const isBad = ({ document }: SignalOf<'page-loaded'>): boolean => document !== 'app' && document !== 'login';

/** By a page that reports the same failure better. */
function isTold({ at, error, status }: SignalOf<'navigation-failed'>, signals: readonly Signal[]): boolean {
  if (error !== null) return false;
  if (status === null) return true;
  return signals.some(
    (signal) =>
      signal.kind === 'page-loaded' && signal.at >= at && signal.at - at < TOGETHER_MS && isBad(signal),
  );
}

const facts = (
  at: number,
  name: string,
): Pick<Facts, 'at' | 'name' | 'where' | 'startedAt' | 'conversationId'> => ({
  at,
  name,
  where: 'document',
  startedAt: at,
  conversationId: null,
});

const BY_DOCUMENT: Partial<Record<SignalOf<'page-loaded'>['document'], FailureLogClass>> = {
  challenge: 'challenge',
  outage: 'server',
  // By what stands between: a proxy, a portal, a filter.
  blocked: 'network',
};

const badPage = (seen: Seen, { at, status, document, blames }: SignalOf<'page-loaded'>): Failure =>
  entry(seen, {
    ...facts(at, 'page-loaded'),
    class: BY_DOCUMENT[document] ?? byStatus(status),
    status,
    errorType: document,
    errorCode: blames,
  });

const noPage = (seen: Seen, { at, status, error }: SignalOf<'navigation-failed'>): Failure =>
  entry(seen, {
    ...facts(at, 'navigation-failed'),
    class: error === null ? byStatus(status) : 'network',
    status,
    errorType: error,
  });

/** As for answers: 500 is claude.ai's own, the others come from what stands before it. */
const byStatus = (status: number | null): FailureLogClass =>
  status === 529 ? 'overloaded' : status === null || status === 500 ? 'server' : 'gateway';
