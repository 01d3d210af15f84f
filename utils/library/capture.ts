import {
  findConversation,
  listOrganizations,
  type Persist,
  type ReadConversation,
  readCachedConversation,
} from '@/utils/claude/client';
import type { ClientError, ClientFailure, Fetch, Outcome } from '@/utils/claude/client-answer';
import { snapshotFacts } from '@/utils/claude/conversation';
import type { LibraryStore } from '@/utils/library/store';
import type { Snapshot } from '@/utils/library/types';
import { fail, ok, type Result } from '@/utils/result';

export interface CaptureEdges {
  readonly fetch: Fetch;
  readonly store: LibraryStore;
  /** Epoch ms. */
  readonly now: () => number;
  /** `fetch` of code that runs on claude.ai: it reaches the browser's own copy when the server fails. */
  readonly pageFetch?: Fetch;
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
  const answer = await persist(() => readAnywhere(edges, target));
  if (answer.ok) return ok({ snapshot: await keep(edges, answer.value, 'api'), fresh: true, problem: null });
  const rescued = await readFromCache(edges, target, answer);
  const snapshot = rescued ? await keep(edges, rescued, 'page-cache') : undefined;
  const best = (await edges.store.latest(target.conversationId)) ?? snapshot;
  return best ? ok({ snapshot: best, fresh: false, problem: answer.error }) : fail(answer.error);
}

const keep = (edges: CaptureEdges, read: ReadConversation, source: Snapshot['source']): Promise<Snapshot> =>
  edges.store.saveSnapshot(read.raw, {
    ...snapshotFacts(read.conversation),
    organizationId: read.organizationId,
    source,
    capturedAt: edges.now(),
  });

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

async function readFromCache(
  { pageFetch }: CaptureEdges,
  { organizationId, conversationId }: CaptureTarget,
  failure: ClientFailure,
): Promise<ReadConversation | undefined> {
  const mayHold = failure.error === 'network' || failure.error === 'http' || failure.error === 'not-json';
  if (!pageFetch || organizationId === null || !mayHold) return undefined;
  const cached = await readCachedConversation(pageFetch, organizationId, conversationId);
  return cached.ok ? cached.value : undefined;
}
