/**
 * claude.ai keeps the state of its own retries in storage: `{"v":1,"consecutiveFailures":2,"lastFailureAt":ms}`; removed on
 * success, ignored after five minutes. A page that is loaded anew goes on from there. `sessionStorage` speaks of this tab,
 * `localStorage` of whichever tab failed last.
 * Seen: tests/fixtures/claude/backoff-key.json (2026-03). When wrong: its retries are known by their waiting line only.
 */
export interface Backoff {
  readonly failures: number;
  /** Epoch ms. */
  readonly lastFailureAt: number;
}

const KEY = 'ant_completion_backoff_v1';
const STALE_MS = 5 * 60_000;

export function readBackoff(store: Pick<Storage, 'getItem'>, now: number): Backoff | null {
  try {
    const value: unknown = JSON.parse(store.getItem(KEY) ?? 'null');
    const { consecutiveFailures: failures, lastFailureAt } = (value ?? {}) as Record<string, unknown>;
    if (typeof failures !== 'number' || typeof lastFailureAt !== 'number') return null;
    return failures > 0 && Math.abs(now - lastFailureAt) < STALE_MS ? { failures, lastFailureAt } : null;
  } catch {
    return null; // storage blocked, or a shape that isn't ours
  }
}

/** Its schedule: 8 s, each wait half as long again, at most a minute; 15 % jitter and a second for the call. */
const waitMs = (failures: number): number => Math.min(60_000, 8_000 * 1.5 ** (failures - 1)) * 1.15 + 1_000;

/** Epoch ms until which the page may be waiting to try again. */
export const waitsUntil = ({ failures, lastFailureAt }: Backoff): number => lastFailureAt + waitMs(failures);
