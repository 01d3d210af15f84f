import type { FailureClass } from '@/utils/claude/failure';
import { modelName } from '@/utils/claude/model-name';
import type { Signal, SignalKind, SignalOf } from './types';

/** One try to get a reply: the page's request and what became of it. */
export interface Attempt {
  readonly id: string;
  readonly protocol: 'legacy' | 'merged';
  readonly conversationId: string | null;
  /** Epoch ms. */
  readonly startedAt: number;
  /** `gone`: the page was left before it ended. */
  readonly state: 'waiting' | 'accepted' | 'replying' | 'done' | 'stopped' | 'failed' | 'gone';
  /** Epoch ms of the latest change of state. */
  readonly changedAt: number;
  readonly outputBegan: boolean;
  /** Epoch ms of the first output; null before it. */
  readonly beganAt: number | null;
  /** Why it failed; null for a try that has not. */
  readonly failure: FailureClass | null;
  readonly status: number | null;
  /** Such as "Opus 4.7": as the stream names it, else as the page did when it was sent. */
  readonly model: string | null;
  /** ms. */
  readonly retryAfterMs: number | null;
  /** Epoch ms. */
  readonly resetsAt: number | null;
}

/** What the fold below reads: a detector that uses it asks for all of these. */
export const ATTEMPT_SIGNALS = [
  'request-started',
  'response-received',
  'request-failed',
  'reply-accepted',
  'reply-began',
  'reply-ended',
  'page-loaded',
  'page-context',
] as const satisfies readonly SignalKind[];

/** Folds the signals of one tab into tries, oldest first. */
export function attemptsOf(signals: readonly Signal[]): readonly Attempt[] {
  return signals.reduce<readonly Attempt[]>(step, []).map((attempt) => ({
    ...attempt,
    model: modelName(attempt.model ?? shownAt(signals, attempt.startedAt)),
  }));
}

/** The model that the page showed at that time; a failed try names none itself. */
function shownAt(signals: readonly Signal[], at: number): string | null {
  const place = signals.findLast(
    (signal): signal is SignalOf<'page-context'> => signal.kind === 'page-context' && signal.at <= at,
  );
  return place?.model ?? null;
}

function step(attempts: readonly Attempt[], signal: Signal): readonly Attempt[] {
  switch (signal.kind) {
    case 'request-started':
      return signal.endpoint === 'send' || signal.endpoint === 'action'
        ? [...attempts, started(signal)]
        : attempts;
    case 'response-received':
      return change(attempts, signal.id, (attempt) => answered(attempt, signal));
    case 'request-failed':
      return change(attempts, signal.id, (attempt) => ({
        ...attempt,
        ...mended(attempt),
        state: signal.aborted ? 'stopped' : 'failed',
        failure: signal.aborted ? null : 'network',
        changedAt: signal.at,
      }));
    case 'reply-accepted':
      return accepted(attempts, signal);
    case 'reply-began':
      return change(attempts, signal.id, (attempt) => ({
        ...attempt,
        ...mended(attempt),
        state: 'replying',
        outputBegan: true,
        beganAt: attempt.beganAt ?? signal.at,
        changedAt: signal.at,
      }));
    case 'reply-ended':
      return change(attempts, nameOf(attempts, signal), (attempt) => ended(attempt, signal));
    case 'page-loaded':
      return attempts.map((attempt) =>
        isOpen(attempt) ? { ...attempt, state: 'gone', changedAt: signal.at } : attempt,
      );
    default:
      return attempts;
  }
}

/** What a try has failed of goes when it goes on, or comes to another end. */
const WELL = { failure: null, status: null, retryAfterMs: null, resetsAt: null } as const;
const mended = ({ state }: Attempt) => (state === 'failed' ? WELL : undefined);

export const isOpen = ({ state }: Attempt): boolean =>
  state === 'waiting' || state === 'accepted' || state === 'replying';

const change = (
  attempts: readonly Attempt[],
  id: string,
  to: (attempt: Attempt) => Attempt,
): readonly Attempt[] => attempts.map((attempt) => (attempt.id === id ? to(attempt) : attempt));

const started = ({ id, protocol, conversationId, at }: SignalOf<'request-started'>): Attempt => ({
  id,
  protocol,
  conversationId,
  startedAt: at,
  state: 'waiting',
  changedAt: at,
  outputBegan: false,
  beganAt: null,
  failure: null,
  status: null,
  model: null,
  retryAfterMs: null,
  resetsAt: null,
});

function answered(attempt: Attempt, signal: SignalOf<'response-received'>): Attempt {
  const { status, failure, retryAfterMs, resetsAt, at } = signal;
  // A repeat that had been taken the first time: the page reads the reply from the chat itself.
  if (status === 409) return { ...attempt, ...mended(attempt), status, state: 'done', changedAt: at };
  if (failure === null) return { ...attempt, status };
  return { ...attempt, state: 'failed', failure, status, retryAfterMs, resetsAt, changedAt: at };
}

/** On the newer protocol a turn has a name of its own: it takes over the try that is still waiting. */
function accepted(attempts: readonly Attempt[], signal: SignalOf<'reply-accepted'>): readonly Attempt[] {
  const { id, at, model, conversationId, protocol } = signal;
  const waiting = attempts.findLast(
    (attempt) => attempt.id === id || (protocol === 'merged' && attempt.state === 'waiting'),
  );
  const base: Attempt =
    waiting ?? started({ kind: 'request-started', at, id, endpoint: 'action', protocol, conversationId });
  const next: Attempt = {
    ...base,
    ...mended(base),
    id,
    state: 'accepted',
    conversationId: conversationId ?? base.conversationId,
    model,
    changedAt: at,
  };
  return waiting ? attempts.map((attempt) => (attempt === waiting ? next : attempt)) : [...attempts, next];
}

/** A turn that failed before it was named belongs to the try that waits. */
const nameOf = (attempts: readonly Attempt[], { id, protocol }: SignalOf<'reply-ended'>): string =>
  attempts.some((attempt) => attempt.id === id && isOpen(attempt)) || protocol === 'legacy'
    ? id
    : (attempts.findLast((attempt) => attempt.state === 'waiting')?.id ?? id);

function ended(attempt: Attempt, signal: SignalOf<'reply-ended'>): Attempt {
  const { outcome, at, failure, status, resetsAt } = signal;
  if (attempt.state === 'done' && outcome !== 'complete') return attempt; // it had come; what follows is another's
  const outputBegan = attempt.outputBegan || signal.outputBegan;
  const base = { ...attempt, ...mended(attempt), changedAt: at, outputBegan, resetsAt };
  if (outcome === 'complete') return { ...base, state: 'done' };
  if (outcome === 'stopped') return { ...base, state: 'stopped' };
  if (outcome === 'cut') return { ...base, state: 'failed', failure: 'cut' };
  return { ...base, state: 'failed', failure: failure ?? 'server', status };
}

/** The try that matters now. A newer-protocol action that started no turn was something else, such as a rename. */
export const latestAttempt = (attempts: readonly Attempt[]): Attempt | undefined =>
  attempts.findLast(
    ({ protocol, state, status }) => !(protocol === 'merged' && state === 'waiting' && status === 200),
  );

/** How many tries have failed in a row, up to now. */
export function failuresInARow(attempts: readonly Attempt[]): number {
  const ends = attempts.filter(({ state }) => state === 'failed' || state === 'done');
  return ends.length - 1 - ends.findLastIndex(({ state }) => state === 'done');
}
