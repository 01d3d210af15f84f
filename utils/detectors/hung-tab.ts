/**
 * The tab's main thread is blocked: a visible tab that was in use has stopped answering the background. An `alert` of the
 * page and a debugger that halts it look the same from outside. A tab that was asked only a moment ago may just be busy.
 * Seen: tests/fixtures/signals/hung-tab.json (2026-11), tried in both browsers.
 * When wrong: a reload is offered to somebody whose page would have come back by itself.
 */
import { documentNow } from '@/utils/signals/document-now';
import { last } from '@/utils/signals/finality';
import { finding } from './finding';
import type { Detector } from './types';

/** A page with a long chat may well be busy for some seconds. */
const BUSY_MS = 10_000;

export const hungTab = {
  id: 'hung-tab',
  needs: ['tab-hang', 'page-loaded', 'navigation-failed'],
  detect: (signals, now) => {
    const hang = last(signals, 'tab-hang');
    if (!hang?.hung) return undefined;
    // Another document has its own thread.
    if ((documentNow(signals)?.at ?? 0) >= hang.at) return undefined;
    const since = hang.at - hang.silentMs;
    const provisional = now - since < BUSY_MS;
    const rest = { provisional, recheckAt: provisional ? since + BUSY_MS : null };
    return finding('hung-tab', { since, at: hang.at }, { silentMs: hang.silentMs }, rest);
  },
} as const satisfies Detector;
