import { cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launch } from '../../tests/browsers/launch.ts';
import type { BrowserName, ExtensionBrowser } from '../../tests/browsers/types.ts';
import type { Stage } from '../../tests/stage/types.ts';

export interface WindowOptions {
  browser: BrowserName;
  extensionPath: string;
  stage: Stage;
  /** For trying this file out where there is no display. */
  headless?: boolean;
}

const SAVED = join('.output', 'demo', 'downloads');

const WORDS = `
Lifeline is running. The claude.ai in this window is a stage on your own machine; nothing leaves it.

  1. First tab, claude.ai: write something and send it. A healthy reply comes, and Lifeline stays out of sight.
  2. Second tab, the stage's controls: press "Unavailable 503". Then send again in the first tab.
     The page tries again by itself for a few seconds; then Lifeline's prompt stands above the composer.
  3. Press the prompt's button, and "All well again" in the second tab: your message goes through, once.
  4. Lifeline's button in the toolbar (behind the puzzle piece until you pin it) has the verdict, all fixes and the backups.

Close the browser or press Ctrl-C here to end.
`;

/** A window with the extension, claude.ai's stand-in and its controls; stays until the user has had enough. */
export async function showWindow({ browser, extensionPath, stage, headless }: WindowOptions): Promise<void> {
  // The page's own retries would keep a curious visitor waiting for twenty seconds.
  stage.set({ retryScale: 0.2 });
  const driver = await launch(browser, {
    extensionPath,
    stage,
    headless: headless ?? false,
    startUrl: 'https://claude.ai/new',
  });
  const [claude] = await driver.browser.pages();
  await driver.newPage(`http://127.0.0.1:${stage.controlPort}/`);
  await claude?.bringToFront();
  console.log(WORDS);
  await untilTheEnd(driver);
  await keepDownloads(driver.downloadsDir);
  await driver.close();
}

/** Puppeteer's own handlers end the process at once; here the downloads are kept first. */
function untilTheEnd({ browser }: ExtensionBrowser): Promise<void> {
  return new Promise((resolve) => {
    browser.once('disconnected', () => resolve());
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.removeAllListeners(signal);
      process.once(signal, () => resolve());
    }
  });
}

/** The browser's download folder goes with its profile. */
async function keepDownloads(folder: string): Promise<void> {
  const files = await readdir(folder).catch(() => []);
  if (files.length === 0) return;
  await mkdir(SAVED, { recursive: true });
  await cp(folder, SAVED, { recursive: true });
  console.log(`Your downloads are in ${SAVED}: ${files.join(', ')}`);
}
