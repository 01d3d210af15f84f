import { setTimeout as pause } from 'node:timers/promises';
import type { Flow, Place, Round } from './flow.ts';
import type { Death } from './hook.ts';
import type { Miss } from './memory.ts';
import { stateNow } from './scene.ts';
import { type Counted, NOWHERE, type Plan, type Wire } from './wire.ts';

/** A place may not be come to within the round. */
const LONGEST_MS = 120_000;

/** The next one may be there before anybody has seen that this one is gone. */
const ENDED_MS = 2_500;

export interface Scene {
  readonly flow: Flow;
  /** Its tally notes what is missed in `misses`. */
  readonly place: Place;
  readonly misses: Miss[];
  readonly wire: Wire;
}

export interface Played {
  /** In their order. */
  readonly deaths: readonly Death[];
  readonly misses: readonly Miss[];
  /** The places it came to when nobody died. */
  readonly passed: Counted | null;
}

/** Each that goes still is ended. Ends with the round. */
async function ending({ place, wire }: Scene): Promise<void> {
  for (let before = 0; await wire.died(before, LONGEST_MS); before += 1) {
    place.lives.ended += 1;
    const ended = place.browser.killBackground().catch((error) => console.log(`  ending: ${why(error)}`));
    await Promise.race([ended, pause(ENDED_MS)]);
  }
}

const askedOf = ({ stage }: Place): string =>
  stage.log
    .slice(-12)
    .map(({ method, path }) => `${method} ${path}`)
    .join(', ');

const why = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Nobody has died yet. A browser that is busy may be too slow for it once. */
async function prepared({ flow, place }: Scene): Promise<Round> {
  try {
    return await flow.prepare(place);
  } catch (error) {
    console.log(`  ${flow.name}: not prepared: ${why(error)}; ${askedOf(place)}`);
    return flow.prepare(place);
  }
}

/** One round, in which the background dies by the plan. */
export async function play(scene: Scene, plan: Plan): Promise<Played> {
  const { flow, place, wire, misses } = scene;
  misses.length = 0;
  place.lives.ended = 0;
  const problems = place.browser.problems.length;
  const round = await prepared(scene);
  await wire.arm(plan);
  const killed = ending(scene);
  try {
    await round.begin();
    await round.ends();
  } catch (error) {
    place.tally.missed('unfinished', why(error));
    console.log(`  ${flow.name}: ${askedOf(place)}; ${await place.browser.evaluateInExtension(stateNow)}`);
  }
  const { deaths, places } = await wire.disarm();
  await killed;
  if (deaths.length === 0) await place.browser.killBackground(); // the next round has a life as young as after a death
  await round.check('').catch((error) => place.tally.missed('unfinished', `looking at it: ${why(error)}`));
  for (const problem of place.browser.problems.slice(problems))
    if (!/^Promise /.test(problem)) console.log(`  ${flow.name}: ${problem}`);
  return { deaths, misses: [...misses], passed: deaths.length === 0 ? (places ?? {}) : null };
}

/** Which places there are when nobody dies. */
export const counted = (scene: Scene): Promise<Played> => play(scene, NOWHERE);

export const nameOf = (deaths: readonly Death[]): string =>
  deaths.map(({ place, time }) => `${place}, time ${time}`).join('; ');
