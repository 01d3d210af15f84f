import { setTimeout as pause } from 'node:timers/promises';
import { waitFor } from '../../browsers/poll.ts';
import type { ExtensionBrowser } from '../../browsers/types.ts';
import { type Tab, tabOf } from '../../e2e/kit.ts';
import { SEEDED } from '../../stage/seed.ts';
import { checkDraft, checkLibrary, checkOnce, libraryNow } from '../points/checks.ts';
import { goesOn } from '../run.ts';
import type { Drill, DrillWorld } from '../types.ts';
import { ACTS, isTaken } from './updated.ts';

const CHAT = `/chat/${SEEDED.short}`;
const LATEST_MS = 1_200;

/** What the popup says of a tab that can't be watched while everything in it fails. */
async function checkNoGreen(world: DrillWorld, tab: Tab, where: string): Promise<void> {
  const popup = await tab.popup();
  await popup.page.waitForSelector('main[data-verdict]', { timeout: 15_000 });
  await pause(1_000);
  const verdict = await popup.verdict();
  if (verdict === 'ok') world.tally.missed('greens', `${where}: the popup says ok`);
  await popup.page.close();
}

async function revokeOnce(
  world: DrillWorld,
  browser: ExtensionBrowser,
  name: string,
  round: number,
): Promise<void> {
  const { stage, random, tally } = world;
  stage.reset({ retryMode: 'off', telemetryMs: 60_000 });
  const text = `${name} ${round}: שלום, 👩‍🚀`;
  const tab = tabOf(browser, await browser.newPage(`https://claude.ai${CHAT}`));
  await tab.page.waitForSelector('[data-testid="assistant-message"]');
  await isTaken(browser);
  const before = await libraryNow({ browser });
  stage.fail({ on: 'send', kind: 'json-503' });
  const acting = ACTS[name]?.(tab, text).catch(() => undefined);
  await Promise.race([acting, pause(random.next() * LATEST_MS)]);
  await browser.setHostAccess(false);
  await acting;
  await pause(1_000);
  tally.did();
  try {
    if (name === 'failing') await checkNoGreen(world, tab, text);
    await tab.page.bringToFront();
    if ((await tab.composerText()) === '') await tab.type('More');
    await tab.page.keyboard.press('Enter');
    await tab.page.reload();
    await tab.page.waitForSelector('[data-testid="assistant-message"]');
    stage.fail({ on: 'api', kind: 'json-503' });
    await tab.send('Nobody watches this').catch(() => undefined);
    await checkNoGreen(world, tab, `${text}, without any access`);
    stage.clear();
    await browser.setHostAccess(true);
    await tab.page.bringToFront();
    await tab.page.reload();
    await isTaken(browser);
    await waitFor(async () => (await tab.page.$('[data-testid="chat-input"]')) !== null, {
      message: 'the composer',
    });
    await pause(1_000);
  } catch (error) {
    tally.missed('unfinished', `${text}: ${error instanceof Error ? error.message : error}`);
    await browser.setHostAccess(true);
  }
  const place = { browser, stage, tally };
  await checkDraft(place, tab, text, text);
  checkOnce(place, text, text);
  await checkLibrary(place, before, text);
  await tab.page.close();
}

export const REVOKED: Drill = {
  name: 'revoked',
  what: 'the access to claude.ai is taken back while a draft is typed, a message fails, is tried again, or a chat is backed up; and given again',
  takesTime: true,
  run: async (world) => {
    const browser = await world.launch();
    for (let round = 0; goesOn(world, round, 3); round += 1)
      for (const name of Object.keys(ACTS)) await revokeOnce(world, browser, name, round);
  },
};
