/**
 * The JSON envelope of an error, on both protocols: `{type:'error', error:{type, message, details:{error_code}}, request_id}`
 * and Connect's `{code, message}`. A limit carries JSON inside `message`, with its reset time.
 * Seen: tests/fixtures/claude/errors.json (2026-10). When wrong: the class falls back to the status alone.
 */
export interface ErrorBody {
  readonly type: string | null;
  readonly code: string | null;
  readonly message: string | null;
  readonly requestId: string | null;
  /** Epoch ms at which a limit ends. */
  readonly resetsAt: number | null;
}

export type Loose = Record<string, unknown>;

const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null;
/** Nothing that is longer than this is a name or a sentence. */
const text = (value: unknown): string | null =>
  typeof value === 'string' && value.length <= 2_000 ? value : null;

/** An object, or an empty one: HTML, half a JSON and a bare number say nothing. */
export function looseJson(text: string): Loose {
  try {
    return loose(JSON.parse(text));
  } catch {
    return {};
  }
}

export const loose = (value: unknown): Loose => (isObject(value) ? value : {});

export function parseErrorBody(body: string): ErrorBody {
  const root = looseJson(body);
  const error = isObject(root.error) ? root.error : root;
  const details = loose(error.details);
  const message = text(error.message) ?? text(root.error_description);
  return {
    type: text(error.type) ?? text(error.code),
    code: text(details.error_code),
    message,
    requestId: text(root.request_id),
    resetsAt: readResetTime(looseJson(message ?? '')) ?? readResetTime(error),
  };
}

/** It says that it is one. */
export function isError(body: string): boolean {
  const { type, error, code } = looseJson(body);
  return type === 'error' || isObject(error) || typeof code === 'string';
}

/** From `resetsAt` or `resets_at`. */
export const readResetTime = (limit: Loose): number | null => epochMs(limit.resetsAt ?? limit.resets_at);

/** A number this small counts seconds. */
const LEAST_MS = 100_000_000_000;

/** A time as unix seconds, as epoch ms, or as an ISO date: claude.ai has used the first and the last. */
export function epochMs(time: unknown): number | null {
  const value = typeof time === 'string' && /^\d{4}-/.test(time) ? Date.parse(time) : time;
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) return null;
  return value < LEAST_MS ? value * 1000 : value;
}
