import type { Timeline } from '@/utils/incidents/types';

interface Stretch {
  /** Epoch ms. */
  readonly from: number;
  readonly to: number | null;
}

type Axis = Pick<Timeline, 'from' | 'to'>;

/** Percent of the axis from its left end, with what is outside cut off. */
export function place({ from, to }: Stretch, axis: Axis): { left: string; width: string } {
  const left = percentOf(from, axis);
  const width = percentOf(to ?? axis.to, axis) - left;
  // What began just now still has its least width before the end.
  return { left: `min(${left}%, 100% - 4px)`, width: `${round(width)}%` };
}

export const percentOf = (time: number, { from, to }: Axis): number =>
  round((100 * (Math.min(Math.max(time, from), to) - from)) / (to - from));

const round = (percent: number): number => Math.round(percent * 100) / 100;

/** However short, it takes this part of the axis, so that it can be seen. */
const LEAST = 0.02;
const MOST_LAYERS = 4;

/** Each in the first layer in which it covers no other; the last one takes what is left. */
export function inLayers<T extends Stretch>(rows: readonly T[], axis: Axis): T[][] {
  const layers: { ends: number; rows: T[] }[] = [];
  const least = LEAST * (axis.to - axis.from);
  for (const row of rows.toSorted((a, b) => a.from - b.from)) {
    let layer = layers.find(({ ends }) => ends <= Math.max(row.from, axis.from));
    if (!layer && layers.length === MOST_LAYERS) layer = layers.at(-1);
    if (!layer) {
      layer = { ends: 0, rows: [] };
      layers.push(layer);
    }
    layer.rows.push(row);
    layer.ends = Math.max(layer.ends, row.to ?? axis.to, Math.max(row.from, axis.from) + least);
  }
  return layers.map((layer) => layer.rows);
}
