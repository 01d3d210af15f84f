import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { damageLibrary } from '../drill/worlds/damage.ts';
import { keptChats } from '../drill/worlds/kept.ts';
import { backUpAll, openLibrary, press, setStage } from '../drill/worlds/visit.ts';
import { expectQuietConsole, startWorld, type World } from './kit.ts';
import { storedVersions } from './library-data.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

/** Chats that the check of every byte names. */
async function check(page: Page): Promise<string[]> {
  await press(page, 'check-all');
  await waitFor(() => page.$('[data-check="done"]'), { message: 'the check' });
  const named = await page.$$eval('[data-damaged]', (all) =>
    all.map((one) => one.getAttribute('data-damaged')),
  );
  return named.flatMap((id) => id ?? []).sort();
}

const askedSince = (from: number): string[] =>
  world.stage.log
    .slice(from)
    .filter(({ query }) => query.includes('render_all_tools=true'))
    .flatMap(({ path }) => /chat_conversations\/([^/]+)$/.exec(path)?.[1] ?? [])
    .sort();

it('what a check finds damaged, in eight ways, the next full backup mends, and no version more or less', async () => {
  const { browser, stage } = world;
  setStage(stage, { generated: { chats: 20, messages: 4 } });
  await (await browser.newPage('https://claude.ai/new')).close(); // signs in
  await (await backUpAll(browser)).close();
  const before = await browser.evaluateInExtension(keptChats);
  const versions = (await browser.evaluateInExtension(storedVersions)).length;
  const whole = before.map(({ id }) => id);
  const { chats, how } = await browser.evaluateInExtension(damageLibrary, whole, Array(8).fill(0.5));
  expect(new Set(how.map((one) => one.slice(6))).size).toBe(8);

  const page = await openLibrary(browser);
  const named = await check(page);
  // What stands only in the list is made anew from the versions as soon as somebody reads it: no damage.
  expect(chats).toEqual(expect.arrayContaining(named));
  expect(named.length).toBeGreaterThanOrEqual(6);
  expect(await page.$eval('[data-mend]', (one) => one.textContent)).toContain('“Back up everything”');
  await page.close();

  const from = stage.log.length;
  await (await backUpAll(browser)).close();
  expect(askedSince(from)).toEqual(named);
  const after = await openLibrary(browser);
  expect(await check(after)).toEqual([]);
  expect(await after.$('[data-mend]')).toBeNull();
  await after.close();
  expect(await browser.evaluateInExtension(keptChats)).toEqual(before);
  expect((await browser.evaluateInExtension(storedVersions)).length).toBe(versions);
});
