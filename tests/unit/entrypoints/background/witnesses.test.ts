import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { witnessBench } from '@/entrypoints/background/witnesses';
import { fetchText } from '@/utils/browser/fetch-text';

vi.mock('@/utils/browser/fetch-text', () => ({ fetchText: vi.fn() }));

const NOW = Date.parse('2026-11-12T14:02:00Z');
const MINUTE_MS = 60_000;
const says = (file: string) =>
  vi
    .mocked(fetchText)
    .mockResolvedValue({ status: 200, body: readFileSync(`tests/fixtures/status/${file}`, 'utf8') });

beforeEach(() => {
  fakeBrowser.reset();
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
});
afterEach(() => vi.useRealTimers());

test('before anybody was asked nothing is known', async () => {
  expect(await witnessBench().known()).toMatchObject([{ state: 'unknown', answeredAt: null }]);
  expect(fetchText).not.toHaveBeenCalled();
});

test('no witness is asked more often than agreed', async () => {
  says('operational.json');
  const bench = witnessBench();
  expect(await bench.refresh(NOW, MINUTE_MS)).toBe(true);
  expect(await bench.refresh(NOW + MINUTE_MS - 1, MINUTE_MS)).toBe(false);
  expect(fetchText).toHaveBeenCalledTimes(1);
  await bench.refresh(NOW + MINUTE_MS, MINUTE_MS);
  expect(fetchText).toHaveBeenCalledTimes(2);
});

test('two who ask at once get one request', async () => {
  says('operational.json');
  const bench = witnessBench();
  await Promise.all([bench.refresh(NOW, MINUTE_MS), bench.refresh(NOW, MINUTE_MS)]);
  expect(fetchText).toHaveBeenCalledTimes(1);
});

test('an answer that can not be read is unknown, with the time of the last one that could', async () => {
  says('operational.json');
  const bench = witnessBench();
  await bench.refresh(NOW, MINUTE_MS);
  says('captcha.html');
  vi.setSystemTime(NOW + 2 * MINUTE_MS);
  await bench.refresh(NOW + 2 * MINUTE_MS, MINUTE_MS);
  expect(await bench.known()).toMatchObject([
    {
      state: 'unknown',
      impact: 'none',
      answeredAt: NOW,
      askedAt: NOW + 2 * MINUTE_MS,
      problem: 'not-readable',
    },
  ]);
});

test('a worker that died neither forgets nor asks again', async () => {
  says('major.json');
  await witnessBench().refresh(NOW, MINUTE_MS);
  const after = witnessBench();
  expect(await after.known()).toMatchObject([{ state: 'trouble', impact: 'major' }]);
  await after.refresh(NOW + 1_000, MINUTE_MS);
  expect(fetchText).toHaveBeenCalledTimes(1);
});

test('a network that fails is unknown, never well and never trouble', async () => {
  vi.mocked(fetchText).mockRejectedValue(new TypeError('Failed to fetch'));
  const bench = witnessBench();
  await bench.refresh(NOW, MINUTE_MS);
  expect(await bench.known()).toMatchObject([{ state: 'unknown', problem: 'network', answeredAt: null }]);
});
