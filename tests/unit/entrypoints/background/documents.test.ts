import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { documentWatch } from '@/entrypoints/background/documents';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

async function told(
  outcome: { tabId?: number; error: string | null; status: number | null },
  { open = true, answers = false } = {},
) {
  const report = vi.fn();
  const watch = documentWatch({ report, isOpen: async () => open, answers: async () => answers });
  watch({ tabId: 7, ...outcome });
  await vi.advanceTimersByTimeAsync(2_000);
  return report.mock.calls;
}

describe('no document came', () => {
  /** Stop, a second reload while the first is under way, a link that turns out to be a download. */
  test.each(['net::ERR_ABORTED', 'NS_BINDING_ABORTED', 'NS_ERROR_ABORT'])(
    '%s leaves the document that stands there',
    async (error) => {
      expect(await told({ error, status: null })).toEqual([]);
    },
  );

  test.each(['net::ERR_CONNECTION_RESET', 'net::ERR_CONNECTION_CLOSED', 'NS_ERROR_NET_RESET'])(
    '%s takes its place',
    async (error) => {
      expect(await told({ error, status: null })).toEqual([
        [7, expect.objectContaining({ kind: 'navigation-failed', error })],
      ]);
    },
  );

  test('a page loaded ahead of a click fails, and the one that stands there still answers', async () => {
    const error = 'net::ERR_EMPTY_RESPONSE';
    expect(await told({ error, status: null }, { answers: true })).toEqual([]);
  });
});

describe('a document came', () => {
  test('a failed one is told where no script tells it', async () => {
    expect(await told({ error: null, status: 502 })).toHaveLength(1);
  });
  test.each([
    ['it is well', { error: null, status: 200 }, {}],
    ['it is the user’s own matter', { error: null, status: 404 }, {}],
    ['it is no tab’s', { tabId: -1, error: null, status: 500 }, {}],
    [
      'its own script tells it, or another page stands there',
      { error: null, status: 503 },
      { answers: true },
    ],
    ['the tab is closed', { error: null, status: 503 }, { open: false }],
  ] as const)('not when %s', async (_, outcome, tab) => {
    expect(await told(outcome, tab)).toEqual([]);
  });
});

test('it is stamped with the time at which it happened', async () => {
  vi.setSystemTime(5_000);
  const [[, signal] = []] = await told({ error: null, status: 502 });
  expect(signal).toMatchObject({ at: 5_000 });
});
