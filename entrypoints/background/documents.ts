import type { DocumentOutcome } from '@/utils/browser/navigation';
import type { SignalOf } from '@/utils/signals/types';

/** A content script that runs on the document reports it better, within this time. */
const SCRIPT_MS = 1_000;
/** Stop, a reload on top of another, a download: the document that stood there stays. */
const STOPPED = /ABORTED|NS_ERROR_ABORT/;

/** Tells of documents that failed where no content script can. */
export function documentWatch(
  report: (tabId: number, signal: SignalOf<'navigation-failed'>) => void,
  isOpen: (tabId: number) => Promise<boolean>,
): (outcome: DocumentOutcome) => void {
  return ({ tabId, error, status }) => {
    if (tabId < 0 || (error === null ? (status ?? 0) < 500 : STOPPED.test(error))) return;
    // Stamped with the time at which it happened: a page that loads meanwhile is newer.
    const signal = { kind: 'navigation-failed', at: Date.now(), error, status } as const;
    if (error !== null) report(tabId, signal);
    else setTimeout(() => void isOpen(tabId).then((open) => open && report(tabId, signal)), SCRIPT_MS);
  };
}
