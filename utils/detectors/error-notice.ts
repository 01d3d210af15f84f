/**
 * The page tells of a failure that the network didn't show. The last witness: it only says that something failed.
 * Seen: tests/fixtures/signals/error-notice.json (2026-11).
 */
import { last } from '@/utils/signals/finality';
import { finding } from './finding';
import type { Detector } from './types';

/** A toast that nobody closes says nothing after this. */
const TOAST_MS = 30_000;
/** A page that is being left may still complain of the calls that this ends. */
const MOMENT_MS = 1_500;

export const errorNotice = {
  id: 'error-notice',
  needs: ['banner', 'page-loaded', 'reply-began'],
  detect: (signals, now) => {
    const banner = last(signals, 'banner');
    if (!banner?.shown || last(signals, 'page-loaded', banner.at + 1)) return undefined;
    // Some stand for hours, such as that a limit has changed the model.
    if (last(signals, 'reply-began', banner.at + 1)) return undefined;
    const stale = banner.place === 'toast' && now - banner.at > TOAST_MS;
    if (stale) return undefined;
    const isToast = banner.place === 'toast';
    const provisional = isToast && now - banner.at < MOMENT_MS;
    const recheckAt = isToast ? banner.at + (provisional ? MOMENT_MS : TOAST_MS + 1) : null;
    return finding(
      'error-notice',
      { since: banner.at },
      { meaning: banner.meaning },
      { provisional, recheckAt },
    );
  },
} as const satisfies Detector;
