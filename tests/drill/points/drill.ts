import type { Drill, DrillWorld } from '../types.ts';
import { drillBuild } from './build.ts';
import type { Flow } from './flow.ts';
import { type Known, knownPlaces } from './known.ts';
import { type Memory, type MemoryFile, type Miss, memoryOf } from './memory.ts';
import { counted, nameOf, type Played, play, type Scene } from './round.ts';
import { placeOf } from './scene.ts';
import { wireOf } from './wire.ts';

const QUICK_ROUNDS = 2;
/** Lives that end in one round. */
const LIVES = 6;
/** Rounds in a row in which it comes to none of the places that are left. */
const MOST_IN_VAIN = 4;

async function begun(flow: Flow, world: DrillWorld): Promise<Scene> {
  const { name, extensionPath: from, folder } = world;
  const allowed = name === 'firefox' ? [] : (flow.allowed ?? []);
  const extensionPath = await drillBuild({ from, folder, counts: true, allowed });
  const browser = await world.launch({ extensionPath, ...(flow.notOurs && { notOurs: flow.notOurs }) });
  await browser.answerQuestions?.(true); // Firefox's own; Chromium's is out of reach
  const misses: Miss[] = [];
  const tally = {
    ...world.tally,
    missed: (bar: Miss['bar'], what: string) => void misses.push({ bar, what }),
  };
  return { flow, place: placeOf({ ...world, tally }, browser), misses, wire: wireOf(browser) };
}

interface Rounds {
  readonly scene: Scene;
  readonly known: Known;
  /** What is to be told in the end. */
  readonly told: Miss[];
}

/** Each of its places alone, so that it is known which it was; the round as it was when none of them is enough. */
async function repeat({ scene, known, told }: Rounds, { deaths, misses }: Played): Promise<void> {
  let isFound = false;
  for (const { place, time } of deaths) {
    const again = await play(scene, { among: { [place]: time }, after: [0] });
    const at = `${scene.flow.name}, ${nameOf(again.deaths)}`;
    told.push(...again.misses.map(({ bar, what }) => ({ bar, what: `${at}: ${what}` })));
    isFound ||= again.misses.length > 0;
    if (again.misses.length > 0) known.missed(place);
    else if (again.deaths.length > 0) known.did(place);
  }
  if (isFound) return;
  const at = `${scene.flow.name}, only one after the other: ${nameOf(deaths)}`;
  told.push(...misses.map(({ bar, what }) => ({ bar, what: `${at}: ${what}` })));
}

/** What came of a round. */
async function reckon(rounds: Rounds, played: Played): Promise<void> {
  const { scene, known, told } = rounds;
  const { deaths, misses, passed } = played;
  if (passed) known.learn(passed);
  if (misses.length === 0) for (const { place } of deaths) known.did(place);
  else if (deaths.length > 1) {
    for (const { bar, what } of misses) console.log(`  ${scene.flow.name}: ${bar}: ${what}; each alone`);
    await repeat(rounds, played);
  } else {
    const at = `${scene.flow.name}, ${deaths.length > 0 ? nameOf(deaths) : 'nowhere'}`;
    told.push(...misses.map(({ bar, what }) => ({ bar, what: `${at}: ${what}` })));
    for (const { place } of deaths) known.missed(place);
  }
}

async function goThrough(
  rounds: Rounds,
  { isQuick, deadline }: DrillWorld,
  keep: () => Promise<void>,
): Promise<void> {
  const { scene, known } = rounds;
  const { name, lives = LIVES } = scene.flow;
  let inVain = 0;
  for (let round = 0; isQuick ? round < QUICK_ROUNDS : Date.now() < deadline; round += 1) {
    const plan = known.draw(lives, inVain > 0);
    if (!plan || inVain === MOST_IN_VAIN) break;
    const began = Date.now();
    const played = await play(scene, plan);
    await reckon(rounds, played);
    await keep();
    inVain = played.deaths.length === 0 ? inVain + 1 : 0;
    const seconds = ((Date.now() - began) / 1_000).toFixed(1);
    console.log(
      `  ${name}: ${seconds} s, ${known.now().done.length} of ${known.size()}: ${nameOf(played.deaths) || 'none'}`,
    );
  }
  if (known.left().length > 0) console.log(`  ${name}, left: ${known.left().join('; ')}`);
}

async function run(flow: Flow, world: DrillWorld): Promise<void> {
  const began = Date.now();
  const memory: MemoryFile = await memoryOf(world.extensionPath, flow.name, world.isContinued);
  const before: Memory = await memory.read();
  const known = knownPlaces(world.random, before);
  const told: Miss[] = [...before.misses];
  const keep = (): Promise<void> => {
    const seconds = before.seconds + Math.round((Date.now() - began) / 1_000);
    const errors = world.problems().map((what): Miss => ({ bar: 'errors', what }));
    return memory.write({ ...known.now(), misses: [...told, ...errors], seconds });
  };
  try {
    const scene = await begun(flow, world);
    if (before.places.length === 0) await counted(scene); // what is done once in the life of a browser is none of the flow
    const rounds = { scene, known, told };
    await reckon(rounds, await counted(scene));
    await goThrough(rounds, world, keep);
  } finally {
    await keep();
    world.tally.earlier(before.seconds);
    world.tally.did(known.now().done.length);
    world.tally.possible(known.size());
    for (const { bar, what } of told) world.tally.missed(bar, what);
  }
}

/** The background is ended at each place of a flow, or at as many as there is time for, drawn by the seed. */
export const pointDrill = (flow: Flow): Drill => ({
  name: `worker-killed-${flow.name}`,
  what: `the background ended at each place of its script where it waits for something while ${flow.what}`,
  takesTime: true,
  run: (world) => run(flow, world),
});
