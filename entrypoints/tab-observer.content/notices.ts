import { readBackoff } from '@/utils/claude/backoff-key';
import { isReplying, readNotice, readOwnRetry } from '@/utils/claude/notices';
import type { Signal } from '@/utils/signals/types';

/** The page changes with every token; a look this often is enough, and costs nothing. */
const LOOK_EVERY_MS = 250;
/** After a failure the page's banner is awaited: from frame to frame, this long. */
const EAGER_MS = 2_500;
/** A page that neither waits nor works after a failure has given up. */
const GIVEN_UP_MS = 1_500;
/** The page writes its backoff key about when it fails. */
const KEY_MS = 2_000;

export interface NoticeWatch {
  /** The page may have changed what it says. */
  readonly look: () => void;
  /** A send has failed just now. */
  readonly failed: (at: number) => void;
  readonly stop: () => void;
}

/** Tells when the page itself speaks of a failure, or of its own retry. */
export function noticeWatch(report: (signal: Signal) => void): NoticeWatch {
  let shown = '';
  let tellAnew = false;
  let retrying = '';
  let failedAt = 0;
  let looksSoon = false;

  const look = (): void => {
    const now = Date.now();
    const notice = readNotice(document);
    const own = readOwnRetry(document);
    const nextShown = notice ? `${notice.place} ${notice.meaning} ${notice.retry !== null}` : '';
    if (nextShown !== shown || (tellAnew && notice !== null)) {
      tellAnew = false;
      shown = nextShown;
      const { place, meaning } = notice ?? { place: 'turn', meaning: 'unknown' };
      const hasRetry = (notice?.retry ?? null) !== null;
      report({ kind: 'banner', at: now, shown: notice !== null, place, meaning, hasRetry });
    }
    const nextRetrying = own ? `${own.attempt} ${own.of}` : '';
    if (nextRetrying === retrying) return;
    retrying = nextRetrying;
    report({
      kind: 'page-retry',
      at: now,
      active: own !== null,
      attempt: own?.attempt ?? 0,
      of: own?.of ?? null,
    });
  };

  const eager = (): void => {
    look();
    const since = Date.now() - failedAt;
    if (since < EAGER_MS && tellAnew) requestAnimationFrame(eager);
  };

  /** No banner, no waiting line, nothing running, and no note of a retry: the page will not try again. */
  const giveUp = (): void => {
    const now = Date.now();
    const backoff = readBackoff(localStorage, now);
    const willRetry = backoff !== null && Math.abs(backoff.lastFailureAt - failedAt) < KEY_MS;
    if (shown !== '' || retrying !== '' || willRetry || isReplying(document)) return;
    report({ kind: 'page-retry', at: now, active: false, attempt: 0, of: null });
  };

  const observer = new MutationObserver(() => {
    if (looksSoon) return;
    looksSoon = true;
    setTimeout(() => {
      looksSoon = false;
      look();
    }, LOOK_EVERY_MS);
  });
  observer.observe(document.documentElement, { childList: true, subtree: true });
  return {
    look,
    failed: (at) => {
      failedAt = at;
      tellAnew = true; // also a banner that reads the same: it speaks of this failure
      requestAnimationFrame(eager);
      setTimeout(giveUp, GIVEN_UP_MS);
    },
    stop: () => observer.disconnect(),
  };
}
