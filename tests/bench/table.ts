import type { Memory } from './memory.ts';
import { compare, type Pair, quantile } from './numbers.ts';
import type { PopupPaint } from './popup-paint.ts';
import type { Sleep } from './sleep.ts';

export interface Row {
  readonly name: string;
  /** ms */
  readonly pairs: readonly Pair[];
}

const NAME = 46;
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

/** ms; from the click on the recommended fix to its request, without the countdown. */
const TARGET_CLICK_MS = 300;

export function clickTable(times: readonly number[]): string {
  const [p50 = 0, p95 = 0, most = 0] = [0.5, 0.95, 1].map((part) => quantile(times, part));
  const head = ['p50', 'p95', 'max', 'target'].map((one) => right(one, 11)).join('');
  const cells = [ms(p50), ms(p95), ms(most), `≤ ${TARGET_CLICK_MS} ms`].map((one) => right(one, 11)).join('');
  const met = p95 <= TARGET_CLICK_MS ? 'met' : 'missed';
  return [
    `${''.padEnd(NAME)}${head}`,
    `${'one click on “Try again” to its request'.padEnd(NAME)}${cells}  ${met} (p95), ${times.length} tries`,
  ].join('\n');
}

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

/** ms; from the opening of the popup's page to the frame with the verdict. */
const TARGET_PAINT_MS = 60;
/** When the background has to wake up first, because nothing is kept. */
const TARGET_WOKEN_MS = 200;

export function paintTable(paint: PopupPaint): string {
  const head = ['median', 'p95', '÷ empty', 'target'].map((one) => right(one, 11)).join('');
  const line = (name: string, times: readonly number[], most: number | null): string => {
    const ratio = quantile(
      times.map((time, round) => time / (paint.empty[round] ?? Number.NaN)),
      0.5,
    );
    const [p50 = 0, p95 = 0] = [0.5, 0.95].map((part) => quantile(times, part));
    const target = most === null ? '' : `≤ ${most} ms`;
    const cells = [ms(p50), ms(p95), ratio.toFixed(2), target].map((one) => right(one, 11)).join('');
    const verdict = most === null ? '' : `${p50 <= most ? 'met' : 'missed'} (median), `;
    return `${name.padEnd(NAME)}${cells}  ${verdict}${times.length} rounds`;
  };
  return [
    `${''.padEnd(NAME)}${head}`,
    line('a page of the extension with one sentence', paint.empty, null),
    line('popup with its verdict', paint.awake, TARGET_PAINT_MS),
    line('the same, the background asleep', paint.asleep, TARGET_PAINT_MS),
    line('the same, and nothing kept of the tab', paint.unknown, TARGET_WOKEN_MS),
  ].join('\n');
}

/** MB that the extension may add to a tab, and by which it may grow faster than the page itself. */
const MOST_AFTER_FEW_MB = 5;
const MOST_GROWTH_MB = 1;

const mb = (value: number): string => `${value.toFixed(1)} MB`;

export function memoryTable({ afterFew, growth, counts }: Memory, asleepAfterMs: Sleep): string {
  const head = ['without', 'with', 'cost', 'target'].map((one) => right(one, 11)).join('');
  const line = (name: string, pairs: readonly Pair[], most: number): string => {
    const { without, with: having, cost } = compare(pairs);
    const cells = [mb(without), mb(having), mb(cost), `≤ ${most} MB`].map((one) => right(one, 11)).join('');
    return `${name.padEnd(NAME)}${cells}  ${cost <= most ? 'met' : 'missed'}, ${pairs.length} rounds`;
  };
  const rest = Object.entries(counts).map(
    ([name, pair]) =>
      `${`${name} after 500`.padEnd(NAME)}${right(String(pair.without), 11)}${right(String(pair.with), 11)}`,
  );
  const sleep =
    asleepAfterMs === undefined
      ? 'not measured'
      : asleepAfterMs === null
        ? 'never'
        : `after ${Math.round(asleepAfterMs / 1000)} s of quiet`;
  return [
    `${''.padEnd(NAME)}${head}`,
    line('memory of the tab after 50 replies', afterFew, MOST_AFTER_FEW_MB),
    line('what it grows by until 500', growth, MOST_GROWTH_MB),
    ...rest,
    `${'the background sleeps'.padEnd(NAME)}${right(sleep, 22)}`,
  ].join('\n');
}
