import type { Finding } from '@/utils/detectors/types';
import type { History } from '@/utils/diagnosis/history';
import type { Verdict } from '@/utils/diagnosis/types';
import { setBack } from '@/utils/incidents/clock';
import { leftOpen, logged } from '@/utils/incidents/log';
import { outcomesOf } from '@/utils/incidents/outcomes';
import { EMPTY_TRACK, settle, type Track, type Tracked, track } from '@/utils/incidents/track';
import { isClaudes } from '@/utils/incidents/trouble';
import type { OwnIncident } from '@/utils/incidents/types';
import { usualOf } from '@/utils/incidents/usual';
import { witnessedBy } from '@/utils/incidents/witnessed';
import { leave } from '@/utils/incidents/yours';
import type { Successes } from '@/utils/signals/successes';
import type { Signal } from '@/utils/signals/types';
import { type Durations, USUAL } from '@/utils/status/incident-history';
import type { Witness } from '@/utils/status/types';
import { incidentTrack, officialHistory, ownIncidents } from '@/utils/storage/incident-items';
import { remembered } from './remembered';

/** How long trouble usually lasts changes by the day. */
const USUAL_FOR_MS = 60_000;

/** What a look at one tab has found. */
interface Look {
  readonly tabId: number;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly successes: Successes;
}

/** Opens, keeps and closes this machine's incidents. */
export interface IncidentLog {
  readonly history: () => Promise<History>;
  /** Never throws. */
  readonly note: (look: Look) => void;
  /** The tab is closed: what only it showed is over. */
  readonly forget: (tabId: number) => Promise<void>;
  readonly track: () => Promise<Track>;
  /** The user wants nothing of it to be kept. */
  readonly clear: () => Promise<void>;
}

export interface IncidentEdges {
  readonly now: () => number;
  readonly signalsOf: (tabId: number) => Promise<readonly Signal[]>;
  readonly witnesses: () => Promise<readonly Witness[]>;
  /** Of private windows nothing is kept. Rejects for a tab that is gone. */
  readonly isPrivate: (tabId: number) => Promise<boolean>;
  /** Something has been tried, and the log knows what came of it. */
  readonly noted: () => void;
  /** Claude has gone down, as far as this machine knows. Once for each incident. */
  readonly wentDown: (incident: OwnIncident) => void;
}

/** The track in memory and in the browser's session, the log on disk; the worker may die at any time. */
function memoryOf({ now, wentDown }: IncidentEdges) {
  let queue: Promise<unknown> = Promise.resolve();
  /** What could not be written is written with what comes next. */
  let unwritten: readonly OwnIncident[] = [];
  const write = async (changed: readonly OwnIncident[]): Promise<void> => {
    const rows = [...unwritten.filter(({ id }) => !changed.some((one) => one.id === id)), ...changed];
    unwritten = rows;
    if (rows.length === 0) return;
    await ownIncidents.update((before) => logged(before, rows, now()));
    unwritten = [];
  };
  const memory = remembered(async (): Promise<Track> => {
    const [stored, rows] = await Promise.all([incidentTrack.get(), ownIncidents.get()]);
    // Who can't write can read all the same.
    await write(leftOpen(rows, stored.open, now())).catch(warn);
    return stored;
  });
  const take = async (step: (before: Track) => Promise<Tracked> | Tracked): Promise<void> => {
    const stored = await memory.get();
    const before = setBack(stored, now());
    const { track: after, changed } = await step(before);
    const wasDown = (id: string) => before.open.some((one) => one.id === id && one.verdict === 'down');
    await memory.change(() => after);
    for (const one of changed)
      if (one.verdict === 'down' && one.endedAt === null && !wasDown(one.id)) wentDown(one);
    // The session's area may be full: the log is on disk.
    if (JSON.stringify(after) !== JSON.stringify(stored)) await incidentTrack.set(after).catch(warn);
    await write(changed);
  };
  return {
    get: async () => setBack(await memory.get(), now()),
    change: (step: (before: Track) => Promise<Tracked> | Tracked): Promise<void> => {
      const next = queue.then(() => take(step)).catch(warn);
      queue = next;
      return next;
    },
  };
}

const warn = (error: unknown): void =>
  console.warn('Lifeline: the incident log could not be written.', error);

export function incidentLog(edges: IncidentEdges): IncidentLog {
  const { now, signalsOf, witnesses } = edges;
  const memory = memoryOf(edges);
  const usual = usualLately(now);
  const look = async (before: Track, { tabId, verdict }: Look): Promise<Tracked> => {
    const [signals, heard, isPrivate] = await Promise.all([
      signalsOf(tabId),
      witnesses(),
      // A tab that can't be asked any more counts as private.
      edges.isPrivate(tabId).catch(() => true),
    ]);
    const outcomes = outcomesOf(signals, tabId, isPrivate);
    const seen = { tabId, isPrivate, verdict, outcomes, witnesses: witnessedBy(heard, verdict.model) };
    return track(before, seen, now(), () => crypto.randomUUID());
  };
  return {
    track: memory.get,
    note: (seen) => {
      void memory.change((before) => look(before, seen)).then(edges.noted);
    },
    clear: () => memory.change(() => ({ track: EMPTY_TRACK, changed: [] })),
    forget: (tabId) => memory.change((before) => leave(before, tabId, null, now())),
    history: async () => {
      const [known, lasts] = await Promise.all([memory.get(), usual()]);
      const open = settle(known, now()).track.open.find(({ verdict }) => isClaudes(verdict));
      const incident = open && { startedAt: open.startedAt, verdict: open.verdict, failures: open.failures };
      return { incident: incident ?? null, usual: lasts };
    },
  };
}

function usualLately(now: () => number): () => Promise<Durations> {
  let known: { readonly at: number; readonly value: Promise<Durations> } | undefined;
  const read = async (): Promise<Durations> => {
    const [own, official] = await Promise.all([ownIncidents.get(), officialHistory.get()]);
    return usualOf(own, official.rows);
  };
  return async () => {
    if (!known || now() - known.at >= USUAL_FOR_MS) known = { at: now(), value: read() };
    try {
      return await known.value;
    } catch {
      known = undefined; // the next one reads anew
      return USUAL;
    }
  };
}
