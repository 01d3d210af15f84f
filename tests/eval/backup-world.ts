import 'fake-indexeddb/auto';
import { type LibraryDatabase, openLibrary } from '@/utils/library/database';
import type { BackupProgress } from '@/utils/library/run/backup-progress';
import { workOnBackup } from '@/utils/library/run/engine';
import type { Locks } from '@/utils/library/run/host';
import { createRunBook } from '@/utils/library/run/record';
import { createStore, type LibraryStore } from '@/utils/library/store';
import type { RequestLogEntry, Stage } from '../stage/types.ts';
import { randomFrom } from './random.ts';
import { stageFetch } from './stage-fetch.ts';

/** Real waits, so many times quicker. */
const HASTE = 100;

/** One library, and the claude.ai that it backs up. */
export interface BackupWorld {
  readonly stage: Stage;
  readonly database: LibraryDatabase;
  readonly store: LibraryStore;
  /** ms that were asked for as waits. */
  readonly waits: number[];
  /** "Back up all", or going on with it, until it is over. */
  readonly backUp: (life?: Life) => Promise<BackupProgress>;
  /** Ids of the conversations that were asked for since the last look. */
  readonly asked: () => string[];
  readonly close: () => Promise<void>;
}

/** Once it has ended nothing of it comes back: no answer, no end of a wait. */
export interface Life {
  isOver: boolean;
}

const isTree = ({ method, path, query }: RequestLogEntry): boolean =>
  method === 'GET' && /\/chat_conversations\/[^/]+$/.test(path) && query.includes('render_all_tools=true');
export const treeId = (entry: RequestLogEntry): string | undefined =>
  isTree(entry) ? entry.path.split('/').at(-1) : undefined;

const never = new Promise<never>(() => {});

/** Nobody else works on it: the lock is always free. */
const free = { request: (_name, _options, work) => work({}) } satisfies Locks;
const silent = { postMessage() {}, addEventListener() {}, removeEventListener() {} };

let libraries = 0;

export async function backupWorld(stage: Stage): Promise<BackupWorld> {
  libraries += 1;
  const database = await openLibrary({ name: `eval-${libraries}` });
  const { fetch, close } = stageFetch(stage);
  const chance = randomFrom(libraries).next;
  const waits: number[] = [];
  let seen = 0;
  const sleep = (ms: number): Promise<void> => {
    waits.push(ms);
    return new Promise((resolve) => setTimeout(resolve, ms / HASTE));
  };
  const backUp = async (life: Life = { isOver: false }): Promise<BackupProgress> => {
    const alive = async <T>(work: Promise<T>): Promise<T> => {
      const value = await work.catch((error: unknown) => (life.isOver ? never : Promise.reject(error)));
      return life.isOver ? never : value;
    };
    await createRunBook(async () => database).begin({ now: Date.now(), pauseMs: 0 });
    const end = await workOnBackup({
      database,
      fetch: (url, init) => (life.isOver ? never : alive(fetch(url, init))),
      locks: free,
      nudges: silent,
      now: Date.now,
      random: chance,
      sleep: (ms) => alive(sleep(ms)),
      as: 'page',
      signal: new AbortController().signal,
      report: () => undefined,
    });
    if (!end) throw new Error('nobody worked on the backup');
    return end;
  };
  return {
    stage,
    database,
    store: createStore(database),
    waits,
    backUp,
    asked: () => {
      const fresh = stage.log.slice(seen);
      seen = stage.log.length;
      return fresh.map(treeId).filter((id) => id !== undefined);
    },
    close: async () => {
      close();
      database.close();
    },
  };
}
