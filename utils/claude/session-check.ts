/**
 * Whether somebody is signed in, asked by the cheapest call that only they get an answer to. A session that has ended may
 * hide behind 500s on everything else. A 5xx, Cloudflare's check or a page instead of JSON tells nothing about it.
 * Seen: tests/fixtures/claude/session-answers.json (2026-11; shapes of 2026-05 and 2026-10).
 * When wrong: an ended session is taken for an outage, or an outage for an ended session.
 */
import { parseErrorBody } from './error-body';
import { failureClass } from './failure';

export type SessionState = 'in' | 'out' | 'unknown';

export const SESSION_PATH = '/api/organizations';
const TIMEOUT_MS = 10_000;
const MAX_CHARS = 64_000;

export interface SessionAnswer {
  readonly status: number;
  readonly body: string;
  /** Header `cf-mitigated: challenge`. */
  readonly challenged: boolean;
  /** The call ended on the sign-in page. */
  readonly atLogin: boolean;
}

export function sessionState({ status, body, challenged, atLogin }: SessionAnswer): SessionState {
  if (challenged || /Just a moment/.test(body)) return 'unknown';
  if (atLogin) return 'out';
  if (status === 200) return /^\s*\[/.test(body) ? 'in' : 'unknown';
  const { type, code, message } = parseErrorBody(body);
  if (type === null && status === 403) return 'unknown'; // somebody between: a firewall, a proxy
  return failureClass({ status, type, code, message, challenged }) === 'signed-out' ? 'out' : 'unknown';
}

/** Asks from within the tab, whose cookies these are: the background would ask with those of another container or window. */
export async function checkSession(fetch: typeof globalThis.fetch, origin: string): Promise<SessionState> {
  try {
    const response = await fetch(origin + SESSION_PATH, {
      credentials: 'include',
      cache: 'no-store',
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return sessionState({
      status: response.status,
      body: (await response.text()).slice(0, MAX_CHARS),
      challenged: response.headers.get('cf-mitigated') === 'challenge',
      atLogin: response.redirected && /\/(login|logout)\b/.test(response.url),
    });
  } catch {
    return 'unknown'; // no answer, or not in time
  }
}
