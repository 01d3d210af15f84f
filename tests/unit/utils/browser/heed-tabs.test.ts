import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { heedTabs } from '@/utils/browser/tabs';

const event = () => {
  const heard = new Set<(...args: never[]) => void>();
  return {
    heard,
    addListener: (listener: (...args: never[]) => void) => void heard.add(listener),
    removeListener: (listener: (...args: never[]) => void) => void heard.delete(listener),
  };
};

const [onRemoved, onUpdated] = [event(), event()];
beforeEach(() => {
  for (const { heard } of [onRemoved, onUpdated]) heard.clear();
  vi.unstubAllEnvs();
  Object.assign(fakeBrowser.tabs, { onRemoved, onUpdated });
});
const listeners = () => [onRemoved.heard.size, onUpdated.heard.size];

it('is heard from the beginning in Chrome, where a woken worker would miss what woke it', () => {
  vi.stubEnv('FIREFOX', '');
  heedTabs({ closed: vi.fn(), settled: vi.fn() });
  expect(listeners()).toEqual([1, 1]);
});

it('is not in Firefox, which would go on waking for it', () => {
  vi.stubEnv('FIREFOX', 'true');
  heedTabs({ closed: vi.fn(), settled: vi.fn() });
  expect(listeners()).toEqual([0, 0]);
});

it('leaves nothing behind when it is switched off, and is heard once when it is on', () => {
  const hear = heedTabs({ closed: vi.fn(), settled: vi.fn() });
  hear(false);
  expect(listeners()).toEqual([0, 0]);
  hear(true);
  hear(true);
  expect(listeners()).toEqual([1, 1]);
});
