import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { followTabs } from '@/entrypoints/background/tab-following';

const heard = vi.hoisted(() => ({
  hear: vi.fn(),
  open: [] as number[],
  closed: (_: number): void => undefined,
}));
vi.mock('@/utils/browser/navigation', () => ({ onDocument: vi.fn(), onDocumentAsked: vi.fn() }));
vi.mock('@/utils/browser/tabs', () => ({
  claudeTabIds: async () => heard.open,
  isBeingRenewed: () => false,
  isOpenTab: async () => false,
  heedTabs: ({ closed }: { closed: (tabId: number) => void }) => {
    heard.closed = closed;
    return heard.hear;
  },
}));

function following(open: number[]) {
  heard.open = open;
  const hub = { forget: vi.fn(async () => undefined), repaint: vi.fn() };
  const polling = { begin: vi.fn(async () => undefined), end: vi.fn(async () => undefined) };
  const parts = {
    hub,
    polling,
    pulses: { forget: vi.fn(), arrived: vi.fn() },
    loading: { began: vi.fn(), ended: vi.fn() },
  };
  return { ...parts, pages: followTabs(parts as unknown as Parameters<typeof followTabs>[0]) };
}
const settled = (): Promise<void> => vi.waitFor(() => expect(heard.hear).toHaveBeenCalled());

beforeEach(() => {
  fakeBrowser.reset();
  heard.hear.mockReset();
});

it('listens to no tab, and has no alarm, while none shows claude.ai', async () => {
  const { polling } = following([]);
  await settled();
  expect(heard.hear.mock.calls).toEqual([[false]]);
  expect(polling.end).toHaveBeenCalled();
});

it('listens while one does, until the last is closed, though the browser may still list it', async () => {
  const { polling, hub } = following([7]);
  await settled();
  expect(heard.hear.mock.calls).toEqual([[true]]);
  heard.closed(7);
  await vi.waitFor(() => expect(heard.hear).toHaveBeenLastCalledWith(false));
  expect(hub.forget).toHaveBeenCalledWith(7, true);
  expect(polling.end).toHaveBeenCalled();
});

it('a page that is just beginning keeps the ears open, though no list has it yet', async () => {
  const { pages, polling } = following([]);
  pages.began();
  await vi.waitFor(() => expect(polling.begin).toHaveBeenCalled());
  await new Promise((done) => setTimeout(done));
  expect(heard.hear.mock.calls).toEqual([[true]]);
  expect(polling.end).not.toHaveBeenCalled();
});

it('a page that says it is left, and is gone then, is forgotten', async () => {
  vi.useFakeTimers();
  const { pages, hub } = following([7]);
  heard.open = [];
  pages.rests(7);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(hub.forget).toHaveBeenCalledWith(7, true);
  vi.useRealTimers();
});

it('a tab that is only out of sight is not', async () => {
  vi.useFakeTimers();
  const { pages, hub } = following([7]);
  pages.rests(7);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(hub.forget).not.toHaveBeenCalled();
  vi.useRealTimers();
});
