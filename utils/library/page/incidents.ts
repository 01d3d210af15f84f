import type { Evidence } from '@/utils/diagnosis/types';
import type { FailureStore } from '@/utils/failures/store';
import { isDue, type OfficialHistory, readAnew } from '@/utils/incidents/official-history';
import { type TimelineFacts, timeline } from '@/utils/incidents/timeline';
import { csvFile, jsonFile } from '@/utils/incidents/timeline-file';
import { hoursIn } from '@/utils/incidents/tries';
import type { IncidentsState, OfficialState, OwnIncident, Range, TryLog } from '@/utils/incidents/types';
import { uptime } from '@/utils/incidents/uptime';
import type { FetchText } from '@/utils/status/ask';
import type { Maintenance } from '@/utils/status/types';

/** The place of the view in the address of the library page. */
export const INCIDENTS = 'incidents';

export interface IncidentsEdges {
  /** Rejects when the log can't be opened. */
  readonly store: () => Promise<Pick<FailureStore, 'read'>>;
  readonly own: () => Promise<readonly OwnIncident[]>;
  readonly tries: () => Promise<TryLog>;
  /** Announced work, as the status page told it lately; null when it hasn't. */
  readonly maintenance: () => Promise<readonly Maintenance[] | null>;
  readonly history: {
    readonly get: () => Promise<OfficialHistory>;
    readonly set: (history: OfficialHistory) => Promise<void>;
  };
  /** Whether the official page may be asked. */
  readonly mayAsk: () => Promise<boolean>;
  readonly fetchText: FetchText;
  readonly wordsOf: (evidence: Evidence) => string;
  readonly saveFile: (name: string, bytes: Uint8Array<ArrayBuffer>, mediaType: string) => void;
  readonly extensionVersion: string;
  /** Epoch ms. */
  readonly now: () => number;
  readonly onChange: () => void;
}

const NOTHING: TimelineFacts = { failures: [], own: [], official: [], maintenance: [], hours: [] };
const START: IncidentsState = {
  range: 'day',
  timeline: null,
  official: { state: 'reading', answeredAt: null, from: null, isPlanKnown: false },
  uptime: null,
  reliability: null,
  newestFirst: true,
  news: null,
};

/** What the incidents view knows and does, without a browser. */
export function createIncidents(edges: IncidentsEdges) {
  const { now } = edges;
  let state = START;
  let facts = NOTHING;
  let asking: Promise<void> | undefined;
  const set = (change: Partial<IncidentsState>): void => {
    state = { ...state, ...change };
    edges.onChange();
  };
  /** A log that can't be read is said to be so, and looks empty. */
  const refresh = async (): Promise<void> => {
    const read = await readFacts(edges);
    facts = read.facts;
    const news = state.news === 'log-unreadable' ? null : state.news;
    set({
      timeline: timeline(facts, state.range, now()),
      official: officialState(read, asking !== undefined),
      uptime: uptime(facts.official, now()),
      reliability: reliability(facts),
      news: read.isLogRead ? news : 'log-unreadable',
    });
  };
  const askOfficial = (again: boolean): Promise<void> => {
    asking ??= ask(edges, again, () => set({ official: { ...state.official, state: 'reading' } })).finally(
      () => {
        asking = undefined;
      },
    );
    return asking;
  };
  return {
    state: () => state,
    refresh,
    /** Somebody looks: what is kept at once, then what the official page says now. */
    look: async (): Promise<void> => {
      await refresh();
      await askOfficial(false);
      await refresh();
    },
    onReadAgain: async (): Promise<void> => {
      await askOfficial(true);
      await refresh();
    },
    onRange: (range: Range) => set({ range, timeline: timeline(facts, range, now()) }),
    onSort: () => set({ newestFirst: !state.newestFirst }),
    onExport: async (kind: 'csv' | 'json'): Promise<void> => {
      await refresh();
      const { range, official } = state;
      const { wordsOf, extensionVersion } = edges;
      const make = kind === 'csv' ? csvFile : jsonFile;
      const own = { range, officialReadAt: official.answeredAt, extensionVersion, wordsOf, now: now() };
      const file = make({ ...facts, ...own });
      edges.saveFile(file.name, file.bytes, file.mediaType);
      if (state.news !== 'log-unreadable') set({ news: kind === 'csv' ? 'csv-saved' : 'json-saved' });
    },
  };
}

async function readFacts(edges: IncidentsEdges) {
  const [failures, own, tries, maintenance, history, mayAsk] = await Promise.all([
    edges
      .store()
      .then((store) => store.read())
      .catch(() => undefined),
    edges.own(),
    edges.tries(),
    edges.maintenance(),
    edges.history.get(),
    edges.mayAsk(),
  ]);
  return {
    facts: {
      failures: failures ?? [],
      own,
      official: history.rows,
      maintenance: maintenance ?? [],
      hours: hoursIn(tries),
    },
    history,
    mayAsk,
    isLogRead: failures !== undefined,
    isPlanKnown: maintenance !== null,
  };
}

async function ask({ history, mayAsk, fetchText, now }: IncidentsEdges, again: boolean, begins: () => void) {
  const before = await history.get();
  if (!(await mayAsk()) || !isDue(before, now(), again)) return;
  begins();
  await history.set(await readAnew(before, fetchText, now));
}

function officialState(
  { history, mayAsk, isPlanKnown }: Awaited<ReturnType<typeof readFacts>>,
  isAsking: boolean,
): OfficialState {
  const { answeredAt, problem, askedAt, rows } = history;
  const from = rows.length === 0 ? null : Math.min(...rows.map(({ startedAt }) => startedAt));
  const known = { answeredAt, from, isPlanKnown };
  if (!mayAsk) return { state: 'off', ...known };
  if (isAsking || askedAt === null) return { state: 'reading', ...known };
  return { state: problem === null ? 'read' : 'unreadable', ...known };
}

function reliability({ hours }: TimelineFacts): IncidentsState['reliability'] {
  const from = hours[0]?.at;
  if (from === undefined) return null;
  const sum = (key: 'tries' | 'failed') => hours.reduce((total, hour) => total + hour[key], 0);
  return { tries: sum('tries'), failed: sum('failed'), from };
}
