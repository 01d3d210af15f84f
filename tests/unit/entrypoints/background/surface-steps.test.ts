import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Step } from '@/utils/fixes/types';
import { world } from './executor-world';
import { TAB } from './given';

vi.mock('@/utils/browser/messages', () => ({ send: vi.fn(), sendToTab: vi.fn() }));
vi.mock('@/utils/browser/tabs', () => ({ openInTab: vi.fn(), reloadTab: vi.fn(), renewTab: vi.fn() }));

beforeEach(() => fakeBrowser.reset());

const SHOW: Step = { verb: 'show-steps', guide: ['private_open'] };
const FILL: Step = { verb: 'fill-composer', text: 'a', replace: false };

const begun = async () => {
  const tab = world();
  await tab.executor.start(TAB, 'try-private-window', [SHOW, FILL]);
  return tab;
};

test('a step for the user’s eyes waits, as long as it takes, and goes to no tab', async () => {
  const tab = await begun();
  tab.later(20 * 60_000);
  await tab.observe();
  expect(await tab.run()).toMatchObject({ state: 'working', index: 0 });
  expect(tab.done).toEqual([]);
});

test('goes on when whoever shows it has reported', async () => {
  const tab = await begun();
  await tab.executor.surfaceEnded(TAB, (await tab.run())?.id ?? '', 0, null);
  expect(tab.done).toEqual(['fill-composer']);
});

test('the page can not answer for the user', async () => {
  const tab = await begun();
  await tab.executor.reported(TAB, (await tab.run())?.id ?? '', 0, null);
  expect(tab.done).toEqual([]);
});

test('is not performed by a worker that begins anew', async () => {
  await begun();
  const next = world();
  await next.executor.resume();
  expect(await next.run()).toMatchObject({ state: 'working', index: 0 });
  expect(next.done).toEqual([]);
});
