import { PageError } from './api.ts';
import { StreamFailure } from './error-text.ts';
import { session } from './flags.ts';

const KEY = 'ant_completion_backoff_v1';
const FORGET_MS = 5 * 60_000;

type RetryClass = 'network' | 'generic' | 'overloaded';

interface Schedule {
  times: number;
  startMs: number;
  factor: number;
  capMs: number;
  jitter: number;
}

const GENERIC: Schedule = { times: 2, startMs: 8000, factor: 1.5, capMs: 60_000, jitter: 0.15 };

/** The site's own retries, by feature flag. Seen: bundle of 2026-03. */
const SCHEDULES: Record<string, Partial<Record<RetryClass, Schedule>>> = {
  off: {},
  legacy: { overloaded: { times: 10, startMs: 5000, factor: 1.5, capMs: 120_000, jitter: 0.1 } },
  expanded: {
    network: { times: 30, startMs: 500, factor: 2, capMs: 8000, jitter: 0 },
    generic: GENERIC,
    overloaded: { times: 5, startMs: 8000, factor: 1.5, capMs: 60_000, jitter: 0.15 },
  },
  emergency: { overloaded: { times: 3, startMs: 45_000, factor: 2, capMs: 300_000, jitter: 0.2 } },
};

export function retryClass(error: unknown): RetryClass | null {
  if (error instanceof TypeError) return 'network';
  if (error instanceof StreamFailure && error.type.includes('overloaded')) return null;
  if (!(error instanceof PageError)) return null;
  if (error.status === 529 || error.body.type.includes('overloaded')) return 'overloaded';
  return error.status >= 500 ? 'generic' : null;
}

export interface Pause {
  ms: number;
  attempt: number;
  of: number;
}

/** The wait before retry number `attempt` (from 1), or null when the page gives up. */
export function nextPause(kind: RetryClass | null, attempt: number): Pause | null {
  const { completion_retry_mode: mode, completion_retry_scale: scale } = session.flags;
  const schedule = kind === null ? undefined : SCHEDULES[mode]?.[kind];
  if (!schedule || attempt > schedule.times) return null;
  // A network that stays away after three tries is treated like a server that does.
  const server = kind === 'network' && attempt > 3;
  const { startMs, factor, capMs, jitter } = server ? { ...GENERIC, capMs: 30_000 } : schedule;
  const step = server ? attempt - 4 : attempt - 1;
  const spread = 1 + jitter * (Math.random() * 2 - 1);
  return { ms: Math.min(capMs, startMs * factor ** step) * spread * scale, attempt, of: schedule.times };
}

interface Backoff {
  v: 1;
  consecutiveFailures: number;
  lastFailureAt: number;
}

function read(): Backoff | null {
  try {
    const value = JSON.parse(
      sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY) ?? 'null',
    ) as Backoff | null;
    return value && value.v === 1 && Date.now() - value.lastFailureAt < FORGET_MS ? value : null;
  } catch {
    return null;
  }
}

export function noteFailure(): void {
  if (!session.flags.completion_backoff_key) return;
  const value: Backoff = {
    v: 1,
    consecutiveFailures: (read()?.consecutiveFailures ?? 0) + 1,
    lastFailureAt: Date.now(),
  };
  for (const store of [localStorage, sessionStorage]) store.setItem(KEY, JSON.stringify(value));
}

export function noteSuccess(): void {
  for (const store of [localStorage, sessionStorage]) store.removeItem(KEY);
}
