import { setTimeout as pause } from 'node:timers/promises';
import { waitFor } from '../../browsers/poll.ts';
import type { ExtensionBrowser } from '../../browsers/types.ts';
import { COMPOSER, type Tab, tabOf } from '../../e2e/kit.ts';
import { SEEDED } from '../../stage/seed.ts';
import { checkDraft, checkLibrary, checkOnce, libraryNow } from '../points/checks.ts';
import { goesOn } from '../run.ts';
import type { Drill, DrillWorld } from '../types.ts';

const CHAT = `/chat/${SEEDED.short}`;
const LATEST_MS = 1_500;

declare const chrome: {
  storage: { session: { get: (key: string) => Promise<Record<string, { value?: object } | undefined>> } };
};

/** The new scripts have taken the tab: it has told where it is. */
export const isTaken = (browser: ExtensionBrowser): Promise<unknown> =>
  waitFor(
    () =>
      browser.evaluateInExtension(async () => {
        const { tabs } = await chrome.storage.session.get('tabs');
        return JSON.stringify(tabs?.value ?? {}).includes('page-context');
      }),
    { timeoutMs: 20_000, message: 'the new version to take the tab' },
  );

/** What is under way in the worst moment. */
export const ACTS: Readonly<Record<string, (tab: Tab, text: string) => Promise<unknown>>> = {
  typing: (tab, text) => tab.type(text),
  failing: (tab, text) => tab.send(text),
  retrying: async (tab, text) => {
    await tab.send(text);
    await tab.prompt('degraded');
    await tab.press('[data-fix="wait-and-retry"]');
  },
  'backing up': async (tab, text) => {
    await tab.type(text);
    const popup = await tab.popup();
    await popup.click('[data-action="back-up-chat"]:not([aria-disabled])');
    await tab.page.bringToFront();
  },
};

async function updateOnce(
  world: DrillWorld,
  browser: ExtensionBrowser,
  name: string,
  round: number,
): Promise<void> {
  const { stage, random, tally } = world;
  stage.reset({ retryMode: 'off', telemetryMs: 60_000 });
  const text = `${name} ${round}: שלום, 👩‍🚀`;
  const where = () => text;
  const tab = tabOf(browser, await browser.newPage(`https://claude.ai${CHAT}`));
  await tab.page.waitForSelector('[data-testid="assistant-message"]');
  await isTaken(browser);
  const before = await libraryNow({ browser });
  stage.fail({ on: 'send', kind: 'json-503', times: 1 });
  const acting = ACTS[name]?.(tab, text);
  // The act goes on meanwhile; what it looked for may be gone with the old version.
  await Promise.race([acting, pause(random.next() * LATEST_MS)]).catch(() => undefined);
  await browser.reloadExtension();
  // Where the new version took the keys while it was typed, only what had arrived can be kept.
  const kept = await acting?.then(
    () => text,
    async () => (await tab.composerText()) || text,
  );
  tally.did();
  const place = { browser, stage, tally };
  try {
    await isTaken(browser);
    await pause(1_500);
    await checkDraft(place, tab, kept ?? text, where());
    stage.clear();
    stage.fail({ on: 'send', kind: 'json-503' });
    if ((await tab.composerText()) !== '') await tab.page.keyboard.press('Enter');
    else await tab.send(`And then ${round}?`);
    await tab.prompt('degraded', 20_000);
  } catch (error) {
    tally.missed('unfinished', `${where()}: ${error instanceof Error ? error.message : error}`);
  }
  checkOnce(place, text, where());
  await checkLibrary(place, before, where());
  await tab.page.waitForSelector(COMPOSER);
  await tab.page.close();
}

export const UPDATED: Drill = {
  name: 'updated',
  what: 'a new version comes while a draft is typed, a message fails, is tried again, or a chat is backed up; then a message fails',
  takesTime: true,
  run: async (world) => {
    // A popup in a tab is drawn once more while the browser closes it for the new version.
    const browser = await world.launch({ notOurs: /reading 'getMessage'/ });
    for (let round = 0; goesOn(world, round, 4); round += 1)
      for (const name of Object.keys(ACTS)) await updateOnce(world, browser, name, round);
  },
};
