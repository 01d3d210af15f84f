import type { Random } from '../../eval/random.ts';
import type { Counted, Plan } from './wire.ts';

/** The places of a flow at which its background can be ended. */
export interface Known {
  /** A round in which nobody died has come to these. */
  readonly learn: (counted: Counted) => void;
  /** A round in which so many lives may end, at places where none has yet. Null when there is none left. */
  readonly draw: (lives: number, isFirst?: boolean) => Plan | null;
  /** It died there, and what had to come came. */
  readonly did: (place: string) => void;
  /** It isn't tried again. */
  readonly missed: (place: string) => void;
  readonly left: () => readonly string[];
  readonly now: () => Before;
  readonly size: () => number;
}

/** What an earlier run has left. */
export interface Before {
  readonly places: readonly string[];
  readonly done: readonly string[];
  readonly missed: readonly string[];
}

/**
 * Rounds differ: a place may be come to more often, or not at all, so each is known by its name and not by its turn. However often
 * a place is come to, as in a poll, it is one. A life ends at the first place at which none has, but not before it has come to a
 * few others, so that a round goes on and so that not each place is met with at its first time; how many is chosen by the seed,
 * out of half as many as there are left. `isFirst`: none but the first.
 */
export function knownPlaces({ whole }: Random, before: Before = { places: [], done: [], missed: [] }): Known {
  const all = new Set(before.places);
  const done = new Set(before.done);
  const missed = new Set(before.missed);
  const left = (): string[] => [...all].filter((place) => !done.has(place) && !missed.has(place));
  return {
    learn: (counted) => {
      for (const place of Object.keys(counted)) all.add(place);
    },
    draw: (lives, isFirst = false) => {
      const places = left();
      if (places.length === 0) return null;
      const after = Array.from({ length: lives }, () =>
        isFirst ? 0 : whole(0, Math.floor(places.length / 2)),
      );
      return { among: Object.fromEntries(places.map((place) => [place, 1])), after };
    },
    did: (place) => void done.add(place),
    missed: (place) => void missed.add(place),
    left,
    now: () => ({ places: [...all], done: [...done], missed: [...missed] }),
    size: () => all.size,
  };
}
