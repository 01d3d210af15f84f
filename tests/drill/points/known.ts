import type { Random } from '../../eval/random.ts';
import type { Death } from './hook.ts';
import type { Counted } from './wire.ts';

/** The places of a flow at which its background can be ended. */
export interface Known {
  /** A round in which nobody died has come to these. */
  readonly learn: (counted: Counted) => void;
  /** A place that wasn't drawn yet, and at which of its times; chosen by the seed. Null when there is none left. */
  readonly draw: () => Death | null;
  readonly size: () => number;
}

/**
 * Rounds differ: a place may be come to more often, or not at all, so each is known by its name and not by its turn, and what
 * was new in a round is drawn later. However often a place is come to, as in a poll, it is one.
 */
export function knownPlaces({ whole }: Random): Known {
  const times = new Map<string, number>();
  const left: string[] = [];
  return {
    learn: (counted) => {
      for (const [place, count] of Object.entries(counted)) {
        if (!times.has(place)) left.push(place);
        times.set(place, Math.max(count, times.get(place) ?? 0));
      }
    },
    draw: () => {
      if (left.length === 0) return null;
      const [place = ''] = left.splice(whole(0, left.length - 1), 1);
      return { place, time: whole(1, times.get(place) ?? 1) };
    },
    size: () => times.size,
  };
}
