import type { TabLife } from '@/utils/browser/tab-life';
import { openChannel } from '@/utils/claude/channel';

/** The page comes first: its scripts, its first calls, then we. */
const AFTER_LOAD_MS = 500;
const BUSY_MS = 1_000;
/** A document may never come to its end. */
const LATEST_MS = 3_000;
/** Soon at first: nobody keeps what is typed till then, and a background that has died is back at once. */
const RETRY_MS = 200;
/** In what the page observer says: a call that failed, a message that is sent, a reply that runs. */
const URGENT = /"status":[45]|"kind":"(request-failed|reply-)|"endpoint":"(send|action)"/;
const HANDS = ['keydown', 'pointerdown', 'input'];

/** Opens the channel at once and asks for the observer, which is thirty times as large, when the page can spare the time. */
export function startTab(
  isAlive: () => boolean,
  ask: () => Promise<unknown>,
  take: (payload: string) => void,
): TabLife {
  const ending = new AbortController();
  const { signal } = ending;
  const end = (): void => {
    ending.abort();
    channel.close();
  };
  // The first look at the browser's API costs half a millisecond, which a page that loads is spared.
  let isSpared = true;
  let isAsking = false;
  let retryMs = RETRY_MS;
  const begin = async (): Promise<void> => {
    if (life.isObserved || isAsking || signal.aborted) return;
    isAsking = true;
    isSpared = false;
    try {
      if (!isAlive()) return end();
      await ask();
    } catch {
      // The background may be on its way down, or up; Firefox hands out nothing in a page that is just being left.
    }
    isAsking = false;
    if (!life.isObserved) setTimeout(begin, retryMs);
    retryMs *= 3;
  };
  const mayHear = (): boolean => {
    try {
      return isSpared || isAlive();
    } catch {
      return true; // in Firefox, in a page that goes
    }
  };
  const channel = openChannel(document, mayHear, {
    onGone: end,
    onEarly: (json) => {
      if (URGENT.test(json)) void begin();
    },
    onTaken: take,
  });
  const life: TabLife = { channel, signal, end, chunkFailedAt: null, isObserved: false };
  const options = { capture: true, passive: true, once: true, signal };
  for (const name of HANDS) document.addEventListener(name, begin, options);
  addEventListener('vite:preloadError', () => (life.chunkFailedAt = Date.now()), options);
  if (document.readyState === 'complete') void begin();
  else {
    addEventListener(
      'load',
      () => setTimeout(whenIdle, isFailedDocument() ? 0 : AFTER_LOAD_MS, begin),
      options,
    );
    setTimeout(begin, LATEST_MS);
  }
  return life;
}

const whenIdle = (begin: () => void): number => requestIdleCallback(begin, { timeout: BUSY_MS });

function isFailedDocument(): boolean {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return (entry?.responseStatus as number) >= 400; // undefined is not
}
