import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { trustedClick } from '../browsers/page.ts';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { violationsInBoth } from './barriers.ts';
import { COMPOSER, expectQuietConsole, startWorld, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;
const TYPED = 'Not sent yet:  two spaces\n\nשלום 👩‍🚀 <b>no markup</b>';
const FAILED = 'This one failed';
/** What the stage says of an answer before it is cut off. */
const HALF = `You said: “${FAILED}”. This`;

const openList = (): Promise<Page> => world.browser.openExtensionPage('library.html#drafts');

const texts = (page: Page): Promise<(string | null)[]> =>
  page.$$eval('[data-kept]', (rows) =>
    rows.map((row) => `${row.getAttribute('data-kept')}: ${row.querySelector('pre')?.textContent}`),
  );

const lists = (page: Page, wanted: readonly string[]): Promise<unknown> => {
  let seen: unknown;
  const isThere = async () => {
    seen = await texts(page);
    return JSON.stringify(seen) === JSON.stringify(wanted);
  };
  return waitFor(isThere, { timeoutMs: 10_000, message: wanted.join() }).catch(() =>
    expect(seen).toEqual(wanted),
  );
};

/** The very characters that were copied, as they come out in a page. */
async function clipboard(): Promise<string> {
  const page = await world.browser.newPage('https://example.com/');
  await page.bringToFront();
  await page.evaluate(() => document.body.appendChild(document.createElement('textarea')).focus());
  await page.keyboard.down('Control');
  await page.keyboard.press('v');
  await page.keyboard.up('Control');
  const read = () => page.$eval('textarea', ({ value }) => value);
  const text = await waitFor(read, { timeoutMs: 5_000, message: 'what was copied' });
  await page.close();
  return text;
}

/** By the user's word only; the others stay. */
async function deletes(page: Page, kind: string, left: readonly string[]): Promise<void> {
  await trustedClick(page, `[data-kept="${kind}"] [data-action="delete"]`);
  await trustedClick(page, `[data-kept="${kind}"] [data-action="confirm"]`);
  await page.waitForSelector('[data-news="deleted"]');
  await lists(page, left);
}

it('what is typed, what got no answer and half an answer are listed as they come, to copy and to delete', async () => {
  const tab = await world.open(CHAT);
  const page = await openList();
  await page.waitForSelector('.empty');
  expect(await page.title()).toBe('Drafts');
  world.stage.fail({ on: 'stream', kind: 'destroyed', times: 1 });
  await tab.send(FAILED);
  await page.waitForSelector('[data-kept="half"]', { timeout: 15_000 });
  await tab.type(TYPED);
  await lists(page, [`typing: ${TYPED}`, `half: ${HALF}`, `sent: ${FAILED}`]);
  expect(await page.$eval('[data-kept] a', ({ href }) => href)).toBe(`https://claude.ai${CHAT}`);
  await page.bringToFront();
  await trustedClick(page, '[data-kept="typing"] [data-action="copy"]');
  await page.waitForSelector('[data-news="copied"]');
  expect(await clipboard()).toBe(TYPED);

  await page.bringToFront();
  await trustedClick(page, '[data-kept="half"] [data-action="delete"]');
  await page.waitForSelector('[data-kept="half"] .question');
  expect(await violationsInBoth(world.browser, page)).toEqual([]);
  await trustedClick(page, '[data-kept="half"] [data-action="cancel"]');
  expect(await texts(page)).toHaveLength(3);
  await deletes(page, 'half', [`typing: ${TYPED}`, `sent: ${FAILED}`]);
  await deletes(page, 'sent', [`typing: ${TYPED}`]);
  // For good: the list is read afresh, and what nobody deleted is still put back.
  await page.close();
  await lists(await openList(), [`typing: ${TYPED}`]);
  await tab.page.reload();
  await tab.page.waitForSelector(COMPOSER);
  await waitFor(async () => (await tab.composerText()) === TYPED, {
    message: 'the draft that was not deleted',
  });
});
