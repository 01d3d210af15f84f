import { logFile } from '@/utils/failures/log-file';
import type { FailureStore } from '@/utils/failures/store';
import { tally } from '@/utils/failures/tally';
import type { BrokenDetector, DiagnosticsState, MissingHook, SeenBuild } from '@/utils/failures/types';

/** The place of the view in the address of the library page. */
export const DIAGNOSTICS = 'diagnostics';

const STEP = 50;

export interface DiagnosticsEdges {
  /** Rejects when the log can't be opened. */
  readonly store: () => Promise<Pick<FailureStore, 'read' | 'clear'>>;
  readonly hooks: () => Promise<readonly MissingHook[]>;
  readonly detectors: () => Promise<readonly BrokenDetector[]>;
  /** The page's build that was seen last. */
  readonly build: () => Promise<SeenBuild | null>;
  /** Forgets what is kept of missing hooks and broken detectors. */
  readonly clearOddities: () => Promise<unknown>;
  /** What is not later than this moment (epoch ms) is not written any more. */
  readonly rememberClearing: (at: number) => Promise<void>;
  readonly saveFile: (name: string, bytes: Uint8Array<ArrayBuffer>, mediaType: string) => void;
  readonly extensionVersion: string;
  /** Epoch ms. */
  readonly now: () => number;
  readonly onChange: () => void;
}

/** What the diagnostics view knows and does, without a browser. */
export function createDiagnostics(edges: DiagnosticsEdges) {
  const { extensionVersion, now } = edges;
  let state: DiagnosticsState = {
    failures: null,
    shown: STEP,
    tallies: [],
    hooks: [],
    detectors: [],
    buildId: null,
    extensionVersion,
    news: null,
  };
  const set = (change: Partial<DiagnosticsState>): void => {
    state = { ...state, ...change };
    edges.onChange();
  };
  const read = async (): Promise<void> => {
    const [failures, hooks, detectors, seen] = await Promise.all([
      edges.store().then((store) => store.read()),
      edges.hooks(),
      edges.detectors(),
      edges.build(),
    ]);
    const buildId = seen?.buildId ?? failures.find((one) => one.buildId !== null)?.buildId ?? null;
    const news = state.news === 'log-unreadable' ? null : state.news;
    set({ failures, tallies: tally(failures, now()), hooks, detectors, buildId, news });
  };
  /** A log that can't be read is said to be so, and looks empty. */
  const refresh = (): Promise<void> =>
    read().catch(() => set({ failures: state.failures ?? [], news: 'log-unreadable' }));
  return {
    state: () => state,
    refresh,
    onShowMore: () => set({ shown: state.shown + STEP }),
    onSaveLog: async (): Promise<void> => {
      await refresh();
      const { failures, hooks, detectors } = state;
      const file = logFile({ failures: failures ?? [], hooks, detectors, extensionVersion, now: now() });
      edges.saveFile(file.name, file.bytes, 'application/json');
      if (state.news !== 'log-unreadable') set({ news: 'log-saved' });
    },
    onClearLog: async (): Promise<void> => {
      const clear = async () => {
        const store = await edges.store();
        // First, so that what is being written meanwhile is known to be of before.
        await edges.rememberClearing(now());
        await store.clear();
        await edges.clearOddities();
      };
      await clear().then(
        () => set({ news: 'log-cleared', shown: STEP }),
        () => set({ news: 'log-unreadable' }),
      );
      await refresh();
    },
  };
}
