import { expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type Run, runs } from '@/utils/storage/items';

const run = (tabId: number, special: object = {}): Run => ({
  id: `r-${tabId}`,
  tabId,
  fix: 'reload-tab',
  steps: [{ verb: 'reload-tab' }],
  index: 0,
  state: 'working',
  stepAt: 1,
  until: null,
  problem: null,
  ...special,
});

test.each([
  ['a verb that nobody knows', run(8, { steps: [{ verb: 'format-disk' }] })],
  [
    'another site than claude.ai',
    run(8, { steps: [{ verb: 'clear-data', site: 'https://bank.example', types: [] }] }),
  ],
  ['an address that is no https', run(8, { steps: [{ verb: 'open-url', url: 'javascript:alert(1)' }] })],
  ['nothing', null],
])('a run with %s is none, and takes no other with it', async (_, odd) => {
  await fakeBrowser.storage.session.set({ runs: { version: 1, value: [run(7), odd] } });
  expect((await runs.get()).map(({ tabId }) => tabId)).toEqual([7]);
});
