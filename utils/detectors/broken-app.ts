/**
 * claude.ai's document is there, but its app isn't: nothing to see long after loading, or a part of the app that could not
 * be loaded, as happens in tabs that were opened before a deployment. A page that reloads itself then is given its time.
 * A part that the server answers with a 5xx is the server's failure, and the finding carries the status.
 * Seen: tests/fixtures/signals/broken-app.json (2026-11).
 * When wrong: a reload is offered for a page that only loads slowly.
 */
import { documentNow } from '@/utils/signals/document-now';
import { last } from '@/utils/signals/finality';
import { finding } from './finding';
import type { Detector } from './types';

export const brokenApp = {
  id: 'broken-app',
  needs: ['app-health', 'page-loaded', 'navigation-failed'],
  detect: (signals) => {
    const app = last(signals, 'app-health');
    if (!app || app.state === 'well') return undefined;
    // Another document has its own app; that of a sign-in or an error page is told by others.
    if ((documentNow(signals)?.at ?? 0) > app.at) return undefined;
    return finding('broken-app', { since: app.at }, { app: app.state, status: app.status ?? null });
  },
} as const satisfies Detector;
