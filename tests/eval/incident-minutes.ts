import { MINUTE } from './incident-world.ts';

export const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.round(share * (values.length - 1))] ?? Number.NaN;
export const median = (values: readonly number[]): number => quantile(values, 0.5);
export const inMinutes = (ms: number): number => ms / MINUTE;
export const short = (value: number): string => value.toFixed(1);
