import { triesOf } from '@/utils/failures/tries';
import { withTries } from '@/utils/incidents/tries';
import type { Signal } from '@/utils/signals/types';
import { tryLog } from '@/utils/storage/incident-items';
import { clearedAt } from './failure-log';

/** What a worker that dies may lose; the tab's next signal makes up for it. */
const WRITE_EVERY_MS = 2_000;

export interface TryCount {
  /** The signals of a tab as they are now. Returns at once, never throws. */
  readonly note: (tabId: number, signals: readonly Signal[]) => void;
}

export interface CountEdges {
  /** Of private windows nothing is kept. Rejects for a tab that is gone. */
  readonly isPrivate: (tabId: number) => Promise<boolean>;
  readonly now: () => number;
}

/** Counts messages, so that failures can be told as a share of them. */
export function tryCount({ isPrivate, now }: CountEdges): TryCount {
  const notes = new Map<number, { signals: readonly Signal[]; isPrivate: Promise<boolean> }>();
  const write = async (): Promise<void> => {
    const taken = [...notes];
    notes.clear();
    const before = await clearedAt(now());
    for (const [tabId, note] of taken) {
      if (await note.isPrivate) continue;
      await tryLog.update((log) =>
        withTries(
          log,
          triesOf(note.signals, tabId).filter(({ at }) => at > before),
          now(),
        ),
      );
    }
  };
  return {
    note: (tabId, signals) => {
      if (notes.size === 0)
        setTimeout(
          () => void write().catch((error) => console.warn('Lifeline: tries were not counted.', error)),
          WRITE_EVERY_MS,
        );
      // A tab that can't be asked any more counts as private.
      const asked = notes.get(tabId)?.isPrivate ?? isPrivate(tabId).catch(() => true);
      notes.set(tabId, { signals, isPrivate: asked });
    },
  };
}
