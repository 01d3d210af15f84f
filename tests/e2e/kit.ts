import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { chosenBrowser, type ExtensionBrowser, launch } from '../browsers/launch.ts';
import { shadowElement, shadowQuery, trustedClick } from '../browsers/page.ts';
import { waitFor } from '../browsers/poll.ts';
import { startStage } from '../stage/stage.ts';
import type { Stage, StageConfig } from '../stage/types.ts';

export const COMPOSER = '[data-testid="chat-input"]';
export const BROWSER = chosenBrowser();
export const BUILT = resolve('.output', BROWSER === 'firefox' ? 'firefox-mv3' : 'chrome-mv3');

/** The page gives up at once, so that a test needn't wait for its schedule. */
const QUICK: Partial<StageConfig> = { retryMode: 'off', telemetryMs: 60_000 };

/** One browser with the extension and one stage, shared by the tests of a file. */
export interface World {
  readonly stage: Stage;
  readonly browser: ExtensionBrowser;
  /** Fresh account and a fresh tab of claude.ai. */
  readonly open: (path: string, config?: Partial<StageConfig>) => Promise<Tab>;
  readonly close: () => Promise<void>;
}

/** One tab of claude.ai as a user has it, and what Lifeline says of it. */
export interface Tab {
  readonly page: Page;
  readonly id: () => Promise<number>;
  readonly type: (text: string) => Promise<void>;
  readonly send: (text: string) => Promise<void>;
  readonly composerText: () => Promise<string>;
  /** Text of the last answer on the page. */
  readonly lastAnswer: () => Promise<string>;
  readonly answered: () => Promise<void>;
  readonly popup: () => Promise<Popup>;
  readonly prompt: (verdict: string, timeoutMs?: number) => Promise<string>;
  readonly noPrompt: () => Promise<boolean>;
  readonly promptGone: (timeoutMs?: number) => Promise<void>;
  readonly press: (selector: string) => Promise<void>;
}

export interface Popup {
  readonly page: Page;
  readonly verdict: () => Promise<string | null>;
  readonly shows: (verdict: string, timeoutMs?: number) => Promise<void>;
  readonly text: (selector?: string) => Promise<string>;
  readonly attributes: (selector: string, name: string) => Promise<(string | null)[]>;
  readonly click: (selector: string) => Promise<void>;
}

/** `extensionPath`: another build than the one that ships, such as one that has been granted a permission. */
export async function startWorld(userDataDir?: string, extensionPath = BUILT): Promise<World> {
  const stage = await startStage();
  const options = { extensionPath, stage, ...(userDataDir === undefined ? {} : { userDataDir }) };
  const browser = await launch(BROWSER, options);
  const pages: Page[] = [];
  return {
    stage,
    browser,
    open: async (path, config) => {
      for (const page of pages.splice(0)) await page.close().catch(() => undefined);
      stage.reset({ ...QUICK, ...config });
      await browser.evaluateInExtension(forgetTries);
      const page = await browser.newPage(`https://claude.ai${path}`);
      pages.push(page);
      return tabOf(browser, page, pages);
    },
    close: async () => {
      await browser.close();
      await stage.close();
    },
  };
}

/**
 * What a browser notes about an end from outside, which no script can keep it from. Firefox: a message whose answer was still on
 * its way when the page was left. Chromium: a call to the browser that a service worker was at when it was ended.
 */
const NOTES = /^Promise (resolved|rejected) (after|while) context|^Uncaught Error: No SW \(/;

/** Nothing of the extension may complain, whatever the page or the network did. `ofThePage`: its own mistakes, told under our name. */
export const expectQuietConsole = (world: World, ofThePage?: RegExp): void =>
  expect(
    // Taken out, so that one test answers for them; as text, so that the summary names them.
    world.browser.problems
      .splice(0)
      .filter((problem) => !NOTES.test(problem) && !ofThePage?.test(problem))
      .join('\n'),
  ).toBe('');

export function tabOf(browser: ExtensionBrowser, page: Page, pages: Page[] = []): Tab {
  const typeText = async (text: string): Promise<void> => {
    await page.waitForSelector(COMPOSER);
    await page.bringToFront();
    await page.click(COMPOSER);
    for (const [index, line] of text.split('\n').entries()) {
      if (index > 0) await breakLine(page);
      if (line !== '') await page.keyboard.type(line);
    }
  };
  const query = (selector: string) => shadowQuery(page, 'lifeline-prompt', selector);
  return {
    page,
    id: () => browser.tabId(page),
    type: typeText,
    send: async (text) => {
      await typeText(text);
      await page.keyboard.press('Enter');
    },
    composerText: () => page.$eval(COMPOSER, readBlocks),
    lastAnswer: () =>
      page.evaluate(
        () => [...document.querySelectorAll('[data-testid="assistant-message"]')].at(-1)?.textContent ?? '',
      ),
    answered: () =>
      waitFor(
        () =>
          page.evaluate(
            () =>
              !document.querySelector('[data-testid="chat-input-stop"]') &&
              (document.querySelector('[data-testid="assistant-message"]')?.textContent?.length ?? 0) > 5,
          ),
        {
          timeoutMs: 15_000,
          message: 'a whole answer',
        },
      ).then(() => undefined),
    popup: async () => {
      const popup = await browser.openExtensionPage(`popup.html?tab=${await browser.tabId(page)}`);
      pages.push(popup);
      return popupOf(popup);
    },
    prompt: async (verdict, timeoutMs = 15_000) => {
      const found = await waitFor(() => query(`[data-verdict="${verdict}"]`), {
        timeoutMs,
        message: `the prompt with the verdict ${verdict}`,
      });
      return found.text;
    },
    noPrompt: async () => (await query('[data-verdict]')) === null,
    promptGone: async (timeoutMs = 20_000) => {
      await waitFor(async () => (await query('[data-verdict]')) === null, {
        timeoutMs,
        message: 'the prompt to go',
      });
    },
    press: async (selector) => trustedClick(page, await shadowElement(page, 'lifeline-prompt', selector)),
  };
}

declare const chrome: { storage: Record<'local' | 'session', { remove: (key: string) => Promise<void> }> };

/** Runs in the extension: what one test typed is not put back in the next, nor does a try in vain hold up another one there. */
async function forgetTries(): Promise<void> {
  await chrome.storage.local.remove('drafts');
  await chrome.storage.session.remove('try-load');
}

/** Runs in the page: what a reader sees, with an empty line between paragraphs. */
function readBlocks(composer: Element): string {
  const read = (node: Node): string => {
    if (node.nodeName === 'BR')
      return (node as Element).classList.contains('ProseMirror-trailingBreak') ? '' : '\n';
    const mark = node.nodeName === 'CODE' ? '`' : '';
    return node.nodeType === 3
      ? (node.nodeValue ?? '')
      : mark + [...node.childNodes].map(read).join('') + mark;
  };
  return [...composer.children].map(read).join('\n\n');
}

async function breakLine(page: Page): Promise<void> {
  await page.keyboard.down('Shift');
  await page.keyboard.press('Enter');
  await page.keyboard.up('Shift');
}

function popupOf(page: Page): Popup {
  const verdict = (): Promise<string | null> =>
    page.evaluate(() => document.querySelector('main')?.getAttribute('data-verdict') ?? null);
  return {
    page,
    verdict,
    shows: async (wanted, timeoutMs = 15_000) => {
      await waitFor(async () => (await verdict()) === wanted, {
        timeoutMs,
        message: `the popup to show ${wanted}`,
      });
    },
    text: (selector = 'main') =>
      page.evaluate((query) => document.querySelector(query)?.textContent ?? '', selector),
    attributes: (selector, name) =>
      page.evaluate(
        (query, key) => [...document.querySelectorAll(query)].map((one) => one.getAttribute(key)),
        selector,
        name,
      ),
    click: async (selector) => {
      await page.waitForSelector(selector);
      await trustedClick(page, selector);
    },
  };
}

export const readBytes = async (path: string): Promise<Uint8Array> => new Uint8Array(await readFile(path));

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
