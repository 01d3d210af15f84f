import { failedPart, hasPartsUnderWay, isAppPath, isBlank, reloadsItself } from '@/utils/claude/app-state';
import { readDocument } from '@/utils/claude/document-kind';
import type { Signal, SignalOf } from '@/utils/signals/types';

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
const RECENT_MS = 30_000;

type State = SignalOf<'app-health'>['state'];

export interface AppHealth {
  /** Looks whether the app has come up. True when there is something to see. */
  readonly look: () => boolean;
  /** What the network says of the app's own calls. */
  readonly heard: (signal: Signal) => void;
}

/** Tells when claude.ai's app doesn't come up, or has lost a part of itself. */
export function appHealth(report: (signal: Signal) => void, signal: AbortSignal): AppHealth {
  let told: State | undefined;
  let openCalls = 0;
  let lostPart = false;
  let blankSince = 0;
  let lookedAt = 0;
  const entries = () => performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const tell = (state: State): void => {
    if (state === told) return;
    told = state;
    const status = state === 'chunk-failed' ? failedPart(entries()) : undefined;
    report({ kind: 'app-health', at: Date.now(), state, ...(status && { status }) });
  };
  const patienceMs = (): number => {
    const known = entries();
    if (failedPart(known)) return BROKEN_MS;
    const loads = document.readyState !== 'complete' || openCalls > 0 || hasPartsUnderWay(document, known);
    return loads ? LOADING_MS : BLANK_MS;
  };
  const lost = (errorAt: number): void => {
    if (signal.aborted || !navigator.onLine) return;
    if (reloadsItself(sessionStorage, errorAt) && Date.now() - errorAt < SLOW_RELOAD_MS)
      return void setTimeout(lost, RELOAD_MS, errorAt);
    lostPart = true;
    tell('chunk-failed');
  };
  window.addEventListener('vite:preloadError', () => setTimeout(lost, RELOAD_MS, Date.now()), { signal });
  // It failed before we were here, though the page had reloaded itself for it a moment ago: that is over.
  if (reloadsItself(sessionStorage, Date.now() - RECENT_MS) && failedPart(entries()))
    setTimeout(lost, RELOAD_MS, Number.POSITIVE_INFINITY);
  return {
    heard: ({ kind }) => {
      if (kind === 'request-started') openCalls += 1;
      else if (kind === 'response-received' || kind === 'request-failed')
        openCalls = Math.max(0, openCalls - 1);
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
      if (now - blankSince >= patienceMs()) tell(failedPart(entries()) ? 'chunk-failed' : 'blank');
      return false;
    },
  };
}
