import type { DraftsState } from '@/components/library/DraftsView';
import { send } from '@/utils/browser/messages';
import { keptRows } from '@/utils/drafts/list';
import type { KeptRow } from '@/utils/drafts/types';
import { drafts, halfAnswers } from '@/utils/storage/items';
import { onKeptChanged } from '@/utils/storage/kept-changes';

/** The list of drafts in a browser. `isShown` keeps it from reading what nobody looks at. */
export function openDrafts(isShown: () => boolean, onChange: () => void) {
  let state: DraftsState = { rows: null, news: null };
  const set = (change: Partial<DraftsState>): void => {
    state = { ...state, ...change };
    onChange();
  };
  const refresh = async (): Promise<void> => {
    const [shelf, halves] = await Promise.all([drafts.get(), halfAnswers.get()]);
    const isNewer = (await Promise.all([drafts.isNewer(), halfAnswers.isNewer()])).includes(true);
    set({ rows: keptRows(shelf, halves, Date.now()), isNewer });
  };
  const look = (): void => {
    if (isShown() && document.visibilityState === 'visible') void refresh();
  };
  onKeptChanged(look);
  document.addEventListener('visibilitychange', look);
  return {
    state: () => state,
    look,
    onCopy: async ({ text }: KeptRow): Promise<void> => {
      const copied = await navigator.clipboard.writeText(text).then(
        () => true,
        () => false,
      );
      set({ news: copied ? 'copied' : 'not-copied' });
    },
    /** The background writes these all the time: it lets them go too. */
    onDelete: async ({ id }: KeptRow): Promise<void> => {
      const { ok } = await send('let-go', id);
      await refresh();
      set({ news: ok ? 'deleted' : 'not-deleted' });
    },
  };
}
