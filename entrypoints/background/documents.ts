import type { DocumentOutcome } from '@/utils/browser/navigation';
import type { SignalOf } from '@/utils/signals/types';

/** A content script that runs on the document reports it better, within this time. */
const SCRIPT_MS = 1_000;
/** Until the browser's own error page has taken the place of the page before. */
const GONE_MS = 400;
/** Stop, a reload on top of another, a download: the document that stood there stays. */
const STOPPED = /ABORTED|NS_ERROR_ABORT/;

export interface DocumentEdges {
  readonly report: (tabId: number, signal: SignalOf<'navigation-failed'>) => void;
  readonly isOpen: (tabId: number) => Promise<boolean>;
  /** A page of claude.ai stands in the tab, and our script in it answers. */
  readonly answers: (tabId: number) => Promise<boolean>;
}

/** Tells of documents that failed where no content script can. */
export function documentWatch({
  report,
  isOpen,
  answers,
}: DocumentEdges): (outcome: DocumentOutcome) => void {
  return ({ tabId, error, status }) => {
    if (tabId < 0 || (error === null ? (status ?? 0) < 500 : STOPPED.test(error))) return;
    // Stamped with the time at which it happened: a page that loads meanwhile is newer.
    const signal = { kind: 'navigation-failed', at: Date.now(), error, status } as const;
    const look = async (): Promise<void> => {
      if (error === null && !(await isOpen(tabId))) return;
      // Browsers also load pages ahead of a click, in the name of the tab that shows another: that one still answers.
      if (!(await answers(tabId))) report(tabId, signal);
    };
    setTimeout(() => void look(), error === null ? SCRIPT_MS : GONE_MS);
  };
}
