import { waitFor } from '../../browsers/poll.ts';
import type { ExtensionBrowser } from '../../browsers/types.ts';
import type { Arming, Death } from './hook.ts';

/** Where the background is to be ended in one round. */
export interface Plan {
  /** By place: the time, from 1, from which on it dies there. Once at each. */
  readonly among: Readonly<Record<string, number>>;
  /** For each life that may end: so many places it comes to before that. */
  readonly after: readonly number[];
}

/** It lives. */
export const NOWHERE: Plan = { among: {}, after: [] };

/** The drill's end of the hook's wire; it lives in a document of the extension that nobody sees. */
export interface Wire {
  /** From now on the background counts, and dies by the plan, as do those that are started after it. */
  readonly arm: (plan: Plan) => Promise<void>;
  /** The death after so many; null when it doesn't come within the time, or before the end of the round. */
  readonly died: (before: number, timeoutMs: number) => Promise<Death | null>;
  /** Nobody dies any more. */
  readonly disarm: () => Promise<Told>;
}

/** How often each place was come to. */
export type Counted = Readonly<Record<string, number>>;

interface Told {
  readonly deaths: readonly Death[];
  /** Where the background that lives then has been; null when nobody has armed it. */
  readonly places: Counted | null;
}

interface Heard {
  wire: BroadcastChannel;
  armed: boolean;
  deaths: Death[];
  /** What the latest of them was at. */
  held: string[];
  places: Counted | null;
  /** null: nobody is armed any more. */
  plan: Plan | null;
  isOver: boolean;
}

declare const chrome: { runtime: { sendMessage: (message: object) => Promise<unknown> } };

/** Runs in the extension. The message is nobody's, and wakes the background. */
async function begin(plan: Plan): Promise<boolean> {
  const page = globalThis as { drill?: Heard };
  await chrome.runtime.sendMessage({ drill: true }).catch(() => undefined);
  if (!page.drill) {
    const wire = new BroadcastChannel('drill-points');
    const drill: Heard = {
      wire,
      armed: false,
      deaths: [],
      held: [],
      places: null,
      plan: null,
      isOver: false,
    };
    page.drill = drill;
    wire.onmessage = ({ data }) => {
      const { died, born, armed, places, held } = data as Partial<{
        died: Death;
        born: true;
        armed: true;
        places: Counted;
        held: string[];
      }>;
      if (died) drill.deaths.push(died);
      if (held) drill.held.push(...held);
      if (armed) drill.armed = true;
      if (places) drill.places = places;
      const after = drill.plan?.after[drill.deaths.length];
      if (!born || !drill.plan || after === undefined) return;
      const done = drill.deaths.map(({ place }) => place);
      const among = Object.fromEntries(
        Object.entries(drill.plan.among).filter(([place]) => !done.includes(place)),
      );
      const spared = done.length > 0 ? drill.held : null;
      wire.postMessage({ arm: { among, after, spared } satisfies Arming });
      drill.held = [];
    };
  }
  const { drill } = page;
  Object.assign(drill, { armed: false, deaths: [], held: [], places: null, plan, isOver: false });
  const first: Arming = { among: plan.among, after: plan.after[0] ?? 0, spared: null };
  drill.wire.postMessage({ arm: first });
  for (let tries = 0; tries < 40 && !drill.armed; tries += 1)
    await new Promise((done) => setTimeout(done, 5));
  return drill.armed;
}

/** Runs in the extension. */
async function untilDied(before: number, timeoutMs: number): Promise<Death | null> {
  const { drill } = globalThis as { drill?: Heard };
  const isOver = () => !drill || drill.isOver || drill.deaths.length > before;
  for (const until = Date.now() + timeoutMs; Date.now() < until && !isOver(); )
    await new Promise((done) => setTimeout(done, 4));
  return drill?.deaths[before] ?? null;
}

/** Runs in the extension. */
async function end(): Promise<Told> {
  const { drill } = globalThis as { drill?: Heard };
  if (!drill) return { deaths: [], places: null };
  const before = drill.deaths.length;
  drill.plan = null;
  drill.wire.postMessage({ disarm: true });
  for (let tries = 0; tries < 40 && !drill.places && drill.deaths.length === before; tries += 1)
    await new Promise((done) => setTimeout(done, 5));
  drill.isOver = true;
  return { deaths: drill.deaths, places: drill.places };
}

export function wireOf(browser: ExtensionBrowser): Wire {
  return {
    arm: async (plan) => {
      await waitFor(() => browser.evaluateInExtension(begin, plan), { message: 'the background to count' });
    },
    died: (before, timeoutMs) => browser.evaluateInExtension(untilDied, before, timeoutMs),
    disarm: () => browser.evaluateInExtension(end),
  };
}
