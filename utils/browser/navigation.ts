import { browser } from 'wxt/browser';

const DOCUMENTS = { urls: ['https://claude.ai/*'], types: ['main_frame' as const] };

export interface DocumentOutcome {
  readonly tabId: number;
  /** The browser's own name of the error; null when an answer came. */
  readonly error: string | null;
  readonly status: number | null;
}

/** A document of claude.ai is asked for. Watches only. */
export function onDocumentAsked(listener: (tabId: number) => void): void {
  browser.webRequest.onBeforeRequest.addListener(({ tabId }) => {
    listener(tabId);
    return undefined;
  }, DOCUMENTS);
}

/** Documents of claude.ai as the browser sees them, also where no content script can run. Watches only. */
export function onDocument(listener: (outcome: DocumentOutcome) => void): void {
  browser.webRequest.onCompleted.addListener(
    ({ tabId, statusCode }) => listener({ tabId, error: null, status: statusCode }),
    DOCUMENTS,
  );
  browser.webRequest.onErrorOccurred.addListener(
    ({ tabId, error }) => listener({ tabId, error, status: null }),
    DOCUMENTS,
  );
}
