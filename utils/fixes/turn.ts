/**
 * Whether another try is polite now. A server in trouble is helped most by fewer requests, and claude.ai's page tries by itself
 * already: each press of its retry may cost the server three requests and more.
 */

/** A try of whatever tab, by the user, by the page or by Lifeline, that has come to an end. */
export interface Outcome {
  /** Epoch ms. */
  readonly at: number;
  readonly failed: boolean;
}

const MINUTE_MS = 60_000;
/** Fewer say nothing: one failure out of one is no sign of anything. */
const LEAST_COUNT = 5;
const FAILED_SHARE = 0.2;
/** Half of Claude's troubles last an hour: one more look within it is enough, and adds less than a tenth to the load. */
const VAIN_MS = 40 * MINUTE_MS;

/** What is known of the tries on this machine. */
export interface Load {
  readonly outcomes: readonly Outcome[];
  /** Epoch ms at which Lifeline last gave up trying; null when it hasn't. */
  readonly vainAt: number | null;
}

/** Epoch ms until which the breaker stays open; null: it is closed. A success after the last failure closes it. */
export function openUntil({ outcomes, vainAt }: Load, now: number): number | null {
  const known = outcomes.filter(({ at }) => at <= now).toSorted((a, b) => a.at - b.at);
  const latest = known.at(-1);
  // A clock that was set back must not keep it open for as long.
  const gaveUpAt = vainAt !== null && vainAt <= now ? vainAt : null;
  const times = [rateUntil(known, latest), vainUntil(gaveUpAt, known)].filter((until) => until > now);
  return latest?.failed === false || times.length === 0 ? null : Math.max(...times);
}

/** Too large a share of the tries of a minute has failed. */
function rateUntil(known: readonly Outcome[], latest: Outcome | undefined): number {
  if (!latest) return 0;
  const minute = known.filter(({ at }) => latest.at - at < MINUTE_MS);
  const failures = minute.filter(({ failed }) => failed).length;
  const trips = minute.length >= LEAST_COUNT && failures >= minute.length * FAILED_SHARE;
  return trips ? latest.at + MINUTE_MS : 0;
}

/** What was tried in vain isn't tried again soon, unless something has worked since. */
function vainUntil(vainAt: number | null, known: readonly Outcome[]): number {
  if (vainAt === null || known.some(({ at, failed }) => at >= vainAt && !failed)) return 0;
  return vainAt + VAIN_MS;
}

export interface TurnFacts extends Load {
  /** What the server asked for last: when, and how many ms to wait; null when it did not say. */
  readonly asked: { readonly at: number; readonly ms: number } | null;
  /** claude.ai is trying again by itself. */
  readonly pageRetries: boolean;
  readonly outputBegan: boolean;
}

export type Turn =
  | { readonly go: 'now' }
  /** Epoch ms at which to look again. */
  | { readonly go: 'later'; readonly at: number }
  /** Ends the plan, as a word key without its `failure_` prefix. */
  | { readonly go: 'never'; readonly problem: 'output_began' | 'breaker_open' | 'asked_to_wait' };

/** A server that asks for more than this is better met by coming back later. */
export const LONGEST_MS = MINUTE_MS;
const LOOK_MS = 1_000;

export function turnOf(facts: TurnFacts, now: number): Turn {
  const { asked, pageRetries, outputBegan } = facts;
  if (outputBegan) return { go: 'never', problem: 'output_began' };
  if (pageRetries) return { go: 'later', at: now + LOOK_MS };
  const askedUntil = asked === null ? now : asked.at + asked.ms;
  if (askedUntil - now > LONGEST_MS) return { go: 'never', problem: 'asked_to_wait' };
  if (openUntil(facts, now) !== null) return { go: 'never', problem: 'breaker_open' };
  return askedUntil > now ? { go: 'later', at: askedUntil } : { go: 'now' };
}
