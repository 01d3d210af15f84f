import { browser } from 'wxt/browser';

const OBSERVER = '/tab-observer.js';
const STEPS = '/tab-steps.js';
const RESCUE = '/rescue.js';

interface Script {
  readonly js?: readonly string[];
  readonly world?: 'ISOLATED' | 'MAIN';
}

/** Runs in a tab what the manifest runs at the start of each page, in the same order. */
export async function runStartScripts(tabId: number): Promise<void> {
  const { content_scripts: scripts = [] } = browser.runtime.getManifest() as { content_scripts?: Script[] };
  for (const script of scripts) await run(tabId, script);
}

export const runTabObserver = (tabId: number): Promise<void> => run(tabId, { js: [OBSERVER] });

/** What performs steps; a tab that has it already stays as it is. */
export const runTabSteps = (tabId: number): Promise<void> => run(tabId, { js: [STEPS] });

/** What reads a chat from the page and the browser; as above. */
export const runRescue = (tabId: number): Promise<void> => run(tabId, { js: [RESCUE] });

/** Settles once the page's thread gets to it. False where nothing of ours may run. */
export async function runNothing(tabId: number): Promise<boolean> {
  try {
    await browser.scripting.executeScript({ target: { tabId }, func: () => null, injectImmediately: true });
    return true;
  } catch {
    return false;
  }
}

/** What the page keeps for this tab only. */
export async function forgetSessionKeys(tabId: number): Promise<void> {
  try {
    await browser.scripting.executeScript({ target: { tabId }, func: () => sessionStorage.clear() });
  } catch {
    // As above, or the page may keep nothing.
  }
}

async function run(tabId: number, { js = [], world = 'ISOLATED' }: Script): Promise<void> {
  try {
    await browser.scripting.executeScript({
      target: { tabId },
      files: js as never,
      world,
      injectImmediately: true,
    });
  } catch {
    // The tab has closed, sleeps, or shows something else by now.
  }
}
