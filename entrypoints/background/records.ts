import { last } from '@/utils/signals/finality';
import { minorCall } from '@/utils/signals/minor';
import type { Signal } from '@/utils/signals/types';
import { type TabRecord, tabRecords } from '@/utils/storage/items';
import { remembered } from './remembered';

/** Older signals explain nothing any more. */
const KEPT_MS = 15 * 60_000;
const MOST = 250;
/** Of each kind of call that goes on beside the chat: a page that makes many must not push out what failed. */
const MOST_MINOR = 20;

export const EMPTY_RECORD: TabRecord = { signals: [], dismissed: null, composerIsEmpty: null };

/** What is known of the open tabs: in memory for speed, in session storage so that a worker that died knows it again. */
export interface Records {
  readonly get: (tabId: number) => Promise<TabRecord>;
  readonly add: (tabId: number, signals: readonly Signal[]) => Promise<TabRecord>;
  readonly change: (tabId: number, change: Partial<TabRecord>) => Promise<TabRecord>;
  readonly forget: (tabId: number) => Promise<void>;
  readonly tabIds: () => Promise<number[]>;
  /** All that was added by now is known to the next worker, too, should this one die. Never rejects. */
  readonly saved: () => Promise<void>;
}

export function tabMemory(): Records {
  const { get: all } = remembered(
    async () => new Map(Object.entries(await tabRecords.get()).map(([id, record]) => [Number(id), record])),
  );
  const save = async (): Promise<void> => tabRecords.set(Object.fromEntries(await all()));
  let saving: Promise<void> = Promise.resolve();
  const put = async (tabId: number, to: (record: TabRecord) => TabRecord): Promise<TabRecord> => {
    const records = await all();
    const record = to(records.get(tabId) ?? EMPTY_RECORD);
    records.set(tabId, record);
    saving = save(); // the user isn't kept waiting for it
    return record;
  };
  return {
    get: async (tabId) => (await all()).get(tabId) ?? EMPTY_RECORD,
    add: (tabId, signals) =>
      put(tabId, (record) => ({ ...record, signals: pruned(withNew(record.signals, signals)) })),
    change: (tabId, change) => put(tabId, (record) => ({ ...record, ...change })),
    forget: async (tabId) => {
      if ((await all()).delete(tabId)) await save();
    },
    tabIds: async () => [...(await all()).keys()],
    saved: () => saving.catch(() => undefined),
  };
}

/** What holds until the next of its kind, however old it is. */
const STANDING = ['page-context', 'page-loaded', 'connectivity', 'banner', 'app-health', 'tab-hang'] as const;

/** A tab whose background died over a message tells it again: what was kept of it by then is not told twice. */
function withNew(known: readonly Signal[], told: readonly Signal[]): Signal[] {
  const isKnown = (signal: Signal): boolean =>
    known.some((one) => one.at === signal.at && JSON.stringify(one) === JSON.stringify(signal));
  const fresh = told.filter((signal) => !isKnown(signal));
  return [...notAhead(known, fresh), ...fresh];
}

/**
 * A clock that was set back leaves what is known ahead of it. All of that came before what comes now, and moves back together: at one
 * and the same time, what failed in an hour would be a burst of failures.
 */
function notAhead(known: readonly Signal[], fresh: readonly Signal[]): readonly Signal[] {
  const now = Date.now();
  const byMs = Math.max(...known.map(({ at }) => at)) - Math.min(now, ...fresh.map(({ at }) => at));
  return known.map((signal) => (signal.at > now ? { ...signal, at: signal.at - byMs } : signal));
}

/** In the order in which things happened: the tab and the browser report side by side. */
function pruned(signals: readonly Signal[]): Signal[] {
  const now = Date.now();
  // A clock that was set back, or a page that lies, must not make all that follows look old.
  const ordered = signals
    .map((signal) => (signal.at > now ? { ...signal, at: now } : signal))
    .sort((a, b) => a.at - b.at);
  const newest = ordered.at(-1)?.at ?? 0;
  const recent = withoutCrowds(ordered.filter(({ at }) => newest - at < KEPT_MS));
  const kept = new Set<Signal | undefined>(recent.slice(-MOST));
  for (const kind of STANDING) kept.add(last(ordered, kind));
  return ordered.filter((signal) => kept.has(signal));
}

function withoutCrowds(signals: readonly Signal[]): Signal[] {
  const count: Partial<Record<string, number>> = {};
  return signals
    .toReversed()
    .filter((signal) => {
      const call = minorCall(signal);
      if (!call) return true;
      count[call] = (count[call] ?? 0) + 1;
      return count[call] <= MOST_MINOR;
    })
    .reverse();
}
