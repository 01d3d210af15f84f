import { openFailures } from '@/utils/failures/database';
import { failuresOf } from '@/utils/failures/failures';
import { buildIn, hooksIn, laterBuild, withDetectors, withHooks } from '@/utils/failures/oddities';
import { createFailureStore, type FailureStore } from '@/utils/failures/store';
import type { Failure } from '@/utils/failures/types';
import { tellWritten } from '@/utils/failures/written';
import type { Signal } from '@/utils/signals/types';
import { brokenDetectors, logClearedAt, missingHooks, seenBuild } from '@/utils/storage/diagnostic-items';

/** What a worker that dies may lose. Long enough for what belongs together to come together. */
const WRITE_EVERY_MS = 2_000;
/** A page that fails like mad, or pretends to, doesn't drive everything else out of the log. */
const NEW_PER_MINUTE = 120;
/** Entries whose last state is remembered, so that only what has changed is written. */
const REMEMBERED = 1_000;

export interface FailureLog {
  /** The signals of a tab as they are now, and the detectors that broke on them. Returns at once, never throws. */
  readonly note: (tabId: number, signals: readonly Signal[], broken: readonly string[]) => void;
}

export interface LogEdges {
  /** Of private windows nothing is kept. Rejects for a tab that is gone. */
  readonly isPrivate: (tabId: number) => Promise<boolean>;
  readonly now: () => number;
  readonly extensionVersion: string;
  readonly open?: () => Promise<FailureStore>;
}

const openStore = async (onClose: () => void): Promise<FailureStore> => {
  const database = await openFailures();
  database.addEventListener('close', onClose);
  return createFailureStore(database);
};

export function failureLog(edges: LogEdges): FailureLog {
  let opened: Promise<FailureStore> | undefined;
  const close = (): void => {
    opened = undefined; // the next write opens it anew
  };
  const store = (): Promise<FailureStore> => {
    opened ??= edges.open?.() ?? openStore(close);
    return opened;
  };
  const told = toldLately(edges.now);
  const notes = new Map<number, Note>();
  let isWaiting = false;

  const write = async (): Promise<void> => {
    const taken = [...notes];
    notes.clear();
    const failures: Failure[] = [];
    const before = await clearedAt(edges.now());
    for (const [tabId, { signals, broken, isPrivate }] of taken) {
      if (await isPrivate) continue;
      failures.push(...failuresOf(signals, tabId, edges.now()).filter(({ at }) => at > before));
      await keepOddities(edges, signals, broken, before).catch(warn);
    }
    const changed = told.changed(failures);
    if (changed.length === 0) return;
    const log = await store();
    await log.write(changed, edges.now());
    // Cleared while this was under way: what was written after that goes again.
    const after = await clearedAt(edges.now());
    if (after > before) await log.clear(after);
    told.remember(changed);
    tellWritten();
  };

  const writeSoon = (): void => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      write().catch((error) => {
        close();
        warn(error);
      });
    }, WRITE_EVERY_MS);
  };

  return {
    note: (tabId, signals, broken) => {
      const before = notes.get(tabId);
      notes.set(tabId, {
        signals,
        broken: [...new Set([...(before?.broken ?? []), ...broken])],
        // A tab that can't be asked any more counts as private.
        isPrivate: before?.isPrivate ?? edges.isPrivate(tabId).catch(() => true),
      });
      writeSoon();
    },
  };
}

/** Until when nothing is written any more. A clearing that is still to come is of a clock that was set back since. */
export async function clearedAt(now: number): Promise<number> {
  const at = await logClearedAt.get();
  return at !== null && at <= now ? at : Number.NEGATIVE_INFINITY;
}

const warn = (error: unknown): void => console.warn('Lifeline: the failure log could not be written.', error);

interface Note {
  readonly signals: readonly Signal[];
  readonly broken: readonly string[];
  readonly isPrivate: Promise<boolean>;
}

/** What has been written lately, and how much of it was new. */
function toldLately(now: () => number) {
  const told = new Map<string, string>();
  let minute = 0;
  let spent = 0;
  const nameOf = ({ at, key }: Failure): string => `${at} ${key}`;
  const mayBegin = (): boolean => {
    const current = Math.floor(now() / 60_000);
    if (current !== minute) spent = 0;
    minute = current;
    spent += 1;
    return spent <= NEW_PER_MINUTE;
  };
  return {
    changed: (failures: readonly Failure[]): Failure[] =>
      failures.filter((failure) => {
        const before = told.get(nameOf(failure));
        return before === undefined ? mayBegin() : before !== JSON.stringify(failure);
      }),
    remember: (failures: readonly Failure[]): void => {
      for (const failure of failures) told.set(nameOf(failure), JSON.stringify(failure));
      for (const name of [...told.keys()].slice(0, Math.max(0, told.size - REMEMBERED))) told.delete(name);
    },
  };
}

async function keepOddities(
  { now, extensionVersion: version }: LogEdges,
  signals: readonly Signal[],
  broken: readonly string[],
  before: number,
): Promise<void> {
  const build = buildIn(signals);
  if (build !== null) await seenBuild.update((known) => laterBuild(known, build));
  const hooks = hooksIn(signals).filter(({ firstSeen }) => firstSeen > before);
  if (hooks.length > 0) await missingHooks.update((known) => withHooks(known, hooks, now()));
  const firstSeen = now();
  const detectors = broken.map((detector) => ({ detector, version, firstSeen }));
  if (detectors.length > 0)
    await brokenDetectors.update((known) => withDetectors(known, detectors, firstSeen));
}
