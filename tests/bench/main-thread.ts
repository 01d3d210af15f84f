import { waitForDownload } from '../browsers/page.ts';
import type { ExtensionBrowser } from '../browsers/types.ts';
import { emptyDownloads } from './backup-run.ts';
import { type Figure, figure } from './bar-table.ts';
import { goTo, type LibraryTab, settled } from './library-page.ts';
import { longestTask, longestWork } from './long-tasks.ts';

/** "Save all" in a library that stands still: only the ZIP is made. `before`: what an export took earlier, ms. */
export async function mainThread(
  driver: ExtensionBrowser,
  tab: LibraryTab,
  before: number,
): Promise<Figure[]> {
  await goTo(driver, tab, 'library.html');
  await tab.page.waitForSelector('[data-conversation]');
  await settled();
  const start = Date.now();
  await saveAll(driver, tab);
  const alone = await longestTask(tab.page, start, Date.now());
  await settled();
  const work = await longestWork(driver, tab.page, () => saveAll(driver, tab));
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

async function saveAll(driver: ExtensionBrowser, tab: LibraryTab): Promise<void> {
  await emptyDownloads(driver);
  await tab.page.bringToFront();
  await tab.page.click('header [data-action="save-copy"]');
  await waitForDownload(driver.downloadsDir, /\.zip$/, { timeoutMs: 120_000 });
}
