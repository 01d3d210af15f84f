import {
  failedPart,
  hasPartsUnderWay,
  isAppPath,
  isBlank,
  partsNamed,
  reloadsItself,
} from '@/utils/claude/app-state';
import { readDocument } from '@/utils/claude/document-kind';
import type { Signal, SignalOf } from '@/utils/signals/types';
import { listenTo } from './listening';
import { onRestored } from './restored';

/** Empty for so long, with nothing more to come. */
const BLANK_MS = 10_000;
/** While the app still loads. */
const LOADING_MS = 30_000;
/** A part of it is known to be missing. */
const BROKEN_MS = 4_000;
/** The page looks on while somebody is there; a longer gap was not watched. */
const GAP_MS = 8_000;
/** A page that reloads itself after a missing part is gone by then, or within the longer time when its server is slow. */
const RELOAD_MS = 3_000;
const SLOW_RELOAD_MS = 20_000;
/** The page says that a part is missing when the others have come. */
const SAID_MS = 5_000;

/** More unanswered calls than any page has: answers got lost. */
const MOST_CALLS = 100;

type State = SignalOf<'app-health'>['state'];

export interface AppHealth {
  /** Looks whether the app has come up. True when there is something to see. */
  readonly look: () => boolean;
  /** What the network says of the app's own calls. */
  readonly heard: (signal: Signal) => void;
}

/** Where the page's note lies. Where storage is blocked, the first look at it throws. */
const session = { getItem: (key: string) => sessionStorage.getItem(key) };

const entriesNow = () => performance.getEntriesByType('resource') as PerformanceResourceTiming[];

/** Of this document; claude.ai's other scripts may fail without harm. */
const missingPart = (): number | undefined => failedPart(partsNamed(document, entriesNow()));

/** Of what failed about when the page said that something is missing. */
const partLostAt = (errorAt: number): number | undefined => {
  const errorMs = errorAt - performance.timeOrigin;
  return failedPart(entriesNow().filter(({ responseEnd }) => Math.abs(errorMs - responseEnd) < SAID_MS));
};

/** Tells when claude.ai's app doesn't come up, or has lost a part of itself. `chunkFailedAt`: before we were here. */
export function appHealth(
  report: (signal: Signal) => void,
  signal: AbortSignal,
  chunkFailedAt: number | null,
): AppHealth {
  let told: State | undefined;
  const openCalls = new Map<string, number>();
  let lostPart = false;
  let blankSince = 0;
  let lookedAt = 0;
  const tell = (state: State, status?: number): void => {
    if (state === told) return;
    told = state;
    report({ kind: 'app-health', at: Date.now(), state, ...(status && { status }) });
  };
  /** An answer may get lost on its way to us. */
  const isCalling = (): boolean => [...openCalls.values()].some((at) => Date.now() - at < LOADING_MS);
  const patienceMs = (): number => {
    if (missingPart()) return BROKEN_MS;
    const loads =
      document.readyState !== 'complete' || isCalling() || hasPartsUnderWay(document, entriesNow());
    return loads ? LOADING_MS : BLANK_MS;
  };
  const lost = (errorAt: number): void => {
    if (signal.aborted || !navigator.onLine) return;
    if (reloadsItself(session, errorAt) && Date.now() - errorAt < SLOW_RELOAD_MS)
      return void setTimeout(lost, RELOAD_MS, errorAt);
    lostPart = true;
    tell('chunk-failed', partLostAt(errorAt));
  };
  listenTo(window, ['vite:preloadError'], () => setTimeout(lost, RELOAD_MS, Date.now()), signal);
  if (chunkFailedAt !== null) setTimeout(lost, RELOAD_MS, chunkFailedAt);
  const tellAnew = (): void => {
    told = undefined;
    if (lostPart) tell('chunk-failed');
  };
  onRestored(tellAnew, signal);
  return {
    heard: (heard) => {
      if (heard.kind === 'request-started') {
        if (openCalls.size >= MOST_CALLS) openCalls.clear();
        openCalls.set(heard.id, Date.now());
      } else if (heard.kind === 'response-received' || heard.kind === 'request-failed')
        openCalls.delete(heard.id);
    },
    look: () => {
      if (!document.body) return false;
      const now = Date.now();
      const watched = now - lookedAt < GAP_MS;
      lookedAt = now;
      if (!isBlank(document)) {
        blankSince = 0;
        if (!lostPart) tell('well');
        return true;
      }
      const { pathname } = location;
      if (!isAppPath(pathname) || readDocument(document, pathname, null).document !== 'app') return false;
      if (blankSince === 0 || !watched) blankSince = now;
      const status = missingPart();
      if (now - blankSince >= patienceMs()) tell(status ? 'chunk-failed' : 'blank', status);
      return false;
    },
  };
}
