/**
 * One GET of claude.ai's own API with the user's session, read up to a cap, and told apart when it fails.
 * A challenge carries `cf-mitigated: challenge`, or is a 403 page named "Just a moment…"; a conversation asked for under the
 * wrong organisation answers 404 or 403 "Invalid authorization for organization".
 * Seen: tests/fixtures/claude/errors.json (2026-10). When wrong: a backup gives up where it could try again, or the reverse.
 */
import { SITE } from '@/utils/claude/addresses';
import { parseErrorBody } from '@/utils/claude/error-body';
import { failureClass } from '@/utils/claude/failure';
import { fail, ok, type Result } from '@/utils/result';

/** As much of `fetch` as is used. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export type ClientError =
  | 'network'
  | 'http'
  | 'signed-out'
  | 'challenge'
  | 'limit'
  | 'not-json'
  | 'unknown-shape'
  | 'too-large'
  | 'not-found';

export interface ClientFailure {
  readonly ok: false;
  readonly error: ClientError;
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  /** ms that the server asked to wait; null when it did not say. */
  readonly retryAfterMs: number | null;
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | ClientFailure;

export interface Payload {
  /** The body exactly as sent. */
  readonly raw: Uint8Array<ArrayBuffer>;
  readonly json: unknown;
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Silence after which the request is given up. */
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
}

const TIMEOUT_MS = 60_000;
const MAX_BYTES = 100 * 2 ** 20;
const MAX_ERROR_BYTES = 2 ** 18;

export const failed = (error: ClientError, response?: Response): ClientFailure => ({
  ok: false,
  error,
  status: response?.status ?? null,
  retryAfterMs: response ? retryAfterMs(response.headers) : null,
});

/** Reads JSON. */
export async function getJson(
  fetch: Fetch,
  path: string,
  options: ReadOptions = {},
): Promise<Outcome<Payload>> {
  const answer = await getAnswer(fetch, path, options);
  return answer.ok ? decode(answer.value.raw, answer.value.response) : answer;
}

/** A file's bytes, and what the server says that they are. */
export interface FileBody {
  readonly raw: Uint8Array<ArrayBuffer>;
  /** Media type without parameters; null when none is given. */
  readonly mediaType: string | null;
}

/** Reads bytes, whatever they are. */
export async function getBytes(
  fetch: Fetch,
  path: string,
  options: ReadOptions = {},
): Promise<Outcome<FileBody>> {
  const answer = await getAnswer(fetch, path, options);
  if (!answer.ok) return answer;
  const { raw, response } = answer.value;
  if (isLogin(response)) return failed('signed-out', response);
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  return { ok: true, value: { raw, mediaType: type || null } };
}

/** `no-store`: a failure must not push a good copy out of the browser's cache, where a rescue may still find it. */
async function getAnswer(
  fetch: Fetch,
  path: string,
  options: ReadOptions,
): Promise<Outcome<{ readonly raw: Uint8Array<ArrayBuffer>; readonly response: Response }>> {
  const { timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  try {
    const response = await fetch(SITE + path, { credentials: 'include', cache: 'no-store', signal });
    if (!response.ok) return await explain(response);
    const raw = await readBytes(response, maxBytes);
    return raw.ok ? { ok: true, value: { raw: raw.value, response } } : failed(raw.error, response);
  } catch {
    return failed('network'); // no answer, or one that broke off: both mean asking again
  }
}

function decode(raw: Uint8Array<ArrayBuffer>, response: Response): Outcome<Payload> {
  try {
    return { ok: true, value: { raw, json: JSON.parse(new TextDecoder().decode(raw)) } };
  } catch {
    return failed(isLogin(response) ? 'signed-out' : 'not-json', response);
  }
}

/** A session that has ended may show as a redirect to the sign-in page. */
const isLogin = (response: Response): boolean =>
  response.redirected && /\/(login|logout)\b/.test(response.url);

async function explain(response: Response): Promise<ClientFailure> {
  const body = await readBytes(response, MAX_ERROR_BYTES).catch(() => fail('too-large'));
  const text = body.ok ? new TextDecoder().decode(body.value) : '';
  return failed(errorOf(response, text), response);
}

function errorOf(response: Response, body: string): ClientError {
  const { status } = response;
  const facts = parseErrorBody(body);
  const challenged =
    response.headers.get('cf-mitigated') === 'challenge' || (status === 403 && /Just a moment/.test(body));
  const kind = failureClass({ ...facts, status, challenged });
  if (kind === 'challenge' || kind === 'signed-out' || kind === 'limit') return kind;
  if (status === 429) return 'limit'; // whoever says so, it is to be slower
  if (status === 404 || (status === 403 && /authorization for organization/i.test(facts.message ?? '')))
    return 'not-found';
  return 'http';
}

/** Collects the body chunk by chunk, so that an endless one is cut off instead of filling the memory. */
async function readBytes(
  response: Response,
  maxBytes: number,
): Promise<Result<Uint8Array<ArrayBuffer>, 'too-large'>> {
  const reader = response.body?.getReader();
  if (!reader) return ok(new Uint8Array());
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      return fail('too-large');
    }
    chunks.push(part.value);
  }
  return ok(joined(chunks, size));
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

/** `Retry-After` in seconds, or as a date measured by the server's own clock. */
function retryAfterMs(headers: Headers): number | null {
  const value = headers.get('retry-after');
  if (value === null) return null;
  const seconds = Number(value);
  if (value.trim() !== '' && Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const wait = Date.parse(value) - Date.parse(headers.get('date') ?? '');
  return Number.isFinite(wait) ? Math.max(0, wait) : null;
}
