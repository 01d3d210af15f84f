import type { Signal, SignalOf } from '@/utils/signals/types';
import { isSend } from './deeds';
import { entry, modelShownAt, type Seen } from './entry';
import type { Failure } from './types';

type Answered = SignalOf<'response-received'>;
type Broken = SignalOf<'request-failed'>;
type Ended = SignalOf<'reply-ended'>;

/** Requests that failed, and replies that ended before they were whole. */
export function failedCalls(seen: Seen): Failure[] {
  return seen.signals.flatMap((signal, index) => {
    if (signal.kind === 'response-received' && signal.failure !== null) return [answered(seen, signal)];
    if (signal.kind === 'request-failed' && !signal.aborted) return [broken(seen, signal)];
    if (signal.kind === 'reply-ended' && isNew(signal, seen.signals.slice(0, index)))
      return [ended(seen, signal)];
    return [];
  });
}

/** Only the first failure of a reply counts, unless it went on in between; not one that its answer's head has told already. */
function isNew({ id, outcome }: Ended, before: readonly Signal[]): boolean {
  if (outcome !== 'cut' && outcome !== 'failed') return false;
  const own = before.findLast(
    (signal) => 'id' in signal && signal.id === id && (signal.kind !== 'response-received' || signal.failure),
  );
  return own?.kind !== 'reply-ended' && own?.kind !== 'response-received';
}

function answered(seen: Seen, signal: Answered): Failure {
  const { at, id, endpoint, conversationId, protocol, status, latencyMs, failure } = signal;
  const { errorType, errorCode, requestId, ray } = signal;
  return entry(seen, {
    at,
    name: id,
    class: failure ?? 'other',
    where: endpoint,
    startedAt: at - latencyMs,
    conversationId,
    protocol,
    status,
    errorType,
    errorCode,
    requestId,
    ray,
    latencyMs,
    model: modelFor(seen, endpoint, at),
  });
}

function broken(seen: Seen, { at, id, endpoint, conversationId, protocol }: Broken): Failure {
  const begun = startOf(seen, id);
  return entry(seen, {
    at,
    name: id,
    class: 'network',
    where: endpoint,
    startedAt: begun?.at ?? at,
    conversationId,
    protocol,
    latencyMs: begun ? at - begun.at : null,
    model: modelFor(seen, endpoint, at),
  });
}

function ended(seen: Seen, signal: Ended): Failure {
  const { at, id, protocol, outcome, failure, status } = signal;
  const taken = takenAs(seen, id);
  const head = headOf(seen, signal, taken?.at ?? at);
  const begun = startOf(seen, head?.id ?? id);
  return entry(seen, {
    at,
    name: id,
    class: outcome === 'cut' ? 'cut' : (failure ?? 'server'),
    where: protocol === 'legacy' ? 'send' : 'action',
    startedAt: begun?.at ?? taken?.at ?? at,
    conversationId: taken?.conversationId ?? begun?.conversationId ?? null,
    protocol,
    // A stream that was cut had begun well: what is known of it is the status of its head.
    status: status ?? (outcome === 'cut' ? (head?.status ?? null) : null),
    requestId: taken?.requestId ?? head?.requestId ?? null,
    ray: head?.ray ?? null,
    latencyMs: head?.latencyMs ?? null,
    model: taken?.model ?? modelFor(seen, 'send', at),
  });
}

/** On the newer protocol a turn has another name than the request that started it: the latest before it. */
const headOf = ({ signals }: Seen, { id, protocol }: Ended, takenAt: number): Answered | undefined =>
  signals.findLast(
    (signal): signal is Answered =>
      signal.kind === 'response-received' &&
      (signal.id === id || (protocol === 'merged' && signal.endpoint === 'action' && signal.at <= takenAt)),
  );

const startOf = ({ signals }: Seen, id: string): SignalOf<'request-started'> | undefined =>
  signals.findLast(
    (signal): signal is SignalOf<'request-started'> => signal.kind === 'request-started' && signal.id === id,
  );

export const takenAs = ({ signals }: Seen, id: string): SignalOf<'reply-accepted'> | undefined =>
  signals.findLast(
    (signal): signal is SignalOf<'reply-accepted'> => signal.kind === 'reply-accepted' && signal.id === id,
  );

/** A list of chats has no model. */
const modelFor = ({ signals }: Seen, endpoint: string, at: number): string | null =>
  isSend(endpoint) || endpoint === 'timeline' ? modelShownAt(signals, at) : null;
