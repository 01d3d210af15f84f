import type { Signal, SignalOf } from '@/utils/signals/types';
import { NO_DEEDS } from './deeds';
import { entry, type Facts, modelShownAt, type Seen } from './entry';
import { takenAs } from './failed-calls';
import type { Deeds, Failure } from './types';

/** What stands still: a reply that is silent, a tab that hangs, an app that doesn't come up, a session that is over. */
export function failedTabs(seen: Seen): Failure[] {
  return seen.signals.flatMap((signal, index) => {
    const before = seen.signals.slice(0, index);
    const later = seen.signals.slice(index + 1);
    switch (signal.kind) {
      case 'reply-silent':
        return [frozen(seen, signal, later)];
      case 'tab-hang':
        return signal.hung && !latest(before, 'tab-hang')?.hung ? [hung(seen, signal, later)] : [];
      case 'app-health':
        return isBroken(signal, before) ? [broken(seen, signal, later)] : [];
      case 'session-checked':
        return isSignedOut(signal, before) ? [signedOut(seen, signal)] : [];
      default:
        return [];
    }
  });
}

const latest = <K extends Signal['kind']>(signals: readonly Signal[], kind: K): SignalOf<K> | undefined =>
  signals.findLast((signal): signal is SignalOf<K> => signal.kind === kind);

const plain = (signal: Signal): Pick<Facts, 'at' | 'name' | 'startedAt' | 'conversationId'> => ({
  at: signal.at,
  name: signal.kind,
  startedAt: signal.at,
  conversationId: null,
});

const endedBy = (signal: Signal | undefined, recovered: boolean): Deeds => ({
  ...NO_DEEDS,
  end: recovered ? 'recovered' : signal?.kind === 'page-loaded' ? 'reloaded' : 'none',
});

function frozen(seen: Seen, silent: SignalOf<'reply-silent'>, later: readonly Signal[]): Failure {
  const { id, at, silentMs } = silent;
  const taken = takenAs(seen, id);
  const { requestId = null, model = null } = taken ?? {};
  const end = later.find(
    (signal) =>
      signal.kind === 'page-loaded' ||
      ((signal.kind === 'reply-resumed' ||
        signal.kind === 'reply-ended' ||
        signal.kind === 'request-failed') &&
        signal.id === id),
  );
  const goesOn = end?.kind === 'reply-resumed' || (end?.kind === 'reply-ended' && end.outcome === 'complete');
  const protocol = taken?.protocol ?? protocolOf(seen, id);
  return entry(seen, {
    ...plain(silent),
    name: `silent ${id}`,
    class: 'frozen',
    where: protocol === 'merged' ? 'action' : 'send',
    protocol,
    requestId,
    model: model ?? modelShownAt(seen.signals, at),
    silentMs: silentMs + (end ? end.at - at : 0),
    page: endedBy(end, goesOn),
  });
}

function protocolOf({ signals }: Seen, id: string): 'legacy' | 'merged' | null {
  const named = signals.find((signal) => 'protocol' in signal && signal.id === id);
  return named && 'protocol' in named ? named.protocol : null;
}

function hung(seen: Seen, signal: SignalOf<'tab-hang'>, later: readonly Signal[]): Failure {
  const end = later.find((one) => one.kind === 'page-loaded' || (one.kind === 'tab-hang' && !one.hung));
  const longest = later.findLast((one) => one.kind === 'tab-hang' && one.hung && (!end || one.at < end.at));
  const until = end ?? longest ?? signal;
  return entry(seen, {
    ...plain(signal),
    class: 'hung',
    where: 'tab',
    silentMs: signal.silentMs + until.at - signal.at,
    page: endedBy(end, end?.kind === 'tab-hang'),
  });
}

const isBroken = ({ state }: SignalOf<'app-health'>, before: readonly Signal[]): boolean =>
  state !== 'well' && latest(before, 'app-health')?.state !== state;

function broken(seen: Seen, signal: SignalOf<'app-health'>, later: readonly Signal[]): Failure {
  const end = later.find(
    (one) => one.kind === 'page-loaded' || (one.kind === 'app-health' && one.state === 'well'),
  );
  return entry(seen, {
    ...plain(signal),
    class: 'broken-app',
    where: 'app',
    errorType: signal.state,
    status: signal.status ?? null,
    page: endedBy(end, end?.kind === 'app-health'),
  });
}

/** Once, and not when an answer has said so just before. */
const isSignedOut = ({ state, at }: SignalOf<'session-checked'>, before: readonly Signal[]): boolean =>
  state === 'out' &&
  latest(before, 'session-checked')?.state !== 'out' &&
  !before.some(
    (one) => one.kind === 'response-received' && one.failure === 'signed-out' && at - one.at < 60_000,
  );

const signedOut = (seen: Seen, signal: SignalOf<'session-checked'>): Failure =>
  entry(seen, { ...plain(signal), class: 'signed-out', where: 'session' });
