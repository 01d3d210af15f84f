import type { CheckDamage, CheckProgress } from '@/utils/library/check/check-types';
import type { NamedObject } from '@/utils/library/check/records';
import type { LibraryDatabase } from '@/utils/library/database';
import { sha256 } from '@/utils/library/sha256';

/** How many objects, and how many bytes, are in memory at a time. */
const MOST_OBJECTS = 16;
const MOST_BYTES = 16_000_000;
const GUESSED_BYTES = 100_000;

interface Tools {
  readonly signal: AbortSignal;
  readonly report: (progress: CheckProgress) => void;
}

export interface HashedObjects {
  readonly bytes: number;
  readonly damage: readonly CheckDamage[];
}

/** Reads every object once and hashes it; damage is named for each owner. */
export async function hashObjects(
  database: LibraryDatabase,
  named: readonly NamedObject[],
  { signal, report }: Tools,
): Promise<HashedObjects> {
  const owners = Map.groupBy(named, (one) => one.hash);
  const hashes = [...owners.keys()];
  const sizeOf = (hash: string): number => owners.get(hash)?.[0]?.size ?? GUESSED_BYTES;
  const damage: CheckDamage[] = [];
  let bytes = 0;
  let done = 0;
  for (const batch of batches(hashes, sizeOf)) {
    signal.throwIfAborted();
    report({ done, total: hashes.length });
    const states = await Promise.all(batch.map((hash) => stateOf(database, hash)));
    for (const state of states) {
      bytes += state.size;
      for (const owner of owners.get(state.hash) ?? []) damage.push(...damageOf(owner, state));
    }
    done += batch.length;
  }
  report({ done, total: hashes.length });
  return { bytes, damage };
}

function* batches(hashes: readonly string[], sizeOf: (hash: string) => number): Generator<readonly string[]> {
  let batch: string[] = [];
  let size = 0;
  for (const hash of hashes) {
    if (batch.length === MOST_OBJECTS || (batch.length > 0 && size + sizeOf(hash) > MOST_BYTES)) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(hash);
    size += sizeOf(hash);
  }
  if (batch.length > 0) yield batch;
}

interface ObjectState {
  readonly hash: string;
  /** null when the bytes hash to their name. */
  readonly what: 'missing' | 'changed' | 'unreadable' | null;
  readonly size: number;
}

/** The one catch of reading: a browser whose files are damaged says so for one object, and has the others. */
async function stateOf(database: LibraryDatabase, hash: string): Promise<ObjectState> {
  try {
    const bytes = await database.get('objects', hash);
    if (bytes === undefined) return { hash, what: 'missing', size: 0 };
    return { hash, what: (await sha256(bytes)) === hash ? null : 'changed', size: bytes.byteLength };
  } catch {
    return { hash, what: 'unreadable', size: 0 };
  }
}

function damageOf({ size, ...owner }: NamedObject, state: ObjectState): readonly CheckDamage[] {
  if (state.what) return [{ ...owner, what: state.what }];
  return size === null || size === state.size ? [] : [{ ...owner, what: 'wrong-size' }];
}
