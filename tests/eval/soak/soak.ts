/** A day of the background's own script on a virtual clock, and what came of it. */
import { type Missed, type SoakOptions, type SoakWorld, soakWorld } from './day.ts';
import {
  bytesByKey,
  bytesStored,
  failureRows,
  incidentRows,
  type Library,
  lookForDrafts,
  lookForGhosts,
  lookForGreens,
  lookForSnapshots,
} from './looks.ts';
import { person } from './person.ts';

const LOOK_EVERY = 10 * 60_000;
const ASK_EVERY = 60_000;
const MOST_REQUESTS = 400;
/** A record of each tab that is open, and what is known of witnesses: no more at the end than in the morning. */
const MOST_GROWTH = 3;
const SLACK = 40_000;
const MOST_IN_A_MAP = 1_100;
const MOST_FAILURES = 5_000;

export interface SoakResult {
  readonly missed: readonly Missed[];
  readonly messages: number;
  readonly lines: readonly string[];
}

export async function soak(options: SoakOptions): Promise<SoakResult> {
  const world = soakWorld(options);
  const { missed } = world;
  const uncaught = (error: unknown): void =>
    missed('errors', `uncaught: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  process.on('unhandledRejection', uncaught);
  try {
    return await live(world);
  } finally {
    process.off('unhandledRejection', uncaught);
  }
}

async function live(world: SoakWorld): Promise<SoakResult> {
  const { clock, plan, counts, lives, pass, missed } = world;
  const user = person(world);
  const sizes: { at: number; local: number; session: number }[] = [];
  let library: Library | null = null;
  let maps = { maps: 0, largest: 0 };
  let lookedAt = 0;
  let askedAt = 0;
  const look = async (): Promise<void> => {
    await pass(3_000);
    lookForDrafts(world);
    library = await lookForSnapshots(world, library);
    sizes.push({ at: clock.elapsed(), ...bytesStored(world) });
    maps = lookForGhosts(world, user);
    const { largest } = maps;
    if (largest > MOST_IN_A_MAP) missed('unfinished', `a map of the background holds ${largest}`);
  };
  await user.live(async () => {
    if (clock.elapsed() - askedAt >= ASK_EVERY) await lookForGreens(world, user);
    askedAt = clock.elapsed();
    if (clock.elapsed() - lookedAt < LOOK_EVERY) return;
    lookedAt = clock.elapsed();
    await look();
  });
  await pass(60_000);
  await look();
  const failures = await failureRows(world);
  if (failures > MOST_FAILURES) missed('unfinished', `the failure log holds ${failures}`);
  const notices = world.browser.notices.filter(({ id }) => id === 'back').length;
  if (notices > counts.of('watches begun')) missed('duplicates', `told ${notices} times that Claude is back`);
  bounds(world, sizes);
  const { begun, killed } = lives.count();
  const chats: Library | null = library;
  return {
    missed: world.all,
    messages: counts.of('messages'),
    lines: [
      ...counts.lines(),
      `lives of the background: ${begun}, of which killed: ${killed} (${plan.kills.length} times meant)`,
      `requests: ${[...world.outside.asked].map(([host, count]) => `${host} ${count}`).join(', ')}`,
      `library: ${copies(chats)}; failure log: ${failures} rows; incident log: ${incidentRows(world)} rows`,
      `largest of ${maps.maps} maps: ${maps.largest}; notices: ${world.browser.notices.length}`,
      `stored bytes: ${sizes
        .filter((_, index) => index % Math.ceil(sizes.length / 12) === 0)
        .map(({ local, session }) => `${local}+${session}`)
        .join(' ')}`,
      `local: ${bytesByKey(world, 'local')}`,
      `session: ${bytesByKey(world, 'session')}`,
    ],
  };
}

const copies = (library: Library | null): string =>
  library ? `${library.chats.size} chats, ${library.versions.size} versions, ${library.bytes} bytes` : 'none';

function bounds(
  { missed, outside, plan }: SoakWorld,
  sizes: readonly { readonly at: number; readonly local: number; readonly session: number }[],
): void {
  const morning = sizes.find(({ at }) => at >= plan.lengthMs / 4);
  const end = sizes.at(-1);
  for (const area of ['local', 'session'] as const) {
    const [before, after] = [morning?.[area] ?? 0, end?.[area] ?? 0];
    if (after > before * MOST_GROWTH + SLACK)
      missed('unfinished', `the ${area} area grew from ${before} to ${after} bytes`);
  }
  for (const [host, count] of outside.asked)
    if (count > MOST_REQUESTS && host !== 'claude.ai api')
      missed('unfinished', `${host} was asked ${count} times in a day`);
}
