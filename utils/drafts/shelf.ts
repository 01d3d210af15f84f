import type { Draft } from './types';

/** All kept drafts. What belongs where is told by the drafts themselves; a name only keeps them apart. */
export type Shelf = Readonly<Record<string, Draft>>;

/** Where a draft belongs: a chat, or a tab whose chat has no id yet. */
export interface DraftPlace {
  readonly tabId: number;
  readonly conversationId: string | null;
  /** One life of the page that stands there. */
  readonly page?: string | undefined;
  readonly isPrivate?: boolean | undefined;
}

const KEPT_MS = 7 * 24 * 60 * 60_000;
const MOST = 100;

type Entry = [name: string, draft: Draft];

const without = (shelf: Shelf, goes: (draft: Draft) => boolean): Shelf =>
  Object.fromEntries(Object.entries(shelf).filter(([, draft]) => !goes(draft)));

const latest = (entries: readonly Entry[]): Entry | undefined =>
  entries.toSorted(([, a], [, b]) => b.updatedAt - a.updatedAt)[0];

const isEmpty = ({ text, attachments }: Draft): boolean => text === '' && attachments.length === 0;

const nameOf = ({ state, conversationId, tabId, page, updatedAt, isLeft }: Draft): string => {
  const chat = conversationId === null ? 'new' : `chat:${conversationId}`;
  if (state === 'sent' && conversationId !== null && !isLeft) return `sent:${chat}`;
  const name = `${state}:${chat}:${tabId}:${page ?? ''}`;
  return isLeft ? `${name}:${updatedAt}` : name;
};

/**
 * Keeps what was typed or sent; text that the user has deleted is let go. `open`: ids of tabs that may still hold theirs.
 * `mayAge`: what is older than seven days goes.
 */
export function keep(
  shelf: Shelf,
  { tabId, page, isPrivate, conversationId }: DraftPlace,
  draft: Draft,
  open: readonly number[] = [],
  mayAge = true,
): Shelf {
  const own: Draft = {
    ...draft,
    conversationId,
    tabId,
    ...(page === undefined ? {} : { page }),
    ...(isPrivate ? { isPrivate } : {}),
  };
  const isCopy = copyOf(own, open);
  const name = nameOf(own);
  // What stood here before counts, too, however it was changed.
  const before = Object.entries(shelf).flatMap(([key, one]) => (key === name || isCopy(one) ? [one] : []));
  const next = { ...(own.state === 'sent' ? sending(shelf, own) : without(shelf, isCopy)) };
  if (isEmpty(own)) delete next[name];
  else next[name] = own.state === 'sent' ? own : withMissing(own, before);
  return pruned(mayAge ? freshOf(next, own.updatedAt) : next);
}

/**
 * The same text in the same chat, and what the same tab had of it: it has been put back, or the user goes on with it. A page
 * shows the draft of a new chat in each new tab: the one where it was written keeps it.
 */
const copyOf =
  ({ state, conversationId, text, tabId, isPrivate }: Draft, open: readonly number[]) =>
  (other: Draft): boolean =>
    (other.tabId === tabId || other.tabId === undefined || !open.includes(other.tabId)) &&
    other.state === state &&
    other.conversationId === conversationId &&
    other.isPrivate === isPrivate &&
    text !== '' &&
    (other.text === text || (other.tabId === tabId && text.startsWith(other.text)));

/** A page that comes back has the text, but not the files. */
function withMissing(own: Draft, copies: readonly Draft[]): Draft {
  const had = copies.flatMap(({ page, attachments, missing = [] }) =>
    page === own.page ? missing : [...attachments, ...missing],
  );
  const missing = [...new Set(had)].filter((name) => !own.attachments.includes(name));
  return missing.length === 0 ? own : { ...own, attachments: [...own.attachments, ...missing], missing };
}

/** What was being typed is this message now. One that was sent before it and got no answer moves aside. */
function sending(shelf: Shelf, { tabId, page, conversationId, text, isPrivate }: Draft): Shelf {
  const isThis = (other: Draft): boolean => {
    // The first send gives a chat its id: what had been kept for the tab is this message.
    const isHere = other.conversationId === conversationId || other.conversationId === null;
    if (!isHere || other.isPrivate !== isPrivate) return false;
    if (other.text === text) return other.tabId === tabId || other.conversationId === conversationId;
    return other.state === 'typing' && other.tabId === tabId && other.page === page;
  };
  const rest = Object.entries(without(shelf, isThis)).map(([name, other]): Entry => {
    if (other.state !== 'sent' || other.conversationId !== conversationId) return [name, other];
    const isOwn = other.tabId === tabId;
    if (conversationId === null && !isOwn) return [name, other];
    const left: Draft = { ...other, isLeft: true, ...(isOwn && { isOvertaken: true }) };
    return [nameOf(left), left];
  });
  return Object.fromEntries(rest);
}

function pruned(shelf: Shelf): Shelf {
  const latestFirst = Object.entries(shelf).sort(([, a], [, b]) => b.updatedAt - a.updatedAt);
  return Object.fromEntries(latestFirst.slice(0, MOST));
}

/** What is older than seven days, whether or not anything is written meanwhile. */
export const freshOf = (shelf: Shelf, now: number): Shelf =>
  without(shelf, ({ updatedAt }) => now - updatedAt >= KEPT_MS);

/** As the list names it. */
export const withoutOne = (shelf: Shelf, gone: string): Shelf =>
  Object.fromEntries(Object.entries(shelf).filter(([name]) => name !== gone));

/** The user doesn't want any more that those of private windows are kept. */
export const withoutPrivate = (shelf: Shelf): Shelf =>
  Object.fromEntries(Object.entries(shelf).filter(([, { isPrivate }]) => isPrivate !== true));

/** A reply came: the message needs no keeping any more. A reply may be told twice, and then it is for no other one. */
export function letGo(shelf: Shelf, { tabId, conversationId }: DraftPlace): Shelf {
  const mine = Object.entries(shelf).filter(
    ([, draft]) =>
      draft.state !== 'typing' &&
      (draft.conversationId === conversationId || (draft.conversationId === null && draft.tabId === tabId)),
  );
  const isMine = ([, draft]: Entry): boolean => draft.tabId === tabId || draft.tabId === undefined;
  const sent = latest(mine.filter(([, { isLeft }]) => !isLeft).filter(isMine));
  const answered = sent ?? latest(mine.filter(isMine).filter(([, { isOvertaken }]) => !isOvertaken));
  if (!answered) return shelf;
  return Object.fromEntries(Object.entries(shelf).filter(([name]) => name !== answered[0]));
}

/** What was written in private windows doesn't come to the others, nor theirs to it. */
export const mayShow = (draft: Draft, { isPrivate }: DraftPlace): boolean =>
  (draft.isPrivate === true) === (isPrivate === true);

const typedAt = (shelf: Shelf, place: DraftPlace): Entry[] =>
  Object.entries(shelf).filter(
    ([, draft]) =>
      draft.state === 'typing' &&
      draft.text !== '' &&
      draft.conversationId === place.conversationId &&
      mayShow(draft, place),
  );

const ownTyped = (entries: readonly Entry[], { tabId }: DraftPlace): Draft | undefined =>
  latest(entries.filter(([, draft]) => draft.tabId === tabId))?.[1];

/** What was typed in this tab, else in another one that shows the same chat. */
export function typedIn(shelf: Shelf, place: DraftPlace): Draft | null {
  const entries = typedAt(shelf, place);
  const others = place.conversationId === null ? undefined : latest(entries)?.[1];
  return ownTyped(entries, place) ?? others ?? null;
}

/** What to put back into a page that begins: its own tab's, else the latest that stands in no open page. */
export function leftFor(shelf: Shelf, place: DraftPlace, isOpen: (draft: Draft) => boolean): Draft | null {
  const entries = typedAt(shelf, place);
  return ownTyped(entries, place) ?? latest(entries.filter(([, draft]) => !isOpen(draft)))?.[1] ?? null;
}

export const sentFrom = (shelf: Shelf, place: DraftPlace): Draft | null =>
  latest(
    Object.entries(shelf).filter(
      ([, draft]) =>
        draft.state === 'sent' &&
        !draft.isLeft &&
        mayShow(draft, place) &&
        (draft.conversationId === null
          ? draft.tabId === place.tabId
          : draft.conversationId === place.conversationId),
    ),
  )?.[1] ?? null;
