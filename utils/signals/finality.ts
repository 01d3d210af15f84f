/**
 * The first 5xx is provisional: claude.ai retries by itself. A failure is final when the page says so (its banner), when
 * the page has visibly given up, or when the time in which it would have tried again is over.
 * Source: the page's own schedule, 8 s ×1.5 with 15 % jitter, two retries for a 5xx and five for overload; for the network
 * 0.5 s ×2 up to 8 s.
 */
import type { FailureClass } from '@/utils/claude/failure';
import { type Attempt, attemptsOf, failuresInARow } from './attempts';
import type { Signal, SignalOf } from './types';

export interface Finality {
  readonly final: boolean;
  /** Epoch ms at which to look again; null when only a signal can change it. */
  readonly recheckAt: number | null;
}

/** claude.ai never tries these again by itself. */
export const FINAL_AT_ONCE: readonly FailureClass[] = [
  'limit',
  'length',
  'signed-out',
  'challenge',
  'content',
  'model',
];
/** While the page shows its waiting line: longer than its longest wait. */
const PATIENCE_MS = 200_000;
/** After the page has given up, or for what it doesn't retry: room for the banner. */
const SHORT_MS = 1_500;
/** A banner may come a moment before the signal of the failure does. */
const EARLY_MS = 1_000;
const MAX_RETRIES: Partial<Record<FailureClass, number>> = {
  server: 2,
  gateway: 2,
  overloaded: 5,
  network: 30,
};

const at = (final: boolean, recheckAt: number | null): Finality => ({ final, recheckAt });

export function finalityOf(failed: Attempt, signals: readonly Signal[], now: number): Finality {
  const { failure, changedAt: since, outputBegan } = failed;
  if (failure === null || FINAL_AT_ONCE.includes(failure)) return at(true, null);
  if (last(signals, 'page-loaded', since)) return at(true, null);
  const banner = last(signals, 'banner', since - EARLY_MS);
  // It goes with the chat when the user goes to another one, and what it has said still holds.
  if (isOfTurn(banner) || signals.some((signal) => signal.at >= since && isOfTurn(signal)))
    return at(true, null);
  const retry = last(signals, 'page-retry', since - EARLY_MS);
  const until = retry?.active
    ? since + PATIENCE_MS
    : (retry?.at ?? since) + graceMs(failed, signals, retry !== undefined);
  // It has been quiet from the start: its banner would have come by now.
  if (retry?.active === false && !hasWaited(signals, since))
    return expiring(Math.max(retry.at, since + SHORT_MS), now);
  if (outputBegan && !retry?.active) return expiring(Math.min(until, since + SHORT_MS), now);
  return expiring(until, now);
}

const isOfTurn = (signal: Signal | undefined): boolean =>
  signal?.kind === 'banner' && signal.shown && signal.place === 'turn';

const hasWaited = (signals: readonly Signal[], since: number): boolean =>
  signals.some((signal) => signal.kind === 'page-retry' && signal.active && signal.at >= since - EARLY_MS);

const expiring = (until: number, now: number): Finality => (now >= until ? at(true, null) : at(false, until));

function graceMs({ failure }: Attempt, signals: readonly Signal[], gaveUp: boolean): number {
  const tries = failuresInARow(attemptsOf(signals));
  if (gaveUp || failure === null || tries > (MAX_RETRIES[failure] ?? 0)) return SHORT_MS;
  const wait = failure === 'network' ? Math.min(8_000, 500 * 2 ** (tries - 1)) : 8_000 * 1.5 ** (tries - 1);
  return wait * 1.2 + 1_000;
}

/** The latest signal of a kind, if it is not older than `since`. */
export function last<K extends Signal['kind']>(
  signals: readonly Signal[],
  kind: K,
  since = 0,
): SignalOf<K> | undefined {
  const found = signals.findLast((signal): signal is SignalOf<K> => signal.kind === kind);
  return found && found.at >= since ? found : undefined;
}
