/**
 * The class of a failed answer, from status, type and code; text only where claude.ai gives nothing else.
 * Overload is told by type as well as by 529, because claude.ai's page does so too. A 429 is the user's limit only where claude.ai
 * says so in its own form, with a type such as `rate_limit_error`; Cloudflare's page, its JSON (whose type is an address), plain text
 * and an empty body only tell that too many requests came.
 * Seen: tests/fixtures/claude/errors.json (2026-10). When wrong: a limit or a sign-out is called an outage.
 */
export type FailureClass =
  | 'overloaded'
  | 'server'
  | 'gateway'
  | 'network'
  | 'cut'
  | 'limit'
  | 'length'
  | 'signed-out'
  | 'challenge'
  | 'content'
  | 'model'
  | 'other';

/** Claude's own failures: the ones that speak of an outage. */
export const OUTAGE_CLASSES: readonly FailureClass[] = ['overloaded', 'server', 'gateway'];

export interface ErrorFacts {
  readonly status: number;
  /** `error.type` of the JSON envelope, or the Connect `code`. */
  readonly type: string | null;
  /** `error.details.error_code`. */
  readonly code: string | null;
  readonly message: string | null;
  /** Header `cf-mitigated: challenge`. */
  readonly challenged: boolean;
}

const SIGNED_OUT = new Set(['account_session_invalid', 'unauthenticated', 'authentication_error']);
const LIMIT = /^(rate_limit|billing|resource_exhausted)/;
const OVERLOAD_CODES = new Set(['read_only_mode']);

export function failureClass(facts: ErrorFacts): FailureClass {
  const { status, type, code, message, challenged } = facts;
  if (challenged) return 'challenge';
  if (status === 401 || isSignedOut(type, code)) return 'signed-out';
  if (isOverloaded(facts)) return 'overloaded';
  if (isTooLong(facts)) return 'length';
  if (LIMIT.test(type ?? '') || (status === 429 && type?.includes('_'))) return 'limit';
  if (code === 'model_not_available' || (type === 'not_found_error' && /\bmodel\b/i.test(message ?? '')))
    return 'model';
  // A call that the server doesn't know is a page that is out of date, whatever its status.
  if (type === 'unimplemented') return 'other';
  return byStatus(status);
}

const isSignedOut = (type: string | null, code: string | null): boolean =>
  (code !== null && SIGNED_OUT.has(code)) || (type !== null && SIGNED_OUT.has(type));

const isOverloaded = ({ status, type, code }: ErrorFacts): boolean =>
  status === 529 || (type?.includes('overloaded') ?? false) || (code !== null && OVERLOAD_CODES.has(code));

const isTooLong = ({ status, type, message }: ErrorFacts): boolean =>
  status === 413 || type === 'request_too_large' || /prompt is too long|length limit/i.test(message ?? '');

/** 500 is claude.ai's own; 502–504 and Cloudflare's 52x come from what stands before it. */
const byStatus = (status: number): FailureClass =>
  status < 500 ? 'other' : status === 500 ? 'server' : 'gateway';
