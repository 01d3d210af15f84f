/**
 * Does a run of successes prove that Claude works again, or can it be luck? Luck is what it would be if it still failed. How often is
 * not known: every share from a third to all counts, as much as it explains what was seen before the run; and one time in twenty
 * an outage ends by degrees and only a third fails by now. One success proves nothing, whatever failed before: nearly all isn't all.
 */
import type { Outcome } from './outcomes';

/** What works of a hundred while all is well. */
const WELL = 0.98;
/** Where a third fails, the user still calls it broken. */
const MILDEST = 1 / 3;
const STEPS = 20;
const MILDER_NOW = 0.05;
/** By chance, once in so many. Where some got through all along, chance has more tries: each of them may begin a run. */
const SURE = 1_000;
const SURE_IN_PARTS = 100_000;

interface Before {
  readonly failed: number;
  /** Between the failures. */
  readonly worked: number;
}

/** The first of the run since the last failure, when it proves it. `outcomes` oldest first. */
export function proofOf(outcomes: readonly Outcome[]): Outcome | null {
  let before: Before = { failed: 0, worked: 0 };
  let run: Outcome[] = [];
  for (const outcome of outcomes) {
    if (outcome.ok) {
      run.push(outcome);
      continue;
    }
    // What failed before a proof was another trouble.
    before = isProof(before, run.length)
      ? { failed: 1, worked: 0 }
      : { failed: before.failed + 1, worked: before.failed > 0 ? before.worked + run.length : 0 };
    run = [];
  }
  return isProof(before, run.length) ? (run[0] ?? null) : null;
}

function isProof(before: Before, run: number): boolean {
  if (before.failed === 0 || run < 2) return false;
  return WELL ** run >= (before.worked > 0 ? SURE_IN_PARTS : SURE) * chanceOf(before, run);
}

/** That so many in a row get through while it still fails. */
function chanceOf({ failed, worked }: Before, run: number): number {
  const shares = Array.from({ length: STEPS + 1 }, (_, step) => MILDEST + ((1 - MILDEST) * step) / STEPS);
  // As logs, or many outcomes would come to nothing.
  const logs = shares.map((share) => failed * Math.log(share) + worked * Math.log(Math.max(1 - share, 1e-9)));
  const most = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - most));
  const sum = weights.reduce((all, one) => all + one, 0);
  const asBefore = shares.reduce(
    (all, share, at) => all + ((weights[at] ?? 0) / sum) * (1 - share) ** run,
    0,
  );
  return (1 - MILDER_NOW) * asBefore + MILDER_NOW * (1 - MILDEST) ** run;
}
