import { readDocument } from '@/utils/claude/document-kind';
import { readPlace } from '@/utils/claude/page-place';
import type { Signal } from '@/utils/signals/types';
import { onRestored } from './restored';

export interface PlaceWatch {
  /** Looks whether the user has gone elsewhere, or the document has become another. `seenAt`: of what is looked at, epoch ms. */
  readonly look: (seenAt?: number) => void;
}

/** HTTP status of the document, from the browser's own record. */
function documentStatus(): number | null {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return entry?.responseStatus || null;
}

/** Epoch ms at which the document was read to its end; now, when it isn't yet. We look later than that. */
function readAt(): number {
  const now = Date.now();
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const readMs = entry?.domContentLoadedEventStart;
  return readMs ? Math.min(now, Math.round(performance.timeOrigin + readMs)) : now;
}

/** Tells where the user is, and what kind of document that is. */
export function placeWatch(report: (signal: Signal) => void, signal: AbortSignal): PlaceWatch {
  let place = '';
  let kind = '';
  let isSent = true;
  const look = (seenAt = Infinity): void => {
    const at = isSent && kind === '' ? readAt() : Date.now();
    const status = documentStatus();
    const facts = readDocument(document, location.pathname, status);
    if (facts.document !== kind) {
      // A document that changes by itself, such as to the sign-in page, was not sent anew.
      const again = kind !== '' || !isSent;
      kind = facts.document;
      const buildId = document.documentElement.dataset.buildId?.slice(0, 200) ?? null;
      report({ kind: 'page-loaded', at, status: again ? null : status, ...facts, buildId });
    }
    const here = readPlace(document, location.pathname);
    const next = JSON.stringify(here);
    if (next === place) return;
    place = next;
    // A message is of the model that the page showed when it left, and we hear of it a moment later.
    report({ kind: 'page-context', at: Math.min(at, seenAt), ...here });
  };
  const tellAnew = (): void => {
    place = '';
    kind = '';
    isSent = false;
    look();
  };
  onRestored(tellAnew, signal);
  return { look };
}
