/** One round: the same thing in both browsers, one after the other. */
export interface Pair {
  readonly without: number;
  readonly with: number;
}

/** Linear between the neighbours. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export interface Comparison {
  readonly without: number;
  readonly with: number;
  /** Median of the rounds' own ratios, so that a machine that slows down in between does no harm. */
  readonly ratio: number;
  /** The middle half of these ratios. */
  readonly spread: readonly [number, number];
  /** Median of the rounds' own differences: what the extension costs, in the unit of the samples. */
  readonly cost: number;
}

export function compare(pairs: readonly Pair[]): Comparison {
  const ratios = pairs.map((pair) => pair.with / pair.without);
  return {
    without: median(pairs.map((pair) => pair.without)),
    with: median(pairs.map((pair) => pair.with)),
    ratio: median(ratios),
    spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    cost: median(pairs.map((pair) => pair.with - pair.without)),
  };
}
