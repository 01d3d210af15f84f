import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { violationsInBoth } from './barriers.ts';
import { expectQuietConsole, startWorld, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

it('advice for Claude Code and the API, and nothing is asked of anybody', async () => {
  const before = world.stage.log.length;
  const page = await world.browser.openExtensionPage('library.html#help');
  await page.waitForSelector('[data-help="code_login"]');
  expect(await page.title()).toBe('Claude Code and the API');
  expect(await page.$$eval('[data-help]', (all) => all.length)).toBeGreaterThan(8);
  expect(await page.$$eval('.codes', (all) => all.map(({ textContent }) => textContent))).toContain('/model');
  await page.click('[data-action="open-settings"]');
  await page.waitForSelector('[data-setting="assistant"], #setting-assistant, select');
  expect(world.stage.log.length).toBe(before);
  await page.close();
});

it('the page of fixes leads through them one at a time', async () => {
  const tab = await world.open(`/chat/${SEEDED.short}`);
  world.stage.fail({ on: 'send', kind: 'json-500' });
  await tab.send('Step by step');
  await tab.prompt('degraded');
  const page = await world.browser.openExtensionPage(`library.html?tab=${await tab.id()}#playbook`);
  const fixes = () => page.$$eval('[data-fix]', (all) => all.map((one) => one.getAttribute('data-fix')));
  const offers = (wanted: (fix: string | null | undefined) => boolean, message: string) =>
    waitFor(async () => wanted((await fixes())[0]), { timeoutMs: 15_000, message });
  await offers((fix) => fix === 'wait-and-retry', 'the first fix');
  expect(await fixes()).toHaveLength(1);
  expect(await violationsInBoth(world.browser, page)).toEqual([]);
  await page.click('[data-action="skip"]');
  await offers((fix) => fix !== undefined && fix !== 'wait-and-retry', 'the next fix');
  await page.waitForSelector('[data-outcome="skipped"]');
  expect(await violationsInBoth(world.browser, page)).toEqual([]);
  await page.close();
});
