import { BARS, type Bar, type Tally } from './types.ts';

export interface Count {
  readonly tally: Tally;
  readonly read: () => {
    readonly did: number;
    readonly possible: number | null;
    readonly earlier: number;
    readonly missed: Readonly<Record<Bar, number>>;
  };
}

/** `say` gets each missed bar as it comes. */
export function newTally(say: (text: string) => void): Count {
  let did = 0;
  let earlier = 0;
  let possible: number | null = null;
  const missed = Object.fromEntries(BARS.map((bar) => [bar, 0])) as Record<Bar, number>;
  return {
    tally: {
      did: (times = 1) => {
        did += times;
      },
      earlier: (seconds) => {
        earlier += seconds;
      },
      possible: (places) => {
        possible = (possible ?? 0) + places;
      },
      missed: (bar, what) => {
        missed[bar] += 1;
        say(`MISSED ${bar}: ${what}`);
      },
    },
    read: () => ({ did, possible, earlier, missed: { ...missed } }),
  };
}

export const isClean = (missed: Readonly<Record<Bar, number>>): boolean =>
  BARS.every((bar) => missed[bar] === 0);
