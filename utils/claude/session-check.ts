/**
 * Whether somebody is signed in, asked by the cheapest call that only they get an answer to, and whether the chat in the
 * tab can be read. A session that has ended may hide behind 500s on everything else. A 5xx, Cloudflare's check or a page
 * instead of JSON tells nothing about it. A chat of another organisation answers 404 or 403, as one that is gone does.
 * Reading a chat without `tree` works on both protocol generations; its head is enough, the body is let go.
 * Seen: tests/fixtures/claude/session-answers.json (2026-11; shapes of 2026-05 and 2026-10).
 * When wrong: an ended session is taken for an outage, or an outage for an ended session.
 */
import { parseErrorBody } from './error-body';
import { failureClass } from './failure';

export type SessionState = 'in' | 'out' | 'unknown';

/** The gist of an answer of claude.ai's own API. */
export const TAB_SAID = [
  'well',
  'signed-out',
  'challenge',
  'overloaded',
  'server',
  'gateway',
  /** claude.ai itself refuses, as with a 404 or a 429. */
  'refused',
  /** Somebody else's answer: HTML, an empty one. */
  'foreign',
  /** Nothing within the time, or no connection. */
  'silent',
  'unreachable',
] as const;
export type TabSaid = (typeof TAB_SAID)[number];

export const SESSION_PATH = '/api/organizations';
const MAX_CHARS = 64_000;

export interface SessionAnswer {
  readonly status: number;
  readonly body: string;
  /** Header `cf-mitigated: challenge`. */
  readonly challenged: boolean;
  /** The call ended on the sign-in page. */
  readonly atLogin: boolean;
}

const OWN_CLASSES: readonly string[] = ['signed-out', 'overloaded', 'server', 'gateway'] satisfies TabSaid[];

export function said({ status, body, challenged, atLogin }: SessionAnswer): TabSaid {
  if (challenged || /Just a moment/.test(body)) return 'challenge';
  if (atLogin) return 'signed-out';
  if (status === 200) return /^\s*\[/.test(body) ? 'well' : 'foreign';
  const { type, code, message } = parseErrorBody(body);
  // Somebody between: a firewall, a proxy, a hotel's network.
  if (type === null && (status === 403 || status === 511)) return 'foreign';
  const failure = failureClass({ status, type, code, message, challenged });
  if (OWN_CLASSES.includes(failure)) return failure as TabSaid;
  return type === null ? 'foreign' : 'refused';
}

export const sessionState = (says: TabSaid): SessionState =>
  says === 'well' ? 'in' : says === 'signed-out' ? 'out' : 'unknown';

export interface Asked {
  readonly says: TabSaid;
  readonly status: number | null;
  readonly tookMs: number;
  /** Its beginning. */
  readonly body: string;
}

/** Asks from within the tab, whose cookies these are: the background would ask with those of another container or window. */
export async function askClaude(
  fetch: typeof globalThis.fetch,
  url: string,
  signal: AbortSignal,
  isWell: (response: Response) => boolean = () => false,
): Promise<Asked> {
  const began = Date.now();
  const asked = (says: TabSaid, status: number | null, body = ''): Asked => ({
    says,
    status,
    body,
    tookMs: Date.now() - began,
  });
  try {
    const response = await fetch(url, {
      credentials: 'include',
      cache: 'no-store',
      headers: { accept: 'application/json' },
      signal,
    });
    const { status } = response;
    if (isWell(response)) {
      void response.body?.cancel();
      return asked('well', status);
    }
    const body = (await response.text()).slice(0, MAX_CHARS);
    const challenged = response.headers.get('cf-mitigated') === 'challenge';
    const atLogin = response.redirected && /\/(login|logout)\b/.test(response.url);
    return asked(said({ status, body, challenged, atLogin }), status, body);
  } catch {
    return asked(signal.aborted ? 'silent' : 'unreachable', null);
  }
}
