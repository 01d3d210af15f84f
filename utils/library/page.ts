import { readConversationText } from '@/utils/claude/conversation';
import { linesOf } from '@/utils/export/turns';
import { type BackupProgress, isOver } from '@/utils/library/backup-progress';
import { DIAGNOSTICS } from '@/utils/library/diagnostics';
import { importFile } from '@/utils/library/import';
import { INCIDENTS } from '@/utils/library/incidents';
import { type LibraryState, type Reading, START } from '@/utils/library/page-state';
import type { BackupDesk, DeskListeners } from '@/utils/library/run-desk';
import { zipOf } from '@/utils/library/save-copy';
import { createSearch, type Search } from '@/utils/library/search';
import { SETTINGS } from '@/utils/library/settings';
import type { LibraryStore } from '@/utils/library/store';

export interface PageEdges {
  readonly store: LibraryStore;
  /** Epoch ms. */
  readonly now: () => number;
  readonly openDesk: (listeners: DeskListeners) => BackupDesk;
  readonly saveFile: (name: string, bytes: Uint8Array<ArrayBuffer>, mediaType: string) => void;
  readonly extensionVersion: string;
  /** Called with every new state. */
  readonly onChange: (state: LibraryState) => void;
  /** Called when a full backup is over, whatever its end. */
  readonly onBackedUp: () => void;
}

/** The place that starts a full backup at once. */
export const BACK_UP_ALL = 'back-up-all';

/** Places without a conversation. */
const NO_CONVERSATION = ['', 'list', BACK_UP_ALL, DIAGNOSTICS, INCIDENTS, SETTINGS];

interface Page {
  readonly edges: PageEdges;
  readonly search: Search;
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
  const page: Page = { edges, search: createSearch(edges.store), state: () => state, set };

  const desk = edges.openDesk({ report: showing(page), ended: (end) => finish(page, end) });
  const backUpAll = async (): Promise<void> => {
    set({ backupSaved: false, news: null });
    await desk.begin();
    edges.onBackedUp();
  };
  /** A run that is unfinished goes on as it was, a paused one stays paused; the address alone begins one only if there is none. */
  const attend = async (isAsked: boolean): Promise<void> => {
    if ((await desk.attend()) || !isAsked) return isAsked ? edges.onBackedUp() : undefined;
    await backUpAll();
  };

  return {
    state: page.state,
    /** At the page's start: what an earlier one left unfinished. */
    attend: () => attend(false),
    /** A conversation's uuid, `BACK_UP_ALL`, or the list. */
    goTo: async (place: string): Promise<void> => {
      if (place === BACK_UP_ALL) void attend(true);
      const reading = NO_CONVERSATION.includes(place) ? null : await read(edges.store, place);
      set({ reading, news: null });
      await refresh(page);
    },
    onSearch: (query: string) => {
      set({ query });
      return refresh(page);
    },
    onSaveCopy: (conversationId: string) => saveCopy(page, [conversationId]),
    onSaveAll: async () => saveCopy(page, await allIds(page)),
    onImport: (files: readonly Blob[]) => takeIn(page, files),
    onBackUpAll: backUpAll,
    onPause: () => void desk.pause(),
    onResume: () => void desk.resume(),
    onCancel: () => void desk.cancel(),
  };
}

const allIds = async ({ edges }: Page): Promise<readonly string[]> =>
  (await edges.store.list()).map((one) => one.conversationId);

async function refresh({ edges, search, state, set }: Page): Promise<void> {
  const { query } = state();
  const [all, use] = await Promise.all([edges.store.list(), edges.store.storageUse()]);
  const rows = await search.find(query, all);
  if (query === state().query) set({ rows, use }); // a later search brings its own answer
}

async function saveZip(
  { edges }: Page,
  ids: readonly string[],
  problems: BackupProgress['problems'],
): Promise<void> {
  const facts = { extensionVersion: edges.extensionVersion, now: edges.now(), problems };
  const { name, bytes } = await zipOf(edges.store, ids, facts);
  edges.saveFile(name, bytes, 'application/zip');
}

const saveCopy = (page: Page, ids: readonly string[]): Promise<void> =>
  saveZip(page, ids, []).then(
    () => page.set({ news: { kind: 'copy-saved' } }),
    () => page.set({ news: { kind: 'copy-failed' } }),
  );

async function takeIn(page: Page, files: readonly Blob[]): Promise<void> {
  const { store, now } = page.edges;
  let conversations = 0;
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const imported = await importFile(store, bytes, now());
    if (imported.ok) conversations += imported.value.conversations;
  }
  page.set({ news: conversations > 0 ? { kind: 'imported', conversations } : { kind: 'import-failed' } });
  await refresh(page);
}

/** Shows how far it is; the list follows now and then, the seldomer the longer it is. */
function showing(page: Page): (backup: BackupProgress) => void {
  let next = 1;
  return (backup) => {
    page.set({ backup });
    if (backup.done < next && !isOver(backup)) return;
    next = isOver(backup) ? 1 : backup.done + Math.max(20, backup.done / 5);
    void refresh(page);
  };
}

/** The ZIP holds the whole library, and names what this run could not bring up to date. True: it is made, or there is nothing to put in. */
async function finish(page: Page, end: BackupProgress): Promise<boolean> {
  await refresh(page);
  const ids = await allIds(page);
  if (end.state === 'stopped' && ids.length === 0) return true;
  const isSaved = await saveZip(page, ids, end.problems).then(
    () => true,
    () => false,
  );
  page.set(isSaved ? { backupSaved: true } : { news: { kind: 'copy-failed' } });
  return isSaved;
}

async function read(store: LibraryStore, conversationId: string): Promise<Reading> {
  const snapshot = await store.latest(conversationId);
  if (!snapshot) return { state: 'gone' };
  const raw = await store.readRaw(snapshot.hash);
  const parsed = readConversationText(new TextDecoder().decode(raw));
  return parsed.ok
    ? { state: 'open', snapshot, lines: linesOf(parsed.value) }
    : { state: 'unreadable', snapshot };
}
