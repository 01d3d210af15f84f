import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { firstRun } from '@/entrypoints/background/first-run';
import { onInstall } from '@/utils/browser/runtime';
import { isClaudeInFront, openTab } from '@/utils/browser/tabs';

vi.mock('@/utils/browser/runtime', () => ({
  onInstall: vi.fn(),
  extensionUrl: (path: string) => `own:${path}`,
}));
vi.mock('@/utils/browser/tabs', () => ({ openTab: vi.fn(), isClaudeInFront: vi.fn() }));

let install: (isTrial: boolean) => void;
beforeEach(() => {
  fakeBrowser.reset();
  vi.mocked(onInstall).mockImplementation((listener) => {
    install = listener;
  });
  vi.mocked(isClaudeInFront).mockResolvedValue(false);
  firstRun();
});
const opened = () => vi.waitFor(() => expect(openTab).toHaveBeenCalled());

test('from a store: in front', async () => {
  install(false);
  await opened();
  expect(openTab).toHaveBeenCalledExactlyOnceWith('own:/welcome.html', true);
});

test('who is at claude.ai stays there', async () => {
  vi.mocked(isClaudeInFront).mockResolvedValue(true);
  install(false);
  await opened();
  expect(openTab).toHaveBeenCalledExactlyOnceWith('own:/welcome.html', false);
});

test('loaded by hand: behind', async () => {
  install(true);
  await opened();
  expect(openTab).toHaveBeenCalledExactlyOnceWith('own:/welcome.html', false);
});

test('once, however often the browser says so', async () => {
  install(true);
  await opened();
  install(true);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(openTab).toHaveBeenCalledOnce();
});
