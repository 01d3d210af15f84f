import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import type { ExtensionBrowser } from '../../tests/browsers/types.ts';

export const PAGE_SIZE = { width: 1100, height: 760 };
const POPUP_WIDTH = 360;

export interface Pictures {
  readonly folder: string;
  /** The page as it stands, in both colour schemes. */
  readonly ofPage: (page: Page, name: string) => Promise<void>;
  /** The popup, cut to its own height. */
  readonly ofPopup: (page: Page, name: string) => Promise<void>;
}

export function picturesIn(folder: string, browser: ExtensionBrowser): Pictures {
  const take = async (page: Page, name: string, size: { width: number; height: number }): Promise<void> => {
    await page.bringToFront();
    for (const scheme of ['dark', 'light'] as const) {
      await browser.setColorScheme(page, scheme);
      await settled(page);
      const path = join(folder, `${name}-${scheme}.png`) as `${string}.png`;
      await page.screenshot({ path, clip: { x: 0, y: 0, ...size } });
    }
  };
  return {
    folder,
    ofPage: async (page, name) => {
      await page.setViewport(PAGE_SIZE);
      await take(page, name, PAGE_SIZE);
    },
    ofPopup: async (page, name) => {
      await page.setViewport({ width: POPUP_WIDTH, height: 900 });
      const height = await page.$eval('main', (main) => Math.ceil(main.getBoundingClientRect().bottom));
      await page.setViewport({ width: POPUP_WIDTH, height });
      await take(page, name, { width: POPUP_WIDTH, height });
    },
  };
}

/** Two frames after a change of colours, and after the fade. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve())), 200);
      }),
  );
