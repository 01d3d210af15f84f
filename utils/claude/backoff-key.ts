/**
 * claude.ai keeps the state of its own retries in storage: `{"v":1,"consecutiveFailures":2,"lastFailureAt":ms}`; removed on
 * success, ignored after five minutes.
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
    return failures > 0 && now - lastFailureAt < STALE_MS ? { failures, lastFailureAt } : null;
  } catch {
    return null; // storage blocked, or a shape that isn't ours
  }
}
