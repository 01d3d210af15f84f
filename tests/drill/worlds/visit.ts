import type { Page } from 'puppeteer-core';
import { waitFor } from '../../browsers/poll.ts';
import type { ExtensionBrowser } from '../../browsers/types.ts';
import { COMPOSER, type Tab, tabOf } from '../../e2e/kit.ts';
import type { Stage, StageConfig } from '../../stage/types.ts';

/** The page gives up at once, so that nobody need wait for its schedule. */
const QUICK: Partial<StageConfig> = { retryMode: 'off', telemetryMs: 60_000 };

export const setStage = (stage: Stage, config: Partial<StageConfig> = {}): void =>
  stage.reset({ ...QUICK, ...config });

/** A tab of claude.ai that is ready to be typed into. */
export async function visit(browser: ExtensionBrowser, path: string): Promise<Tab> {
  const page = await browser.newPage(`https://claude.ai${path}`);
  await page.waitForSelector(COMPOSER);
  return tabOf(browser, page);
}

/** The library page, once it shows its list or says why it can't. */
export async function openLibrary(browser: ExtensionBrowser, place = ''): Promise<Page> {
  const page = await browser.openExtensionPage(`library.html?pause=0${place}`);
  await page.waitForSelector('.panes, [data-closed]');
  return page;
}

/** Backs everything up and waits for the end of it. */
export async function backUpAll(browser: ExtensionBrowser): Promise<Page> {
  const page = await openLibrary(browser, '#back-up-all');
  await waitFor(
    () => page.evaluate(() => document.querySelector('.backup')?.getAttribute('data-state') === 'done'),
    { timeoutMs: 60_000, message: 'the full backup to be done' },
  );
  return page;
}

/** What a click would do, wherever the button stands. */
export async function press(page: Page, action: string): Promise<void> {
  await page.waitForSelector(`[data-action="${action}"]`);
  await page.$eval(`[data-action="${action}"]`, (button) => (button as HTMLElement).click());
}

/**
 * The background ends and begins anew, as with the next message. Not while the browser is still installing it: Chromium then never
 * starts it again, whatever is asked of it.
 */
export async function restartBackground(browser: ExtensionBrowser): Promise<void> {
  await pause(INSTALLED_MS);
  await browser.killBackground();
}

const INSTALLED_MS = 2_000;

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
