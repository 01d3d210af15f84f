const KEY = 'spa_preload_reload_at';
const GUARD_MS = 10_000;

/**
 * A part of the page that isn't there any more means a deployment: the page loads itself anew, though not twice in a row.
 * Seen: bundle of 2026-03; the event is Vite's own.
 */
export function reloadWhenChunksAreGone(): void {
  window.addEventListener('vite:preloadError', () => {
    if (Date.now() - Number(sessionStorage.getItem(KEY) ?? 0) < GUARD_MS) return;
    sessionStorage.setItem(KEY, String(Date.now()));
    location.reload();
  });
}
