import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { isBeingRenewed, renewTab } from '@/utils/browser/tabs';

const CHAT = 'https://claude.ai/chat/01990a4e-7c21-7d3a-9f10-52b6c0d1e2f3';
const TAB = 7;

const update = vi.fn();
const get = vi.fn();
const reload = vi.fn();
beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  Object.assign(fakeBrowser.tabs, { update, get, reload });
  reload.mockResolvedValue(undefined);
  update.mockResolvedValue({});
  get.mockResolvedValue({ status: 'complete', url: 'about:blank' });
});

const shown = () => update.mock.calls.map(([tabId, { url }]) => [tabId, url]);
/** The page in between, and after this time the address again. */
const backAfter = async (renewing: Promise<void>): Promise<number> => {
  for (let ms = 0; ms < 20_000; ms += 100) {
    if (update.mock.calls.length === 2) {
      await renewing;
      return ms;
    }
    await vi.advanceTimersByTimeAsync(100);
  }
  throw new Error('it never comes back');
};

describe('a tab that is renewed', () => {
  test('shows a page in between, then the address where the user was', async () => {
    await backAfter(renewTab(TAB, CHAT));
    expect(shown()).toEqual([
      [TAB, 'about:blank'],
      [TAB, CHAT],
    ]);
  });

  test('comes back only when the hung page has gone', async () => {
    get.mockResolvedValueOnce({ status: 'complete', url: CHAT });
    get.mockResolvedValueOnce({ status: 'loading', url: 'about:blank' });
    expect(await backAfter(renewTab(TAB, CHAT))).toBe(300);
  });

  test('… or after a while, whatever the browser says', async () => {
    get.mockResolvedValue({ status: 'complete', url: CHAT });
    const ms = await backAfter(renewTab(TAB, CHAT));
    expect(ms).toBeGreaterThanOrEqual(5_000);
    expect(ms).toBeLessThan(6_000);
  });

  test('past the cache: loads the page again once it is there, and not the one in between', async () => {
    const renewing = renewTab(TAB, CHAT, true);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(shown()).toHaveLength(2);
    expect([reload.mock.calls, isBeingRenewed(TAB)]).toEqual([[], true]);
    get.mockResolvedValue({ status: 'loading', url: 'https://claude.ai/login' });
    await vi.advanceTimersByTimeAsync(100);
    await renewing;
    expect(reload.mock.calls).toEqual([[TAB, { bypassCache: true }]]);
  });

  test('past the cache: a page that does not come is not reloaded', async () => {
    const renewing = renewTab(TAB, CHAT, true);
    await vi.advanceTimersByTimeAsync(20_000);
    await renewing;
    expect(reload).not.toHaveBeenCalled();
  });

  test('is known to be under way until it is done', async () => {
    const renewing = renewTab(TAB, CHAT);
    expect([isBeingRenewed(TAB), isBeingRenewed(8)]).toEqual([true, false]);
    await backAfter(renewing);
    expect(isBeingRenewed(TAB)).toBe(false);
  });

  test('that is closed meanwhile is under way no more', async () => {
    get.mockRejectedValue(new Error('No tab with id: 7'));
    const renewing = renewTab(TAB, CHAT);
    const failing = expect(renewing).rejects.toThrow('No tab');
    await vi.advanceTimersByTimeAsync(200);
    await failing;
    expect(isBeingRenewed(TAB)).toBe(false);
    expect(shown()).toEqual([[TAB, 'about:blank']]);
  });
});
