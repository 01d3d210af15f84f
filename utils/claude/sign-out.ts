/**
 * claude.ai's own way out, and in again: its page goes to `/logout?returnTo=/login?returnTo=…` by itself when a session has
 * ended, and the sign-in leads back to that address.
 * Seen: the page's own script (2026-03). When wrong: after the sign-in another page stands there than before.
 */
export const signOutPath = (returnTo: string): string =>
  `/logout?returnTo=${encodeURIComponent(`/login?returnTo=${encodeURIComponent(returnTo)}`)}`;
