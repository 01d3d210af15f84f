import type { Surge, Witness } from '@/utils/status/types';

/** Calm steps in a row that may lie within one surge: complaints come in bursts. */
const LULL = 2;

/** What of a community source is drawn. */
export type Counted = Witness & { readonly surge: Surge };

const isCounted = (witness: Witness): witness is Counted => (witness.surge?.buckets.length ?? 0) > 0;

const excess = ({ surge }: Counted): number => surge.score / surge.threshold;

/** The source that is furthest above its usual, the first of equals: sums over crowds of different sizes would hide it. */
export function strongest(witnesses: readonly Witness[]): Counted | undefined {
  return witnesses
    .filter(isCounted)
    .reduce<Counted | undefined>(
      (best, one) => (best === undefined || excess(one) > excess(best) ? one : best),
      undefined,
    );
}

/** Epoch ms from which on there have been more complaints than usual; null when the latest steps are as usual. */
export function aboveSince({ buckets }: Surge): number | null {
  let since: number | null = null;
  let calm = 0;
  for (const { at, count, usual } of buckets.toReversed()) {
    calm = count !== null && count > usual ? 0 : calm + 1;
    if (calm === 0) since = at;
    if (calm > LULL) break;
  }
  return since;
}
