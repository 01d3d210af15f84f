/**
 * Does it work again, or did one message get through? The run of successes since the last failure is weighed against the
 * share of failures seen before: after ten failures in a row two successes say a lot, where half came through all along
 * it takes many. (A sequential probability ratio test; a failure begins it anew.)
 */
import type { Outcome } from './outcomes';

/** What fails of a hundred while all is well. */
const WELL = 0.02;
/** However few are known to have worked: one could have. */
const NEVER_SURER = 0.95;

export interface Recovery {
  /** Successes since the last failure. */
  readonly count: number;
  /** Epoch ms of the first of them; null when there is none. */
  readonly firstAt: number | null;
  /** Epoch ms of the last failure; null when none is known. */
  readonly failedAt: number | null;
  /** Log of how much better "works again" explains the run than "fails as before". */
  readonly weight: number;
}

/** `outcomes` of the trouble, oldest first. */
export function recoveryOf(outcomes: readonly Outcome[]): Recovery {
  const relevant = telling(outcomes);
  const last = relevant.findLastIndex(({ ok }) => !ok);
  const before = relevant.slice(0, last + 1);
  const run = relevant.slice(last + 1);
  const failed = before.filter(({ ok }) => !ok).length;
  const share = Math.min(NEVER_SURER, (failed + 0.5) / (before.length + 1));
  // Where hardly anything failed, a success says hardly anything.
  const each = Math.max(0.05, Math.log((1 - WELL) / (1 - share)));
  return {
    count: run.length,
    firstAt: run[0]?.at ?? null,
    failedAt: before.at(-1)?.at ?? null,
    weight: run.length * each,
  };
}

/** A page that loads doesn't prove that messages go through, nor one model that another one works. */
export const telling = (outcomes: readonly Outcome[]): readonly Outcome[] =>
  outcomes.filter(tellsOf(outcomes.filter(({ ok }) => !ok)));

function tellsOf(failures: readonly Outcome[]): (outcome: Outcome) => boolean {
  const sends = failures.filter(({ what }) => what === 'send');
  const models = new Set(sends.map(({ model }) => model));
  const isOther = (model: string | null): boolean =>
    model !== null && !models.has(null) && models.size > 0 && !models.has(model);
  return ({ what, model, ok }) => !ok || ((sends.length === 0 || what === 'send') && !isOther(model));
}
