import type { BrowserName, ExtensionBrowser, LaunchOptions } from '../browsers/types.ts';
import type { Random } from '../eval/random.ts';
import type { Stage } from '../stage/types.ts';

/** What no drill may ever see. */
export const BARS = ['drafts', 'snapshots', 'duplicates', 'errors', 'greens', 'unfinished'] as const;
/**
 * `drafts`: text that the user typed is nowhere any more. `snapshots`: what was in the library is gone or damaged. `duplicates`: a
 * message stands twice in a chat. `errors`: uncaught, or said by `console.error` of the extension. `greens`: "all is well" while
 * it isn't. `unfinished`: what was to come in the end never came.
 */
export type Bar = (typeof BARS)[number];

/** Counts what one drill has done and what came of it. */
export interface Tally {
  /** It was done so many times more. */
  readonly did: (times?: number) => void;
  /** An earlier run of it took so many seconds, and its times are among these. */
  readonly earlier: (seconds: number) => void;
  /** At so many places could it have been done. Without this, it is "n times" and not "n of m places". */
  readonly possible: (places: number) => void;
  /** A bar is missed; `what` is printed, with enough in it to find the cause. */
  readonly missed: (bar: Bar, what: string) => void;
}

/** All that a drill needs. What it starts by this is closed after it. */
export interface DrillWorld {
  readonly name: BrowserName;
  readonly stage: Stage;
  readonly random: Random;
  /** A few minutes for everything: fewer points, shorter waits. */
  readonly isQuick: boolean;
  /** A drill that takes what time it gets begins nothing new after this. */
  readonly deadline: number;
  /** It goes on where the last run of this build has stopped. */
  readonly isContinued: boolean;
  /** The build that ships. */
  readonly extensionPath: string;
  /** Empty folder; gone after the drill. */
  readonly folder: string;
  readonly tally: Tally;
  /** A browser on the stage with the extension. Its uncaught errors count by themselves, unless `quiet` says whose they are. */
  readonly launch: (options?: DrillLaunch) => Promise<ExtensionBrowser>;
  /** The uncaught errors so far. */
  readonly problems: () => readonly string[];
}

export interface DrillLaunch extends Partial<LaunchOptions> {
  /** Complaints that match are not the extension's. */
  readonly notOurs?: RegExp;
}

export interface Drill {
  readonly name: string;
  /** One sentence of the table: what is done to whom. */
  readonly what: string;
  /** Where it can be done; default both. */
  readonly browsers?: readonly BrowserName[];
  /** It goes on for as long as it may; the others take what they need. */
  readonly takesTime?: boolean;
  /** What stands in for the browser, where it isn't a real one. */
  readonly where?: string;
  readonly run: (world: DrillWorld) => Promise<void>;
}

/** A drill's line in the table. */
export interface Outcome {
  readonly drill: string;
  readonly what: string;
  /** Name and version. */
  readonly browser: string;
  readonly did: number;
  readonly possible: number | null;
  readonly missed: Readonly<Record<Bar, number>>;
  readonly seed: number;
  /** Day and minute, UTC. */
  readonly at: string;
  readonly seconds: number;
}
