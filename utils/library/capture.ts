import {
  findConversation,
  listOrganizations,
  type Persist,
  type ReadConversation,
} from '@/utils/claude/client';
import type { ClientError, Fetch, Outcome } from '@/utils/claude/client-answer';
import { type Conversation, type SnapshotFacts, snapshotFacts } from '@/utils/claude/conversation';
import type { LibraryStore } from '@/utils/library/store';
import type { Snapshot } from '@/utils/library/types';
import { fail, ok, type Result } from '@/utils/result';

export interface CaptureEdges {
  readonly fetch: Fetch;
  readonly store: LibraryStore;
  /** Epoch ms. */
  readonly now: () => number;
  /** Puts into the library what else there is of the chat; asked when the server doesn't hand it over. */
  readonly rescue?: () => Promise<unknown>;
  /** Chats that are not kept though they can be had; by default none. */
  readonly leavesOut?: (conversation: Conversation) => boolean;
  /** How a failed request is tried again; by default it isn't. */
  readonly persist?: Persist;
  readonly signal?: AbortSignal;
}

export interface CaptureTarget {
  /** null when it isn't known: then all organisations are asked for. */
  readonly organizationId: string | null;
  readonly conversationId: string;
}

export interface Capture {
  readonly snapshot: Snapshot;
  /** False when the server could not give it and an earlier copy stands in. */
  readonly fresh: boolean;
  /** Why it isn't fresh; null when it is. */
  readonly problem: ClientError | null;
}

/** Puts the conversation as it is now into the library, or says which copy is there instead. */
export async function captureConversation(
  edges: CaptureEdges,
  target: CaptureTarget,
): Promise<Result<Capture, ClientError>> {
  const persist: Persist = edges.persist ?? ((ask) => ask());
  const answer = await persist(async () => factsOf(edges, await readAnywhere(edges, target)));
  // As if it weren't there, as it isn't in the list.
  if (answer.ok && answer.value.isLeftOut) return fail('not-found');
  if (answer.ok) return ok({ snapshot: await keep(edges, answer.value), fresh: true, problem: null });
  await edges.rescue?.().catch(() => undefined);
  const best = await edges.store.latest(target.conversationId);
  return best ? ok({ snapshot: best, fresh: false, problem: answer.error }) : fail(answer.error);
}

/** What is kept of an answer; its tree would take as much room again many times over while it is being stored. */
interface Answer {
  readonly raw: Uint8Array<ArrayBuffer>;
  readonly organizationId: string;
  readonly facts: SnapshotFacts;
  readonly isLeftOut: boolean;
}

function factsOf({ leavesOut }: CaptureEdges, read: Outcome<ReadConversation>): Outcome<Answer> {
  if (!read.ok) return read;
  const { raw, organizationId, conversation } = read.value;
  const isLeftOut = leavesOut?.(conversation) ?? false;
  return { ok: true, value: { raw, organizationId, facts: snapshotFacts(conversation), isLeftOut } };
}

const keep = (edges: CaptureEdges, { raw, organizationId, facts }: Answer): Promise<Snapshot> =>
  edges.store.saveSnapshot(raw, { ...facts, organizationId, source: 'api', capturedAt: edges.now() });

/** The organisation that is known first, the others only when it answers "not here". */
async function readAnywhere(
  { fetch, signal }: CaptureEdges,
  { organizationId, conversationId }: CaptureTarget,
): Promise<Outcome<ReadConversation>> {
  const known = organizationId === null ? [] : [organizationId];
  const first = await findConversation(fetch, known, conversationId, { signal });
  if (first.ok || first.error !== 'not-found') return first;
  const organizations = await listOrganizations(fetch, { signal });
  if (!organizations.ok) return known.length > 0 ? first : organizations;
  const others = organizations.value.map((one) => one.id).filter((id) => id !== organizationId);
  return findConversation(fetch, others, conversationId, { signal });
}
