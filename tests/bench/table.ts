import { compare, type Pair, quantile } from './numbers.ts';

export interface Row {
  readonly name: string;
  /** ms */
  readonly pairs: readonly Pair[];
}

const NAME = 40;
const right = (text: string, width: number): string => text.padStart(width);
const ms = (value: number): string => `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`;

export function ratioTable(rows: readonly Row[]): string {
  const head = ['without', 'with', 'cost', 'ratio'].map((one) => right(one, 11)).join('');
  const lines = rows.map(({ name, pairs }) => {
    const { without, with: having, ratio, spread, cost } = compare(pairs);
    const cells = [ms(without), ms(having), ms(cost), ratio.toFixed(3)].map((one) => right(one, 11)).join('');
    return `${name.padEnd(NAME)}${cells}  (${spread.map((one) => one.toFixed(3)).join('–')}, ${pairs.length} rounds)`;
  });
  return [`${''.padEnd(NAME)}${head}  middle half`, ...lines].join('\n');
}

/** What the profiler saw, on one side only. */
export function ownLine(own: readonly number[]): string {
  const [low, middle, high] = [0, 0.5, 1].map((part) => ms(quantile(own, part)));
  return `${'20,000 tokens: Lifeline’s own scripts'.padEnd(NAME)}${right(middle ?? '', 22)}  (${low}–${high} per reply)`;
}

/** ms; from the last byte of a final 503 to the prompt on screen. */
export const TARGET_P95_MS = 150;

export function delayTable(delays: readonly number[]): string {
  const [p50, p95, most] = [0.5, 0.95, 1].map((part) => quantile(delays, part));
  const head = ['p50', 'p95', 'max', 'target p95'].map((one) => right(one, 11)).join('');
  const cells = [ms(p50 ?? 0), ms(p95 ?? 0), ms(most ?? 0), `≤ ${TARGET_P95_MS} ms`]
    .map((one) => right(one, 11))
    .join('');
  const met = (p95 ?? Number.POSITIVE_INFINITY) <= TARGET_P95_MS ? 'met' : 'missed';
  return [
    `${''.padEnd(NAME)}${head}`,
    `${'final 503 to the prompt on screen'.padEnd(NAME)}${cells}  ${met}, ${delays.length} tries`,
  ].join('\n');
}
