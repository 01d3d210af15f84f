/** What is looked at now and then, and at the end, behind the background's back. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { SoakWorld } from './day.ts';
import type { Person } from './person.ts';

const MINUTE = 60_000;
/** Until it is known to be final, and as long as it counts. */
const FRESH = { from: 45_000, to: 10 * MINUTE };
/** A background that died when a tab was closed may have to wake first. */
const GONE_AFTER = 10 * MINUTE;

type Shelf = Record<string, { readonly text: string }>;

const valueIn = (area: Record<string, unknown>, key: string): unknown =>
  (area[key] as { value?: unknown } | undefined)?.value;

export function lookForDrafts({ browser, owed, missed }: SoakWorld): void {
  const shelf = Object.values((valueIn(browser.stored.local, 'drafts') ?? {}) as Shelf);
  for (const [name, { text }] of owed) {
    if (shelf.some((draft) => draft.text.startsWith(text))) continue;
    missed('drafts', `${name} is nowhere: ${text.slice(0, 50)}`);
    owed.delete(name); // told once
  }
}

/** "All is well" in a tab whose latest message has failed, or "you're signed out" where somebody gets answers. */
export async function lookForGreens(world: SoakWorld, { tabs }: Person): Promise<void> {
  const { clock, view, missed, counts } = world;
  for (const tab of tabs.values()) {
    const latest = tab.latest();
    const age = latest ? clock.elapsed() - latest.at : 0;
    const isBad = latest?.state === 'failed' || latest?.state === 'frozen';
    const isGood = latest?.state === 'well' && world.trouble() === undefined;
    if (!latest || !(isBad || isGood) || age < FRESH.from || age > FRESH.to) continue;
    const seen = await world.until(view(tab.id));
    if (tab.latest() !== latest || latest.at !== clock.elapsed() - age) continue;
    const verdict = seen?.verdict.id;
    counts.add(isBad ? 'failures looked at' : 'successes looked at');
    if (isBad && verdict === 'ok')
      missed('greens', `tab ${tab.id}: ok, ${Math.round(age / 1_000)} s after its message ${latest.state}`);
    if (isGood && verdict !== 'ok') counts.add(`successes called ${verdict}`);
    if (isGood && seen?.verdict.reason === 'sign_in_page')
      missed(
        'greens',
        `tab ${tab.id}: signed out, ${Math.round(age / 1_000)} s after its message was answered`,
      );
  }
}

type Version = { readonly conversationId: string; readonly hash: string };

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function within<T>(
  { disk }: SoakWorld,
  name: string,
  read: (database: IDBDatabase) => Promise<T>,
): Promise<T | null> {
  if (!(await disk.databases()).some((one) => one.name === name)) return null;
  const database = await settled(disk.open(name));
  try {
    return await read(database);
  } finally {
    database.close();
  }
}

export interface Library {
  readonly versions: ReadonlySet<string>;
  readonly chats: ReadonlySet<string>;
  readonly bytes: number;
}

/** What was there at the last look is there still, with its bytes. */
export async function lookForSnapshots(world: SoakWorld, before: Library | null): Promise<Library | null> {
  const now = await within(world, 'lifeline-library', async (database) => {
    const read = database.transaction(['versions', 'objects']);
    const versions = (await settled(read.objectStore('versions').getAll())) as Version[];
    const objects = new Set(await settled(read.objectStore('objects').getAllKeys()));
    const sizes = (await settled(read.objectStore('objects').getAll())) as Uint8Array[];
    for (const { hash, conversationId } of versions)
      if (!objects.has(hash))
        world.missed('snapshots', `the bytes of a version of ${conversationId} are gone`);
    return {
      versions: new Set(versions.map(({ conversationId, hash }) => `${conversationId} ${hash}`)),
      chats: new Set(versions.map(({ conversationId }) => conversationId)),
      bytes: sizes.reduce((sum, one) => sum + one.byteLength, 0),
    };
  });
  for (const version of before?.versions ?? [])
    if (!now?.versions.has(version)) world.missed('snapshots', `a version is gone: ${version}`);
  return now;
}

export const failureRows = async (world: SoakWorld): Promise<number> =>
  (await within(world, 'lifeline-failures', (database) =>
    settled(database.transaction('failures').objectStore('failures').count()),
  )) ?? 0;

setFlagsFromString('--expose-gc');
/** What nobody holds any more is no map of the background's. */
const sweep = runInNewContext('gc') as () => void;

/** Keys of the session's area, and of the background's own maps, that are of tabs closed for a while. */
export function lookForGhosts(
  { browser, clock, script, missed }: SoakWorld,
  { closed }: Person,
): { maps: number; largest: number } {
  const ghosts = [...closed].flatMap(([id, at]) => (clock.elapsed() - at > GONE_AFTER ? [id] : []));
  const stands = (keys: Iterable<unknown>): number[] => {
    const all = new Set([...keys].map(String));
    return ghosts.filter((id) => all.has(String(id)));
  };
  for (const area of ['session', 'local'] as const)
    for (const key of Object.keys(browser.stored[area])) {
      const held = stands(Object.keys((valueIn(browser.stored[area], key) ?? {}) as object));
      if (held.length > 0)
        missed('unfinished', `${area} area, ${key}: still holds closed tabs ${held.join(' ')}`);
    }
  sweep();
  let largest = 0;
  let maps = 0;
  for (const held of script.held()) {
    const map = held.deref();
    if (!map) continue;
    maps += 1;
    largest = Math.max(largest, map.size);
    const stale = stands(map.keys());
    if (stale.length > 0)
      missed('unfinished', `a map of the background still holds closed tabs ${stale.join(' ')}`);
  }
  return { maps, largest };
}

/** A log with a bound of its own, of 1,000 rows: a day with many incidents is longer than one with none. */
const LOG = 'own-incidents';

export const incidentRows = ({ browser }: SoakWorld): number =>
  ((valueIn(browser.stored.local, LOG) ?? []) as readonly unknown[]).length;

export function bytesStored({ browser }: SoakWorld): { local: number; session: number } {
  const size = (area: object): number => JSON.stringify(area).length;
  const { [LOG]: _, ...local } = browser.stored.local;
  return { local: size(local), session: size(browser.stored.session) };
}

/** The largest first. */
export const bytesByKey = ({ browser }: SoakWorld, area: 'local' | 'session'): string =>
  Object.entries(browser.stored[area])
    .map(([key, value]) => [key, JSON.stringify(value).length] as const)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 6)
    .map(([key, size]) => `${key} ${size}`)
    .join(', ');
