import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExtensionBrowser } from '../../browsers/types.ts';
import type { DrillWorld } from '../types.ts';

/** What an extension may be allowed later. */
export interface Allowed {
  readonly permissions?: readonly string[];
  readonly origins?: readonly string[];
}

declare const chrome: {
  permissions: Record<'request' | 'remove' | 'contains', (what: Allowed) => Promise<boolean>>;
};

interface Manifest {
  permissions: string[];
  host_permissions: string[];
  optional_permissions: string[];
  optional_host_permissions: string[];
}

export interface Permitting {
  readonly browser: ExtensionBrowser;
  /** The user's yes. */
  readonly allow: (what: Allowed) => Promise<void>;
}

/**
 * A browser in which the user allows what is optional, and can take it back. Chromium's own question is out of reach: there
 * an earlier build demanded it from the start, and what an update no longer demands stays allowed.
 */
export async function permitting(world: DrillWorld): Promise<Permitting> {
  const path = join(world.folder, 'optional');
  await cp(world.extensionPath, path, { recursive: true });
  const file = join(path, 'manifest.json');
  const text = await readFile(file, 'utf8');
  const browser = await world.launch({ extensionPath: path, notOurs: /app is undefined|reading 'start'/ });
  await browser.answerQuestions?.(true);
  const byUpdate = async (): Promise<void> => {
    // One that is shown at that moment would complain that it has no extension any more.
    for (const page of await browser.browser.pages())
      if (page.url().startsWith(`${browser.extensionOrigin}/`) && page.url().includes('.html'))
        await page.close().catch(() => undefined);
    for (const build of [demanding(JSON.parse(text) as Manifest), text]) {
      await writeFile(file, build);
      await browser.reloadExtension();
    }
  };
  return {
    browser,
    allow: async (what) => {
      if (await browser.evaluateInExtension(contains, what)) return;
      await (world.name === 'chromium' ? byUpdate() : byClick(browser, what));
      if (!(await browser.evaluateInExtension(contains, what)))
        throw new Error(`not allowed: ${JSON.stringify(what)}`);
    },
  };
}

const demanding = (manifest: Manifest): string =>
  JSON.stringify({
    ...manifest,
    permissions: [...manifest.permissions, ...manifest.optional_permissions],
    host_permissions: [...manifest.host_permissions, ...manifest.optional_host_permissions],
    optional_permissions: [],
    optional_host_permissions: [],
  });

/** Runs in the extension. */
const contains = (what: Allowed): Promise<boolean> => chrome.permissions.contains(what);

/** In a page of the extension, which is the only place where a browser lets itself be asked. */
async function byClick(browser: ExtensionBrowser, what: Allowed): Promise<void> {
  const page = await browser.openExtensionPage('library.html#settings');
  await page.evaluate((wanted) => {
    const asked = globalThis as { asked?: Promise<boolean> };
    const ask = () => {
      asked.asked = chrome.permissions.request(wanted);
    };
    document.addEventListener('click', ask, { once: true, capture: true });
  }, what);
  await page.mouse.click(2, 2);
  await page.evaluate(() => (globalThis as { asked?: Promise<boolean> }).asked);
  await page.close();
}

/** As by the browser's own list, in the middle of whatever goes on. */
export async function takeBack(browser: ExtensionBrowser, what: Allowed): Promise<void> {
  await browser.evaluateInExtension((wanted) => chrome.permissions.remove(wanted), what);
  if (await browser.evaluateInExtension(contains, what))
    throw new Error(`still allowed: ${JSON.stringify(what)}`);
}
