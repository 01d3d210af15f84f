import type { Page } from 'puppeteer-core';
import { waitForDownload } from '../browsers/page.ts';
import type { ExtensionBrowser } from '../browsers/types.ts';
import { emptyDownloads } from './backup-run.ts';
import { type Figure, figure } from './bar-table.ts';
import { goTo, settled } from './library-page.ts';
import { longestTask, longestWork } from './long-tasks.ts';

/** "Save all" in a library that stands still: only the ZIP is made. `before`: what an export took earlier, ms. */
export async function mainThread(driver: ExtensionBrowser, page: Page, before: number): Promise<Figure[]> {
  await goTo(driver, page, 'library.html');
  await page.waitForSelector('[data-conversation]');
  await settled();
  const start = Date.now();
  await saveAll(driver, page);
  const alone = await longestTask(page, start, Date.now());
  await settled();
  const work = await longestWork(driver, page, () => saveAll(driver, page));
  const isTold = driver.name === 'chromium';
  return [
    figure({
      name: 'longest task of a page during export (0: none over 50)',
      value: isTold ? Math.max(alone, before) : Number.NaN,
      unit: 'ms',
      atMost: isTold ? 50 : null,
      best: '3 s',
    }),
    figure({
      name: 'the longest one’s own work, apart from what the machine did',
      value: work,
      unit: 'ms',
      atMost: isTold ? 50 : null,
    }),
  ];
}

async function saveAll(driver: ExtensionBrowser, page: Page): Promise<void> {
  await emptyDownloads(driver);
  await page.bringToFront();
  await page.click('header [data-action="save-copy"]');
  await waitForDownload(driver.downloadsDir, /\.zip$/, { timeoutMs: 120_000 });
}
