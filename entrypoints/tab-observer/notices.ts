import { type Backoff, readBackoff, waitsUntil } from '@/utils/claude/backoff-key';
import { isReplying, type PageSays, readPage } from '@/utils/claude/notices';
import type { Signal } from '@/utils/signals/types';
import { pagePace } from './page-pace';
import { pageTeller } from './page-teller';

/** After a failure the page's banner is awaited: from frame to frame, this long. */
const EAGER_MS = 2_500;
const SOON_MS = 250;
/** A waiting line changes in place. */
const WAITING_MS = 1_000;
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

/** Of this tab, also from before a reload. */
const ownNote = (now: number): Backoff | null =>
  readBackoff({ getItem: (key) => sessionStorage.getItem(key) }, now);
const anyNote = (now: number): Backoff | null =>
  ownNote(now) ?? readBackoff({ getItem: (key) => localStorage.getItem(key) }, now);

/** What the page says; where it says nothing, its own note of a retry speaks, whatever the language. */
function readNow(now: number): PageSays {
  const says = readPage(document);
  if (says.ownRetry || says.notice?.place === 'turn') return says;
  const note = ownNote(now);
  if (!note || now >= waitsUntil(note) || isReplying(document)) return says;
  return { ...says, ownRetry: { attempt: note.failures, of: null } };
}

/** Tells when the page itself speaks of a failure, or of its own retry. */
export function noticeWatch(report: (signal: Signal) => void): NoticeWatch {
  const teller = pageTeller(report);
  let failedAt = 0;
  let isEager = false;
  let isStopped = false;
  let givingUp: ReturnType<typeof setTimeout> | undefined;

  const look = (): void => {
    if (isStopped) return;
    const now = Date.now();
    const says = readNow(now);
    const isHeard = teller.tell(says, now);
    if (says.ownRetry || !isHeard) pace.within(WAITING_MS);
  };
  const pace = pagePace(look);

  const eager = (): void => {
    look();
    isEager = !isStopped && Date.now() - failedAt < EAGER_MS && !teller.isTold();
    if (isEager) requestAnimationFrame(eager);
  };

  /** No banner, no waiting line, nothing running, and no note of a retry: the page will not try again. */
  const giveUp = (): void => {
    const now = Date.now();
    const note = anyNote(now);
    const willRetry = note !== null && Math.abs(note.lastFailureAt - failedAt) < KEY_MS;
    if (teller.isBusy() || willRetry || isReplying(document)) return;
    report({ kind: 'page-retry', at: now, active: false, attempt: 0, of: null });
  };

  pace.within(0); // a page that is loaded anew goes on with its waits
  return {
    look,
    failed: (at) => {
      failedAt = at;
      teller.tellAnew(); // also a banner that reads the same: it speaks of this failure
      if (!isEager) requestAnimationFrame(eager);
      isEager = true;
      pace.within(SOON_MS); // no frames come in a hidden tab
      clearTimeout(givingUp);
      givingUp = setTimeout(giveUp, GIVEN_UP_MS);
    },
    stop: () => {
      isStopped = true;
      pace.stop();
      clearTimeout(givingUp);
    },
  };
}
