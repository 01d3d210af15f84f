import { launch } from '../browsers/launch.ts';
import type { BrowserName, ExtensionBrowser } from '../browsers/types.ts';
import type { Stage } from '../stage/types.ts';
import type { Pair } from './numbers.ts';

/** The same browser twice on the same stage. Only one of them works at a time. */
export interface Rivals {
  readonly without: ExtensionBrowser;
  readonly with: ExtensionBrowser;
}

export async function launchRivals(name: BrowserName, extensionPath: string, stage: Stage): Promise<Rivals> {
  const without = await launch(name, { extensionPath: null, stage });
  try {
    return { without, with: await launch(name, { extensionPath, stage }) };
  } catch (error) {
    await without.close();
    throw error;
  }
}

/** Rounds in alternating order, so that neither browser always finds the machine warm. The first don't count. */
export async function alternate<T>(
  rounds: number,
  warmUp: number,
  measure: (side: keyof Rivals) => Promise<T>,
): Promise<{ without: T; with: T }[]> {
  const all: { without: T; with: T }[] = [];
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const order = round % 2 === 0 ? (['without', 'with'] as const) : (['with', 'without'] as const);
    const first = await measure(order[0]);
    const second = await measure(order[1]);
    all.push(order[0] === 'without' ? { without: first, with: second } : { without: second, with: first });
  }
  return all.slice(warmUp);
}

/** One number out of each round. */
export const pick = <T>(rounds: readonly { without: T; with: T }[], of: (one: T) => number): Pair[] =>
  rounds.map((round) => ({ without: of(round.without), with: of(round.with) }));
