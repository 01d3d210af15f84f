/**
 * Evidence that counts come from a higher rate than usual, added up step by step (a CUSUM of log-likelihood ratios). Complaints
 * come in bursts, so they are taken for negative binomial, with a variance of `dispersion` × the mean: then the second post of a
 * burst weighs far less than the first. A Poisson model on such counts cries wolf within days.
 */

/** How far above the usual a rate is that the sum looks for. */
export const RISE = 8;
/** The sum from which on it is trouble. False alarms come at least exp(threshold) steps of five minutes apart, if the usual rate is known. */
export const THRESHOLD = 9;

/** log P(count | risen) - log P(count | usual), for a mean count of `usual` per step. */
export function weight(count: number, usual: number, dispersion: number): number {
  if (!(usual > 0) || !(dispersion > 1)) return 0;
  const before = usual / (dispersion - 1);
  const after = RISE * before;
  let sum = (before - after) * Math.log(dispersion);
  // Beyond a hundred nothing new is learnt.
  for (let index = 0; index < Math.min(count, 100); index += 1)
    sum += Math.log((after + index) / (before + index));
  return sum;
}

/** The largest count of one step that is still usual: fewer than one step in `1 / share` has more. */
export function usualUpTo(usual: number, dispersion: number, share = 0.025): number {
  const size = usual / (dispersion - 1);
  let chance = dispersion ** -size;
  let left = 1 - chance;
  let count = 0;
  while (left > share && count < 1_000) {
    chance *= ((size + count) / (count + 1)) * (1 - 1 / dispersion);
    count += 1;
    left -= chance;
  }
  return count;
}
