import { openDB } from 'idb';
import { storageOf } from '@/utils/browser/storage';
import { isFull } from '@/utils/library/full-disk';
import { diskRoom, type Room } from './room';

/**
 * Chromium keeps all databases of an extension in one log. A record of it that a full disk has torn stays in its middle; the next
 * opening reads past it and writes on behind it, the one after that takes everything for damaged and deletes it. Written so much
 * in the next opening that a new log is begun, the torn one goes.
 * Seen: Chromium 156 on a small disk (2026-11). When wrong: a few MB are written for nothing once the disk was full.
 */
const BALLAST = 'ballast';
const RECORDS = 160;
/** What is larger than 64 kB is put beside the log. */
const RECORD_BYTES = 50_000;
/** For another page that is at it; the library opens then as if it could not be mended. */
const LONGEST_WAIT_MS = 10_000;

/** `torn`: a database was closed under our hands, as a write that fails does it. Absent since the browser began: nobody knows. */
export type LogState = 'torn' | 'ok' | undefined;

export interface TornLogEdges {
  /** What all of the extension know, as long as the browser runs; rejects where there is no storage, as in a worker. */
  readonly read: () => Promise<LogState>;
  readonly write: (state: LogState) => Promise<void>;
  readonly fill: () => Promise<void>;
  readonly room: Pick<Room, 'toKeep'>;
}

export interface TornLog {
  /** The browser has closed a database, and not for a newer version. */
  readonly note: () => Promise<void>;
  /** Before a database is opened. Rejects while a torn log is there and no room to mend it. */
  readonly opening: () => Promise<LogState>;
  /** Before it is used. `isUnfinished`: a backup was left in the middle, by a full disk for all we know. */
  readonly opened: (state: LogState, isUnfinished: () => Promise<boolean>) => Promise<void>;
}

export function createTornLog({ read, write, fill, room }: TornLogEdges): TornLog {
  /** A page's worker has no storage and must know it all the same. */
  let isTorn = false;
  const mark = (state: LogState): Promise<void> => write(state).catch(() => undefined);
  return {
    note: async () => {
      isTorn = true;
      await mark('torn');
    },
    opening: async () => {
      const state = isTorn ? 'torn' : await read().catch(() => 'ok' as const);
      if (state === 'torn') await room.toKeep(0);
      return state;
    },
    opened: async (state, isUnfinished) => {
      if (state === 'ok') return;
      if (state === 'torn' || (await isUnfinished().catch(() => false))) {
        try {
          await room.toKeep(0);
          await fill();
        } catch (error) {
          // What may be whole opens on a nearly full disk too; it is tried again at the next opening.
          if (state === 'torn' && isFull(error)) throw error;
          return;
        }
        isTorn = false;
      }
      await mark('ok');
    },
  };
}

/** Random, so that nothing makes it smaller. */
export async function fillLog(): Promise<void> {
  const ballast = await openDB(BALLAST, 1, { upgrade: (fresh) => void fresh.createObjectStore(BALLAST) });
  try {
    for (let at = 0; at < RECORDS; at += 1)
      await ballast.put(BALLAST, crypto.getRandomValues(new Uint8Array(RECORD_BYTES)), at);
  } finally {
    // Also where it was broken off: one that stays open would keep the next for ever from being deleted.
    ballast.close();
    indexedDB.deleteDatabase(BALLAST);
  }
}

const KEY = 'log';

/** Firefox undoes a write that finds no room: nothing of this is in its build. */
export const tornLog: TornLog | undefined = import.meta.env.FIREFOX
  ? undefined
  : createTornLog({
      read: async () => (await storageOf('session').get(KEY))[KEY] as LogState,
      write: async (state) => storageOf('session').set({ [KEY]: state }),
      // One after the other in the browser: each deletes what it wrote.
      fill: () => navigator.locks.request(BALLAST, { signal: AbortSignal.timeout(LONGEST_WAIT_MS) }, fillLog),
      room: diskRoom,
    });
