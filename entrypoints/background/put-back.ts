import { claudeTabIds } from '@/utils/browser/tabs';
import { type DraftPlace, freshOf, leftFor, mayShow, type Shelf } from '@/utils/drafts/shelf';
import type { Draft } from '@/utils/drafts/types';
import { last } from '@/utils/signals/finality';
import { drafts } from '@/utils/storage/items';
import type { Records } from './records';
import { giveBack } from './tab-steps';

/** A page takes so long at most until what it was given stands in its composer. */
const TAKES_MS = 30_000;

/** What a page that begins may put back. */
interface PutBack {
  readonly typed: Draft | null;
  /** Kept of other tabs: a page that shows one of these as its own draft of a new chat may have it replaced. */
  readonly elsewhere: string[];
}

/** What to put back into pages. After a crash several tabs ask at once: no two of them get the same. */
export function puttingBack(records: Pick<Records, 'get'>, now: () => number) {
  const given = new Map<string, { readonly tabId: number; readonly at: number }>();
  // What a page takes it keeps under its own name, and that one is free to be given.
  const nameOf = (draft: Draft): string => [draft.conversationId, draft.tabId, draft.page].join(' ');
  const isGiven = (draft: Draft, tabId: number): boolean => {
    const to = given.get(nameOf(draft));
    return to !== undefined && to.tabId !== tabId && now() - to.at < TAKES_MS;
  };
  /** A tab that hasn't said where it is may stand there. */
  const openIn = async (shelf: Shelf): Promise<(draft: Draft) => boolean> => {
    const open = new Set(await claudeTabIds());
    const places = new Map<number, string | null | undefined>();
    for (const { tabId } of Object.values(shelf)) {
      if (tabId === undefined || !open.has(tabId)) continue;
      places.set(tabId, last((await records.get(tabId)).signals, 'page-context')?.conversationId);
    }
    return ({ tabId, conversationId }) => {
      if (tabId === undefined || !places.has(tabId)) return false;
      const place = places.get(tabId);
      return place === undefined || place === conversationId;
    };
  };
  const keptFor = async (place: DraftPlace): Promise<PutBack> => {
    const shelf = withoutPage(freshOf(await drafts.get(), now()), place.page);
    const isOpen = await openIn(shelf);
    const typed = leftFor(shelf, place, (draft) => isOpen(draft) || isGiven(draft, place.tabId));
    for (const [name, { at }] of given) if (now() - at >= TAKES_MS) given.delete(name);
    if (typed) given.set(nameOf(typed), { tabId: place.tabId, at: now() });
    return { typed, elsewhere: place.conversationId === null ? othersOf(shelf, place, typed) : [] };
  };
  return async (place: DraftPlace): Promise<void> => {
    const { typed, elsewhere } = await keptFor(place);
    if (typed) await giveBack(place.tabId, { text: typed.text, updatedAt: typed.updatedAt, elsewhere });
  };
}

/** What stands in the page already: the user's own, or the page's, which it may take for the user's. */
const withoutPage = (shelf: Shelf, page: string | undefined): Shelf =>
  Object.fromEntries(Object.entries(shelf).filter(([, draft]) => page === undefined || draft.page !== page));

const othersOf = (shelf: Shelf, place: DraftPlace, typed: Draft | null): string[] =>
  Object.values(shelf)
    .filter((draft) => draft !== typed && draft.state === 'typing' && mayShow(draft, place))
    .flatMap(({ conversationId, text }) => (conversationId === null ? [text] : []));
