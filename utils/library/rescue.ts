import { assemble, matched } from '@/utils/claude/assembled';
import { type Conversation, readConversationText, snapshotFacts } from '@/utils/claude/conversation';
import type { Shown } from '@/utils/claude/dom-transcript';
import type { LibraryStore, NewSnapshot } from '@/utils/library/store';
import type { Snapshot } from '@/utils/library/types';

/** What a page and its browser have of a chat that Claude doesn't hand over. Nothing of it is trusted. */
export interface Found {
  /** Payloads that were cached, as text. */
  readonly copies: readonly string[];
  /** What the page shows; null when it shows another chat. */
  readonly shown: Shown | null;
}

export interface RescueEdges {
  readonly store: Pick<LibraryStore, 'saveSnapshot' | 'versionsOf' | 'readRaw'>;
  /** Epoch ms. */
  readonly now: () => number;
}

export interface RescueTarget {
  readonly organizationId: string | null;
  readonly conversationId: string;
  /** As much of an answer as had arrived; null when none broke off. */
  readonly half: { readonly text: string; readonly at: number } | null;
}

const NOTHING_SHOWN: Shown = { title: '', messages: [] };

/** Keeps what the library doesn't have yet: cached copies as they are, then what the page shows beyond the best copy. */
export async function keepFound(edges: RescueEdges, target: RescueTarget, found: Found): Promise<void> {
  const shown = found.shown ?? NOTHING_SHOWN;
  for (const raw of found.copies) await keepCopy(edges, target, raw, shown);
  const base = await bestSent(edges, target.conversationId);
  const half = target.half && target.half.at > (base?.snapshot.capturedAt ?? 0) ? target.half.text : null;
  const made = assemble(target.conversationId, base?.conversation ?? null, shown, half);
  if (!made) return;
  await edges.store.saveSnapshot(JSON.stringify(made.conversation), {
    ...factsOf(edges, target, made.conversation),
    source: made.source,
    whole: false,
    sentCount: base?.conversation.chat_messages.length ?? 0,
  });
}

const factsOf = (
  { now }: RescueEdges,
  { organizationId }: RescueTarget,
  conversation: Conversation,
): Omit<NewSnapshot, 'source'> => ({ ...snapshotFacts(conversation), organizationId, capturedAt: now() });

async function keepCopy(edges: RescueEdges, target: RescueTarget, raw: string, shown: Shown): Promise<void> {
  const read = readConversationText(raw);
  if (!read.ok || read.value.uuid !== target.conversationId) return;
  // A cache doesn't say how old it is; that it holds all that the page shows does.
  const isOfNow = shown.messages.length > 0 && matched(read.value, shown).every(Boolean);
  const sent = factsOf(edges, target, read.value);
  const facts = { ...sent, whole: sent.whole && isOfNow };
  if (await isNew(edges, facts)) await edges.store.saveSnapshot(raw, { ...facts, source: 'page-cache' });
}

const isAsSent = ({ sentCount }: Snapshot): boolean => sentCount === undefined;

/** False: a copy of the same state is there already, or a later one that is no smaller. */
export async function isNew(
  { store }: Pick<RescueEdges, 'store'>,
  facts: Pick<NewSnapshot, 'conversationId' | 'updatedAt' | 'leafId' | 'messageCount' | 'whole'>,
): Promise<boolean> {
  const versions = (await store.versionsOf(facts.conversationId)).filter(isAsSent);
  return !versions.some(
    (one) =>
      one.messageCount >= facts.messageCount &&
      (one.whole || !facts.whole) &&
      (one.updatedAt === facts.updatedAt
        ? one.leafId === facts.leafId
        : (one.updatedAt ?? '') > (facts.updatedAt ?? '')),
  );
}

/** The largest copy that is as claude.ai sent it, of equals the one that was changed last. */
async function bestSent({ store }: RescueEdges, conversationId: string) {
  const versions = (await store.versionsOf(conversationId)).filter(isAsSent);
  const [snapshot] = versions.toSorted(
    (a, b) =>
      b.messageCount - a.messageCount ||
      (b.updatedAt ?? '').localeCompare(a.updatedAt ?? '') ||
      b.capturedAt - a.capturedAt,
  );
  const raw = snapshot && (await store.readRaw(snapshot.hash));
  if (!raw) return undefined;
  const read = readConversationText(new TextDecoder().decode(raw));
  return read.ok ? { snapshot, conversation: read.value } : undefined;
}
