import { isFull } from '@/utils/library/full-disk';
import { createCare } from '@/utils/library/page/care';
import { type ChoiceEdges, createChoices } from '@/utils/library/page/choices';
import { createDeleting, type DeletingEdges } from '@/utils/library/page/deleting';
import { DIAGNOSTICS } from '@/utils/library/page/diagnostics';
import { createExports, type SavingEdges } from '@/utils/library/page/export';
import { INCIDENTS } from '@/utils/library/page/incidents';
import { createList } from '@/utils/library/page/list';
import { createOpener } from '@/utils/library/page/open';
import { SETTINGS } from '@/utils/library/page/settings';
import { type LibraryState, START } from '@/utils/library/page/state';
import { type BackupProgress, isOver } from '@/utils/library/run/backup-progress';
import type { BackupDesk, DeskListeners } from '@/utils/library/run/desk';
import type { LibraryStore } from '@/utils/library/store';
import type { WorkerClient } from '@/utils/library/worker/client';

export interface PageEdges extends ChoiceEdges, DeletingEdges, Omit<SavingEdges, 'worker'> {
  readonly store: LibraryStore;
  /** Does what would hold up the page. */
  readonly worker: WorkerClient;
  /** Another for what takes long: making files, taking them in, checking. The list and the search don't wait for it. */
  readonly heavyWorker: WorkerClient;
  readonly openDesk: (listeners: DeskListeners) => BackupDesk;
  /** Called with every new state. */
  readonly onChange: (state: LibraryState) => void;
  /** Called when a full backup is over, whatever its end. */
  readonly onBackedUp: () => void;
}

/** The place that starts a full backup at once. */
export const BACK_UP_ALL = 'back-up-all';

/** Places without a conversation. */
const NO_CONVERSATION: readonly string[] = ['', 'list', BACK_UP_ALL, DIAGNOSTICS, INCIDENTS, SETTINGS];

interface Page {
  readonly edges: PageEdges;
  readonly list: ReturnType<typeof createList>;
  readonly exports: ReturnType<typeof createExports>;
  readonly state: () => LibraryState;
  readonly set: (change: Partial<LibraryState>) => void;
}

/** What the library page knows and does, without a browser. */
export function createLibraryPage(edges: PageEdges) {
  let state = START;
  const set = (change: Partial<LibraryState>): void => {
    state = { ...state, ...change };
    edges.onChange(state);
  };
  const list = createList({ worker: edges.worker, state: () => state, set });
  const opener = createOpener({ worker: edges.worker, state: () => state, set });
  const heavy = { ...edges, worker: edges.heavyWorker };
  const exports = createExports(heavy, { state: () => state, set });
  const page: Page = { edges, list, exports, state: () => state, set };

  const desk = edges.openDesk({ report: showing(page), ended: (end) => finish(page, end) });
  /** The disk may be full, and the browser closes a library that it can't write to: what is kept stays kept, and that is said. */
  const told = (work: Promise<void>): Promise<void> =>
    work.catch((error: unknown) =>
      set({ backup: null, news: { kind: isFull(error) ? 'full' : 'copy-failed' } }),
    );
  const choices = createChoices(edges, { state: page.state, set, reread: opener.reread });
  const backUpAll = async (): Promise<void> => {
    set({ backupSaved: false, news: null });
    await desk.begin({ files: await choices.wantsFiles() });
    edges.onBackedUp();
  };
  /** A run that is unfinished goes on as it was, a paused one stays paused; the address alone begins one only if there is none. */
  const attend = async (isAsked: boolean): Promise<void> => {
    if ((await desk.attend(isAsked)) || !isAsked) return isAsked ? edges.onBackedUp() : undefined;
    await backUpAll();
  };

  return {
    state: page.state,
    /** At the page's start: what an earlier one left unfinished. */
    attend: () => told(attend(false)),
    /** A conversation's uuid, also with the hash of one of its versions behind an `@`, `BACK_UP_ALL`, or the list. */
    goTo: async (place: string): Promise<void> => {
      if (place === BACK_UP_ALL) void told(attend(true));
      await opener.open(NO_CONVERSATION.includes(place) ? null : place);
      await list.refresh();
    },
    ...list,
    ...createCare({ ...heavy, set, refresh: list.refresh }),
    ...choices,
    ...createDeleting(edges, {
      ...{ state: page.state, set },
      refresh: list.refresh,
      lookAtChoices: choices.lookAtChoices,
    }),
    ...exports.clicks,
    onBackUpAll: () => told(backUpAll()),
    onPause: () => void told(desk.pause()),
    onResume: () => void told(desk.resume()),
    onCancel: () => void told(desk.cancel()),
  };
}

/** Shows how far it is; the list follows now and then, the seldomer the longer it is. */
function showing(page: Page): (backup: BackupProgress) => void {
  let next = 1;
  return (backup) => {
    page.set({ backup });
    if (backup.done < next && !isOver(backup)) return;
    next = isOver(backup) ? 1 : backup.done + Math.max(20, backup.done);
    void page.list.refresh();
  };
}

/** The ZIP holds the whole library, and names what this run could not bring up to date. True: it is made, or there is nothing to put in. */
async function finish({ edges, list, exports }: Page, end: BackupProgress): Promise<boolean> {
  await list.refresh();
  if (end.state === 'stopped' && (await edges.store.list()).length === 0) return true;
  const saved = await exports.saveBackup(end.problems);
  void list.refresh();
  return saved === 'saved';
}
