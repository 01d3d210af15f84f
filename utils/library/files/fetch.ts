import type { Persist } from '@/utils/claude/client';
import { type ClientError, type Fetch, type FileBody, getBytes } from '@/utils/claude/client-answer';
import { type FilePlace, type NamedFile, placesOf } from '@/utils/claude/files';

export interface AskEdges {
  readonly fetch: Fetch;
  readonly persist: Persist;
  readonly signal?: AbortSignal;
  /** More than this is not taken in. */
  readonly maxBytes: number;
}

export interface Found {
  readonly state: 'found';
  readonly body: FileBody;
  /** Not the original, only what stands in for it. */
  readonly isStandIn: boolean;
  /** Why these are not the bytes that were wanted; null when they are. */
  readonly problem: string | null;
}

export type Answer =
  | Found
  | { readonly state: 'missing'; readonly why: string }
  /** The user has to act before anything can be asked for. */
  | { readonly state: 'stopped'; readonly by: ClientError };

/** What asking on would only make worse. */
export const STOPPING: readonly ClientError[] = ['challenge', 'signed-out', 'limit'];

/** A large file on a slow line takes its time. */
const TIMEOUT_MS = 5 * 60_000;

/** Asks at one place after the other until one has the original; a poorer copy is better than none. */
export async function fetchFile(
  edges: AskEdges,
  file: NamedFile,
  organizationIds: readonly string[],
  conversationId: string,
): Promise<Answer> {
  const places = organizationIds.flatMap((id) => placesOf(file, id, conversationId));
  let problem: string | null = null;
  let odd: FileBody | undefined;
  for (const place of places.toSorted(originalsFirst)) {
    if (odd && !place.isOriginal) break;
    const answer = await edges.persist(() => ask(edges, place));
    if (!answer.ok && STOPPING.includes(answer.error)) return { state: 'stopped', by: answer.error };
    const wrong = answer.ok ? wrongWith(answer.value, file, place) : answer.error;
    if (answer.ok && wrong === null)
      return place.isOriginal ? found(answer.value, null) : standIn(answer.value, problem);
    if (answer.ok && wrong === 'wrong-size') odd ??= answer.value;
    problem ??= wrong;
  }
  return odd ? found(odd, 'wrong-size') : { state: 'missing', why: problem ?? 'not-found' };
}

const originalsFirst = (a: FilePlace, b: FilePlace): number => Number(b.isOriginal) - Number(a.isOriginal);
const found = (body: FileBody, problem: string | null): Found => ({
  state: 'found',
  body,
  isStandIn: false,
  problem,
});
const standIn = (body: FileBody, problem: string | null): Found => ({
  ...found(body, problem ?? 'not-found'),
  isStandIn: true,
});

const ask = ({ fetch, signal, maxBytes }: AskEdges, { address }: FilePlace) =>
  getBytes(fetch, address, { signal, maxBytes, timeoutMs: TIMEOUT_MS });

/** A page or an error in a file's place, half a file, or nothing at all. */
function wrongWith(
  { raw, mediaType }: FileBody,
  { name, announcedSize, kind }: NamedFile,
  { isOriginal }: FilePlace,
): string | null {
  if (mediaType === 'text/html' && !/\.html?$/i.test(name)) return 'unknown-shape';
  if (mediaType === 'application/json' && isError(raw)) return 'unknown-shape';
  if (!isOriginal) return raw.byteLength === 0 ? 'wrong-size' : null;
  if (announcedSize !== null) return raw.byteLength === announcedSize ? null : 'wrong-size';
  return raw.byteLength === 0 && kind !== 'sandbox' ? 'wrong-size' : null;
}

const MAX_ERROR_BYTES = 2 ** 14;

function isError(raw: Uint8Array): boolean {
  if (raw.byteLength > MAX_ERROR_BYTES) return false;
  return /^\s*\{\s*"(type"\s*:\s*"error|error)"/.test(new TextDecoder().decode(raw));
}
