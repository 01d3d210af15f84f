import { alarmAt, clearAlarm, SOONEST_ALARM_MS, setAlarm } from '@/utils/browser/alarms';
import { backOf, type Clues } from '@/utils/incidents/back';
import type { Track } from '@/utils/incidents/track';
import type { Back } from '@/utils/incidents/types';
import { witnessedBy } from '@/utils/incidents/witnessed';
import type { ProbeResult } from '@/utils/probes/types';
import type { Witness } from '@/utils/status/types';
import { type BackWatch, backNotice, backWatch } from '@/utils/storage/incident-items';

export const WATCH = 'watch-back';

/** Somebody who asked yesterday does not wait any more. */
const LONGEST_MS = 12 * 60 * 60_000;
/** How long the popup says that Claude is back. */
const SHOWN_MS = 30 * 60_000;
/** Small reads: often at first, then rarely, so that a day of them stays a small part of what may be asked. */
const EAGER_MS = 10 * 60_000;
const SOON_MS = 60_000;
const LATER_MS = 4 * 60_000;
/** Up to so much of the spacing is added by chance. */
const SPREAD = 0.75;
const MOST_READS = 10;
const READ_FRESH_MS = 10 * 60_000;

export interface BackEdges {
  readonly now: () => number;
  /** In [0, 1). */
  readonly chance: () => number;
  readonly track: () => Promise<Track>;
  readonly witnesses: () => Promise<readonly Witness[]>;
  /** Rejects for a tab that is gone. */
  readonly isPrivate: (tabId: number) => Promise<boolean>;
  /** Open tabs of claude.ai. Without one, nothing is asked. */
  readonly tabs: () => Promise<readonly number[]>;
  readonly probes: (tabId: number) => Promise<readonly ProbeResult[]>;
  /** Makes the small reads that are due. */
  readonly probe: (tabId: number) => Promise<unknown>;
  /** Tells the user. ms after which to try again, when they don't want to be told now; else 0. */
  readonly tell: (back: Back) => Promise<number>;
  /** Something is to be shown differently. */
  readonly changed: () => void;
}

/** Waits for Claude to come back, for a user who asked to be told. All that it knows is stored: the worker dies meanwhile. */
export interface BackWatching {
  readonly begin: (tabId: number | null, failed: BackWatch['failed']) => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly isWatching: () => Promise<boolean>;
  /** That it is back, while that is news. */
  readonly back: () => Promise<Back | null>;
  /** Something new is known, or the worker has begun anew. Never rejects. */
  readonly check: () => Promise<void>;
  /** The alarm has gone off. */
  readonly tick: () => Promise<void>;
}

export function backWatching(edges: BackEdges): BackWatching {
  const { now, changed } = edges;
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = (step: () => Promise<void>): Promise<void> => {
    const next = queue
      .then(step)
      .catch((error) => console.warn('Lifeline: could not look for Claude.', error));
    queue = next;
    return next;
  };
  const stop = async (): Promise<void> => {
    await Promise.all([backWatch.set(null), clearAlarm(WATCH)]);
    changed();
  };
  const check = (): Promise<void> => inTurn(() => look(edges, stop, () => void check()));
  return {
    check,
    stop: () => inTurn(stop),
    begin: async (tabId, failed) => {
      await inTurn(async () => {
        // A tab that can't be asked any more counts as private.
        const isPrivate = tabId !== null && (await edges.isPrivate(tabId).catch(() => true));
        const fresh = { since: now(), tabId, failed, officialTroubleAt: null, readsAt: [], back: null };
        await Promise.all([backWatch.set({ ...fresh, isPrivate }), backNotice.set(null)]);
        changed();
      });
      await check();
    },
    isWatching: async () => {
      const watch = await backWatch.get();
      return watch !== null && watch.back === null;
    },
    back: async () => {
      const notice = await backNotice.get();
      if (notice === null || Math.abs(now() - notice.at) >= SHOWN_MS) return null;
      const { outcomes } = await edges.track();
      const failedSince = outcomes.some(({ ok, at }) => !ok && at > notice.at);
      return failedSince ? null : { at: notice.at, by: notice.by };
    },
    tick: async () => {
      const [watch, [first]] = await Promise.all([backWatch.get(), readers(edges)]);
      if (watch && first !== undefined && asksFor(watch)) await edges.probe(first).catch(() => undefined);
      await check();
    },
  };
}

/** The tab of the user's wish first. */
async function readers({ tabs }: BackEdges): Promise<readonly number[]> {
  const [open, watch] = await Promise.all([tabs(), backWatch.get()]);
  return [...open].sort((a, b) => Number(b === watch?.tabId) - Number(a === watch?.tabId));
}

/** Where messages failed, reads only confirm what the official page says: they wait for it. */
const asksFor = ({ failed, officialTroubleAt }: BackWatch): boolean =>
  failed === 'document' || officialTroubleAt !== null;

async function look(edges: BackEdges, stop: () => Promise<void>, again: () => void): Promise<void> {
  const stored = await backWatch.get();
  if (!stored) return;
  const now = edges.now();
  const before = notAhead(stored, now);
  if (before.back === null && now - before.since >= LONGEST_MS) return stop();
  const { watch, clues } = await gather(edges, before);
  const { back, lookAt } = holds(before.back, clues)
    ? { back: before.back, lookAt: null }
    : backOf(watch, clues, now);
  if (!back) {
    if (before.back) await backNotice.set(null); // it failed again before anybody was told
    await keep(stored, { ...watch, back: null });
    // No alarm comes sooner than this; a worker that has just heard something lives as long.
    if (lookAt !== null && lookAt - now < SOONEST_ALARM_MS) setTimeout(again, lookAt - now + 50);
    return wakeFor(watch, lookAt, now, edges.chance());
  }
  const isNews = before.back === null;
  if (isNews) {
    await backNotice.set({ ...back, tabId: watch.tabId });
    await keep(stored, { ...watch, back });
    edges.changed();
  }
  const laterMs = await edges.tell(before.back ?? back);
  if (laterMs > 0) return setAlarm(WATCH, laterMs);
  return stop();
}

/** A clock that was set back would let it wait until it has caught up. */
const notAhead = (watch: BackWatch, now: number): BackWatch => ({
  ...watch,
  since: Math.min(watch.since, now),
  officialTroubleAt: watch.officialTroubleAt && Math.min(watch.officialTroubleAt, now),
  readsAt: watch.readsAt.filter((at) => at <= now),
  back: watch.back && { ...watch.back, at: Math.min(watch.back.at, now) },
});

/** What proved it is forgotten by the end of the quiet hours; only what failed since takes it back. */
const holds = (back: Back | null, { outcomes, readsFail }: Clues): back is Back =>
  back !== null && !readsFail && !outcomes.some(({ ok, at }) => !ok && at > back.at);

const keep = async (before: BackWatch, after: BackWatch): Promise<void> => {
  if (JSON.stringify(before) !== JSON.stringify(after)) await backWatch.set(after);
};

/** Every look at a tab comes by here: an alarm that is set stays, or frequent looks would put it off for ever. */
async function wakeFor(watch: BackWatch, lookAt: number | null, now: number, chance: number): Promise<void> {
  const eager = now - watch.since < EAGER_MS || now - (watch.readsAt.at(-1) ?? 0) < 2 * SOON_MS;
  const spacing = eager ? SOON_MS : LATER_MS;
  const inMs = (share: number): number =>
    Math.min(spacing * (1 + SPREAD * share), lookAt === null ? Number.POSITIVE_INFINITY : lookAt - now);
  const due = await alarmAt(WATCH);
  const latest = now + Math.max(inMs(1), SOONEST_ALARM_MS);
  if (due === null || due > latest) await setAlarm(WATCH, inMs(chance));
}

async function gather(edges: BackEdges, before: BackWatch): Promise<{ watch: BackWatch; clues: Clues }> {
  const [{ outcomes }, witnesses, tabs] = await Promise.all([edges.track(), edges.witnesses(), edges.tabs()]);
  const probes = (await Promise.all(tabs.map(edges.probes))).flat();
  const claude = probes
    .filter(({ id, at }) => (id === 'claude' || id === 'edge') && Math.abs(edges.now() - at) < READ_FRESH_MS)
    .sort((a, b) => a.at - b.at);
  const reads = claude.filter(
    ({ id, state, tookMs }) => id === 'claude' && state === 'ok' && tookMs !== null,
  );
  const readsAt = [...new Set([...before.readsAt, ...reads.map(({ at }) => at)])]
    .filter((at) => at >= before.since)
    .sort((a, b) => a - b)
    .slice(-MOST_READS);
  const official = witnesses.find(({ id }) => id === 'claude-status-page');
  const model = outcomes.findLast(({ ok }) => !ok)?.model ?? null;
  const isHit = official !== undefined && witnessedBy([official], model).length > 0;
  const troubleAt = isHit ? official.answeredAt : null;
  return {
    watch: { ...before, readsAt, officialTroubleAt: troubleAt ?? before.officialTroubleAt },
    clues: {
      outcomes,
      readsAt,
      readsFail: claude.at(-1)?.state === 'bad',
      officialOkAt: official?.state === 'ok' ? official.answeredAt : null,
    },
  };
}
