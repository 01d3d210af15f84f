/** Chance from a seed: the same seed, the same replies. Mulberry32. */
export interface Random {
  /** In [0, 1). */
  readonly next: () => number;
  readonly chance: (share: number) => boolean;
  readonly between: (from: number, to: number) => number;
  readonly whole: (from: number, to: number) => number;
  readonly exponential: (mean: number) => number;
  readonly lognormal: (median: number, sigma: number) => number;
  /** Never less than `least`; the smaller `alpha`, the heavier the tail. */
  readonly pareto: (least: number, alpha: number) => number;
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number): number => from + (to - from) * next();
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    between,
    chance: (share) => next() < share,
    whole: (from, to) => Math.floor(between(from, to + 1)),
    exponential: (mean) => -mean * Math.log(1 - next()),
    lognormal: (median, sigma) => median * Math.exp(sigma * normal()),
    pareto: (least, alpha) => least / (1 - next()) ** (1 / alpha),
  };
}
