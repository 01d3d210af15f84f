import type { Page } from 'puppeteer-core';
import type { ExtensionBrowser } from '../../browsers/types.ts';
import type { Popup, Tab } from '../../e2e/kit.ts';
import type { Stage, StageConfig } from '../../stage/types.ts';
import type { Tally } from '../types.ts';

/** Where a flow is done. */
export interface Place {
  readonly browser: ExtensionBrowser;
  readonly stage: Stage;
  readonly tally: Tally;
  /** A fresh account, a fresh tab; those of before are closed. */
  readonly open: (path: string, config?: Partial<StageConfig>) => Promise<Tab>;
  /** Closed before the next round. */
  readonly keep: (page: Page) => Page;
  /** In this round, so far. */
  readonly lives: { ended: number };
}

/** One round of a flow, prepared up to the moment at which it begins. */
export interface Round {
  /** What the user does. */
  readonly begin: () => Promise<void>;
  /** Waits for what must come of it, whatever dies in between. Rejects when it doesn't come. */
  readonly ends: () => Promise<void>;
  /** What must hold then; misses are told to the tally. */
  readonly check: (at: string) => Promise<void>;
}

/** Something that the background does in many steps. */
export interface Flow {
  readonly name: string;
  readonly what: string;
  /** Optional permissions that it has been granted. */
  readonly allowed?: readonly string[];
  readonly notOurs?: RegExp;
  /** So many lives of the background may end in one round. */
  readonly lives?: number;
  readonly prepare: (place: Place) => Promise<Round>;
}

export type { Popup, Tab };
