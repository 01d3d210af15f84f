import type { Draft } from './types';

/** All kept drafts, by place and state. */
export type Shelf = Readonly<Record<string, Draft>>;

/** Where a draft belongs: a chat, or a tab whose chat has no id yet. */
export interface DraftPlace {
  readonly tabId: number;
  readonly conversationId: string | null;
}

const KEPT_MS = 7 * 24 * 60 * 60_000;
const MOST = 100;

const placeOf = ({ tabId, conversationId }: DraftPlace): string =>
  conversationId === null ? `tab:${tabId}` : `chat:${conversationId}`;

const keyOf = (place: DraftPlace, state: Draft['state']): string => `${state}:${placeOf(place)}`;

/** Keeps what was typed or sent; text that the user has deleted is let go. */
export function keep(shelf: Shelf, place: DraftPlace, draft: Draft): Shelf {
  const next = { ...shelf };
  if (draft.state === 'sent') {
    // The first send gives a chat its id: what had been kept for the tab is this message.
    delete next[keyOf(place, 'typing')];
    delete next[keyOf({ ...place, conversationId: null }, 'typing')];
  }
  if (draft.text === '') delete next[keyOf(place, draft.state)];
  else next[keyOf(place, draft.state)] = draft;
  return pruned(next, draft.updatedAt);
}

function pruned(shelf: Shelf, now: number): Shelf {
  const fresh = Object.entries(shelf).filter(([, { updatedAt }]) => now - updatedAt < KEPT_MS);
  return Object.fromEntries(fresh.sort(([, a], [, b]) => b.updatedAt - a.updatedAt).slice(0, MOST));
}

/** A reply came: the message needs no keeping any more. */
export function letGo(shelf: Shelf, place: DraftPlace): Shelf {
  if (!sentFrom(shelf, place)) return shelf;
  const {
    [keyOf(place, 'sent')]: answered,
    [keyOf({ ...place, conversationId: null }, 'sent')]: early,
    ...rest
  } = shelf;
  return rest;
}

export const typedIn = (shelf: Shelf, place: DraftPlace): Draft | null =>
  shelf[keyOf(place, 'typing')] ?? null;

export const sentFrom = (shelf: Shelf, place: DraftPlace): Draft | null =>
  shelf[keyOf(place, 'sent')] ?? shelf[keyOf({ ...place, conversationId: null }, 'sent')] ?? null;

/** A new chat's text whose tab is gone, as after a crash: the latest one moves to the tab that asks. */
export function adopt(shelf: Shelf, tabId: number, openTabs: readonly number[]): Shelf {
  const open = new Set(openTabs.map((id) => keyOf({ tabId: id, conversationId: null }, 'typing')));
  const left = Object.entries(shelf).filter(([key]) => key.startsWith('typing:tab:') && !open.has(key));
  const [latest] = left.sort(([, a], [, b]) => b.updatedAt - a.updatedAt);
  if (!latest) return shelf;
  const [key, draft] = latest;
  const { [key]: moved, ...rest } = shelf;
  return { ...rest, [keyOf({ tabId, conversationId: null }, 'typing')]: draft };
}
