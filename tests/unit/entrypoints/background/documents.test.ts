import { expect, test, vi } from 'vitest';
import { documentWatch } from '@/entrypoints/background/documents';

/** Stop, a second reload while the first is under way, a link that turns out to be a download. */
test.each(['net::ERR_ABORTED', 'NS_BINDING_ABORTED', 'NS_ERROR_ABORT'])(
  '%s leaves the document that stands there',
  (error) => {
    const report = vi.fn();
    documentWatch(report, async () => true)({ tabId: 7, error, status: null });
    expect(report).not.toHaveBeenCalled();
  },
);

test.each(['net::ERR_CONNECTION_RESET', 'net::ERR_CONNECTION_CLOSED', 'NS_ERROR_NET_RESET'])(
  '%s takes its place',
  (error) => {
    const report = vi.fn();
    documentWatch(report, async () => true)({ tabId: 7, error, status: null });
    expect(report).toHaveBeenCalledWith(7, expect.objectContaining({ kind: 'navigation-failed', error }));
  },
);
