import type { Stage } from '../stage/types.ts';
import { type BackupWorld, backupWorld, type Life, treeId } from './backup-world.ts';
import { randomFrom } from './random.ts';

export interface Deaths {
  readonly kills: number;
  /** Conversations that were in the library before a death and not after it. */
  readonly lost: number;
  /** The most that were asked for again in one life, though an earlier one had their whole answer. */
  readonly refetched: number;
  readonly kept: number;
}

/** A backup that dies at random moments: whatever it waits for never comes, and another life goes on with its library. */
export async function dieAtRandom(stage: Stage, kills: number, seed: number): Promise<Deaths> {
  const { between } = randomFrom(seed);
  const world = await backupWorld(stage);
  let lost = 0;
  let refetched = 0;
  for (let at = 0; at < kills; at += 1) {
    const before = await keptIds(world);
    refetched = Math.max(refetched, await oneLife(world, between(0, 60)));
    const after = await keptIds(world);
    lost += [...before].filter((id) => !after.has(id)).length;
  }
  const answered = answeredSo(stage);
  const asked = stage.log.length;
  await world.backUp();
  refetched = Math.max(refetched, askedAgain(stage, asked, answered));
  const kept = (await keptIds(world)).size;
  await world.close();
  return { kills, lost, refetched, kept };
}

const keptIds = async ({ database }: BackupWorld): Promise<ReadonlySet<string>> =>
  new Set(await database.getAllKeys('conversations'));

const answeredSo = (stage: Stage): ReadonlySet<string | undefined> =>
  new Set(stage.log.filter(({ end }) => end === 'done').map(treeId));

const askedAgain = (stage: Stage, from: number, answered: ReadonlySet<string | undefined>): number =>
  new Set(
    stage.log
      .slice(from)
      .map(treeId)
      .filter((id) => id !== undefined && answered.has(id)),
  ).size;

/** Until so many ms after the first conversation that it asks for. */
async function oneLife(world: BackupWorld, ms: number): Promise<number> {
  const { stage } = world;
  const answered = answeredSo(stage);
  const asked = stage.log.length;
  const life: Life = { isOver: false };
  const over = world.backUp(life).then(() => true);
  const isAsking = (): boolean => stage.log.slice(asked).some((one) => treeId(one) !== undefined);
  while (!isAsking()) if (await Promise.race([over, pause(2)])) throw new Error('it was over before it died');
  await pause(ms);
  life.isOver = true;
  // What the browser had begun to write by then is written, or not; a little later it is certain which.
  await pause(30);
  return askedAgain(stage, asked, answered);
}

const pause = (ms: number): Promise<false> => new Promise((resolve) => setTimeout(() => resolve(false), ms));
