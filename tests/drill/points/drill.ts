import type { Page } from 'puppeteer-core';
import type { ExtensionBrowser } from '../../browsers/types.ts';
import { tabOf } from '../../e2e/kit.ts';
import type { Random } from '../../eval/random.ts';
import type { Drill, DrillWorld } from '../types.ts';
import { drillBuild } from './build.ts';
import type { Flow, Place } from './flow.ts';
import { type Wire, wireOf } from './wire.ts';

const ROUNDS = 6;
const QUICK_ROUNDS = 2;
/** A point that is that far on may not be reached within the round. */
const LONGEST_MS = 60_000;

function placeOf(world: DrillWorld, browser: ExtensionBrowser): Place {
  const { stage, tally } = world;
  const pages: Page[] = [];
  return {
    browser,
    stage,
    tally,
    open: async (path, config) => {
      for (const page of pages.splice(0)) await page.close().catch(() => undefined);
      stage.reset({ retryMode: 'off', telemetryMs: 60_000, ...config });
      await browser.evaluateInExtension(forget);
      const page = await browser.newPage(`https://claude.ai${path}`);
      pages.push(page);
      return tabOf(browser, page, pages);
    },
    keep: (page) => {
      pages.push(page);
      return page;
    },
  };
}

declare const chrome: {
  storage: Record<
    'local' | 'session',
    {
      remove: (keys: string[]) => Promise<void>;
      get: (keys: string | string[]) => Promise<Record<string, unknown>>;
    }
  >;
};

/** Runs in the extension: what it knows, to find the cause by. */
async function stateNow(): Promise<string> {
  const { runs, tabs } = await chrome.storage.session.get(['runs', 'tabs']);
  const { drafts } = await chrome.storage.local.get('drafts');
  return JSON.stringify({ runs, drafts, tabs }).slice(0, 6_000);
}

/** Runs in the extension: what one round typed is not put back in the next, no fix of it is still on its way, nor is its trouble known. */
async function forget(): Promise<void> {
  const trouble = ['incident-track', 'back-watch', 'back-notice', 'own-incidents', 'tries'];
  await chrome.storage.local.remove(['drafts', 'last-export', ...trouble]);
  await chrome.storage.session.remove(['try-load', 'runs', ...trouble]);
}

/** The k-th point in each of so many equal stretches: the whole of the flow, and chance within. */
export function drawn(points: number, rounds: number, { whole }: Random): readonly number[] {
  const count = Math.min(points, rounds);
  return Array.from({ length: count }, (_, at) => {
    const [from, to] = [at, at + 1].map((edge) => Math.floor((edge * points) / count)) as [number, number];
    return whole(from, Math.max(from, to - 1));
  });
}

/** How many points there are when nobody dies. */
async function counted(flow: Flow, place: Place, wire: Wire): Promise<number> {
  const round = await flow.prepare(place);
  await wire.arm(Number.POSITIVE_INFINITY);
  await round.begin();
  await round.ends();
  const names = await wire.disarm();
  await round.check('nowhere');
  if (!names) throw new Error('the background began anew while it was counted');
  return names.length;
}

/** Returns how many points there were when it was over before. */
async function dieOnce(flow: Flow, place: Place, wire: Wire, at: number): Promise<number | null> {
  const { browser, tally } = place;
  const round = await flow.prepare(place);
  await wire.arm(at);
  let point: string | null = null;
  const killed = wire.died(LONGEST_MS).then(async (name) => {
    point = name;
    if (name !== null) await browser.killBackground();
  });
  const began = round.begin();
  const where = () => `${flow.name}, ${at}: ${point}`;
  try {
    await began;
    await round.ends();
  } catch (error) {
    tally.missed('unfinished', `${where()}: ${error instanceof Error ? error.message : error}`);
    console.log(`  ${await browser.evaluateInExtension(stateNow)}`);
  }
  const passed = point === null ? ((await wire.disarm())?.length ?? 0) : null;
  await killed;
  if (passed !== null) return passed;
  tally.did();
  await round.check(where());
  console.log(`  ${where()}`);
  return null;
}

/** The worker is ended at points of one flow, drawn by the seed. */
export const pointDrill = (flow: Flow): Drill => ({
  name: `worker-killed-${flow.name}`,
  what: `the background ended at each thing that it waits for while ${flow.what}`,
  run: async (world) => {
    const { name, extensionPath: from, folder, isQuick, random, tally } = world;
    const path = await drillBuild({
      from,
      folder,
      counts: true,
      allowed: name === 'firefox' ? [] : (flow.allowed ?? []),
    });
    const browser = await world.launch({
      extensionPath: path,
      ...(flow.notOurs && { notOurs: flow.notOurs }),
    });
    await browser.answerQuestions?.(true); // Firefox's own; Chromium's is out of reach
    const place = placeOf(world, browser);
    const wire = wireOf(browser);
    const points = await counted(flow, place, wire);
    tally.possible(points);
    for (const at of drawn(points, isQuick ? QUICK_ROUNDS : (flow.rounds ?? ROUNDS), random)) {
      const passed = await dieOnce(flow, place, wire, at);
      if (passed) await dieOnce(flow, place, wire, random.whole(0, passed - 1)); // never the same twice
    }
  },
});
