import type { Page } from 'puppeteer-core';
import type { ExtensionBrowser } from '../../browsers/types.ts';
import { tabOf } from '../../e2e/kit.ts';
import type { DrillWorld } from '../types.ts';
import type { Place } from './flow.ts';

export function placeOf({ stage, tally }: DrillWorld, browser: ExtensionBrowser): Place {
  const pages: Page[] = [];
  return {
    browser,
    stage,
    tally,
    open: async (path, config) => {
      for (const page of pages.splice(0)) await page.close().catch(() => undefined);
      stage.reset({ retryMode: 'off', telemetryMs: 60_000, ...config });
      await browser.evaluateInExtension(forget);
      const page = await browser.newPage(`https://claude.ai${path}`);
      pages.push(page);
      return tabOf(browser, page, pages);
    },
    keep: (page) => {
      pages.push(page);
      return page;
    },
    lives: { ended: 0 },
  };
}

declare const chrome: {
  storage: Record<
    'local' | 'session',
    {
      remove: (keys: string[]) => Promise<void>;
      get: (keys: string | string[]) => Promise<Record<string, unknown>>;
    }
  >;
};

/** Runs in the extension: what it knows, to find the cause by. */
export async function stateNow(): Promise<string> {
  const { runs, tabs } = await chrome.storage.session.get(['runs', 'tabs']);
  const { drafts } = await chrome.storage.local.get('drafts');
  return JSON.stringify({ runs, drafts, tabs }).slice(0, 6_000);
}

/** Runs in the extension: what one round typed is not put back in the next, no fix of it is still on its way, nor is its trouble known. */
async function forget(): Promise<void> {
  const trouble = ['incident-track', 'back-watch', 'back-notice', 'own-incidents', 'tries'];
  await chrome.storage.local.remove(['drafts', 'last-export', ...trouble]);
  await chrome.storage.session.remove(['try-load', 'runs', ...trouble]);
}
