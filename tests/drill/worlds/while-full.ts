import { waitFor } from '../../browsers/poll.ts';
import type { ExtensionBrowser } from '../../browsers/types.ts';
import type { Tab } from '../../e2e/kit.ts';
import type { DrillWorld } from '../types.ts';
import { keptTexts } from './kept.ts';
import { openLibrary, pause } from './visit.ts';

/** Never sent: it has to be on the disk once there is room. */
export const LAST_DRAFT = 'Typed last on the full disk';

/** In the composer, or kept. */
export async function isKept(browser: ExtensionBrowser, tab: Tab, text: string): Promise<boolean> {
  if ((await tab.composerText()).includes(text)) return true;
  return (await browser.evaluateInExtension(keptTexts)).some((one) => one.includes(text));
}

async function typeAndReload({ tally }: DrillWorld, browser: ExtensionBrowser, tab: Tab): Promise<void> {
  await tab.type('Typed on a full disk');
  await pause(1_000);
  await tab.page.reload();
  await waitFor(() => isKept(browser, tab, 'Typed on a full disk'), {
    message: 'the draft after a reload',
  }).catch(() => tally.missed('drafts', 'typed on a full disk, and gone with a reload'));
}

async function failAndRetry({ stage, tally }: DrillWorld, tab: Tab): Promise<void> {
  stage.fail({ on: 'send', kind: 'json-503', times: 1 });
  await tab.send(' and sent');
  await tab.prompt('degraded').catch((error: Error) => tally.missed('greens', error.message));
  const popup = await tab.popup();
  await popup.shows('degraded').catch((error: Error) => tally.missed('greens', error.message));
  await popup.page.close();
  await tab.page.bringToFront();
  await tab.press('[data-fix="wait-and-retry"]');
  await tab.promptGone(30_000).catch((error: Error) => tally.missed('unfinished', error.message));
}

/** The page says that it can't be opened, or the backup how it ended. */
async function backUp({ tally }: DrillWorld, browser: ExtensionBrowser): Promise<void> {
  const page = await openLibrary(browser, '#back-up-all');
  const says = (): string =>
    [
      ...document.querySelectorAll(
        '[data-closed], .news, .backup[data-state="stopped"], .backup[data-state="done"]',
      ),
    ]
      .map((one) => one.textContent)
      .join(' ');
  await waitFor(async () => (await page.evaluate(says)).trim() !== '', {
    timeoutMs: 60_000,
    message: 'the backup on a full disk to say how it ended',
  }).catch((error: Error) => tally.missed('unfinished', error.message));
  console.log(`  said: ${(await page.evaluate(says)).trim().slice(0, 120)}`);
  await page.close();
}

/** A user's work on a disk without room. */
export async function whileFull(world: DrillWorld, browser: ExtensionBrowser, tab: Tab): Promise<void> {
  await typeAndReload(world, browser, tab);
  await failAndRetry(world, tab);
  await backUp(world, browser);
  await tab.page.bringToFront();
  await tab.type(LAST_DRAFT);
  await waitFor(
    async () => (await browser.evaluateInExtension(keptTexts)).some((one) => one.includes(LAST_DRAFT)),
    { message: 'the last draft to be kept' },
  ).catch(() => world.tally.missed('drafts', 'typed last on a full disk: kept nowhere'));
}
