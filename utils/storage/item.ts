import type * as z from 'zod/mini';
import { type StorageArea, storageOf } from '@/utils/browser/storage';
import { diskRoom } from './room';

/** One stored key: what may stand there, and what counts when it doesn't. */
export interface Item<T> {
  readonly get: () => Promise<T>;
  readonly set: (value: T) => Promise<void>;
  /** Read, change, write, with no other change in between. */
  readonly update: (change: (value: T) => T) => Promise<T>;
  /** A newer version of the extension has written here, as before a downgrade. */
  readonly isNewer: () => Promise<boolean>;
}

export interface ItemOptions<T> {
  readonly area: StorageArea;
  readonly key: string;
  /** Rises with each change of shape. */
  readonly version: number;
  readonly schema: z.ZodMiniType<T>;
  readonly fallback: T;
  /** From version n−1 to n, by n. */
  readonly migrations?: Readonly<Record<number, (old: unknown) => unknown>>;
}

/** What is stored: the value with the version of its shape. */
interface Stored {
  readonly version: number;
  readonly value: unknown;
}

export function defineItem<T>(options: ItemOptions<T>): Item<T> {
  const { area, key, version, fallback } = options;
  const get = async (): Promise<T> => {
    const stored = (await storageOf(area).get(key))[key] as Stored | null | undefined;
    return stored === undefined ? fallback : current(stored, options);
  };
  let spared: Promise<void> | undefined;
  const set = async (value: T): Promise<void> => {
    if (area === 'local') await diskRoom.toNote();
    spared ??= spareNewer(options).catch((error: unknown) => {
      spared = undefined;
      throw error;
    });
    await spared;
    await storageOf(area).set({ [key]: { version, value } satisfies Stored });
  };
  const turn = inTurn();
  const update = (change: (value: T) => T): Promise<T> =>
    turn(async () => {
      const before = await get();
      const value = change(before);
      if (value !== before) await set(value);
      return value;
    });
  return { get, set, update, isNewer: () => isNewer(options) };
}

/** One job after the other. */
export function inTurn(): <R>(job: () => Promise<R>) => Promise<R> {
  let queue: Promise<unknown> = Promise.resolve();
  return (job) => {
    const next = queue.then(job);
    queue = next.catch(() => undefined); // the caller hears of it; the queue goes on
    return next;
  };
}

type Place = Pick<ItemOptions<unknown>, 'area' | 'key' | 'version'>;

const asideOf = (key: string): string => `${key}:newer`;

const storedBy = (stored: unknown): number => (stored as Partial<Stored> | null | undefined)?.version ?? 0;

async function isNewer({ area, key, version }: Place): Promise<boolean> {
  const found = await storageOf(area).get([key, asideOf(key)]);
  return (found[asideOf(key)] ?? null) !== null || storedBy(found[key]) > version;
}

/**
 * This version would keep of a newer one's value what it understands, and lose the rest for good: before the first write it is put
 * aside as it stands, for the newer version to come back to. An update empties the session's area, so that nothing newer stands there.
 */
async function spareNewer({ area, key, version }: Place): Promise<void> {
  if (area === 'session') return;
  const stored = (await storageOf(area).get(key))[key];
  if (storedBy(stored) > version) await storageOf(area).set({ [asideOf(key)]: stored });
}

/** Brings a stored value up to date. What can't be read gives way to the fallback: better empty than wrong. */
export function current<T>(
  stored: Stored | null,
  { version, schema, fallback, migrations = {} }: ItemOptions<T>,
): T {
  let { value } = stored ?? {};
  try {
    for (let step = (stored?.version ?? 0) + 1; step <= version; step += 1)
      value = migrations[step]?.(value) ?? value;
  } catch {
    return fallback;
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : fallback;
}
