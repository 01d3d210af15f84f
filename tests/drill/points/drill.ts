import type { Drill, DrillWorld } from '../types.ts';
import { drillBuild } from './build.ts';
import type { Flow, Place } from './flow.ts';
import type { Death } from './hook.ts';
import { knownPlaces } from './known.ts';
import { placeOf, stateNow } from './scene.ts';
import { type Counted, type Wire, wireOf } from './wire.ts';

const QUICK_ROUNDS = 2;
/** A place may not be come to within the round. */
const LONGEST_MS = 60_000;

interface Scene {
  readonly flow: Flow;
  readonly place: Place;
  readonly wire: Wire;
}

/** Which places there are when nobody dies. The next round has a life that is as young as after a death. */
async function counted({ flow, place, wire }: Scene): Promise<Counted> {
  const round = await flow.prepare(place);
  await wire.arm(null);
  await round.begin();
  await round.ends();
  const places = await wire.disarm();
  await round.check('nowhere');
  await place.browser.killBackground();
  return places ?? {};
}

/** Returns the places it came to when it was over before that one. */
async function dieOnce({ flow, place, wire }: Scene, death: Death): Promise<Counted | null> {
  const { browser, tally } = place;
  const round = await flow.prepare(place);
  await wire.arm(death);
  let point: string | null = null;
  const killed = wire.died(LONGEST_MS).then(async (name) => {
    point = name;
    if (name !== null) await browser.killBackground();
  });
  const where = () => `${flow.name}, ${death.place}, time ${death.time}`;
  try {
    await round.begin();
    await round.ends();
  } catch (error) {
    tally.missed('unfinished', `${where()}: ${error instanceof Error ? error.message : error}`);
    console.log(`  ${await browser.evaluateInExtension(stateNow)}`);
  }
  const passed = point === null ? ((await wire.disarm()) ?? {}) : null;
  await killed;
  if (passed !== null) {
    await browser.killBackground();
    return passed;
  }
  tally.did();
  await round.check(where());
  return null;
}

async function begun(flow: Flow, world: DrillWorld): Promise<Scene> {
  const { name, extensionPath: from, folder } = world;
  const allowed = name === 'firefox' ? [] : (flow.allowed ?? []);
  const extensionPath = await drillBuild({ from, folder, counts: true, allowed });
  const browser = await world.launch({ extensionPath, ...(flow.notOurs && { notOurs: flow.notOurs }) });
  await browser.answerQuestions?.(true); // Firefox's own; Chromium's is out of reach
  return { flow, place: placeOf(world, browser), wire: wireOf(browser) };
}

async function run(flow: Flow, world: DrillWorld): Promise<void> {
  const { isQuick, random, tally, deadline } = world;
  const scene = await begun(flow, world);
  const known = knownPlaces(random);
  await counted(scene); // what is done once in the life of a browser is none of the flow
  known.learn(await counted(scene));
  for (let rounds = 0; isQuick ? rounds < QUICK_ROUNDS : Date.now() < deadline; rounds += 1) {
    const death = known.draw();
    if (!death) break;
    const began = Date.now();
    const passed = await dieOnce(scene, death);
    if (passed) known.learn(passed);
    const isMissed = passed && (death.time === 1 || (await dieOnce(scene, { ...death, time: 1 })));
    const seconds = ((Date.now() - began) / 1_000).toFixed(1);
    console.log(
      `  ${seconds} s, ${death.place}, time ${death.time}${passed ? (isMissed ? ': not come to' : ': the first one') : ''}`,
    );
  }
  tally.possible(known.size());
}

/** The background is ended at each place of a flow, or at as many as there is time for, drawn by the seed. */
export const pointDrill = (flow: Flow): Drill => ({
  name: `worker-killed-${flow.name}`,
  what: `the background ended at each place of its script where it waits for something while ${flow.what}`,
  takesTime: true,
  run: (world) => run(flow, world),
});
