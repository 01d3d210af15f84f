import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { launch } from '../browsers/launch.ts';
import { waitFor } from '../browsers/poll.ts';
import type { BrowserName, ExtensionBrowser } from '../browsers/types.ts';
import { SEEDED } from '../stage/seed.ts';
import type { Stage } from '../stage/types.ts';

const ROUNDS = 30;
const WARM_UP = 3;
const SETTLE_MS = 250;
const EMPTY_PAGE = 'bench-empty.html';
/** What any page of an extension costs: a sentence and nothing else. */
const EMPTY =
  '<!doctype html><meta charset="utf-8"><main data-verdict="ok"><h1>Claude is working for you.</h1></main>';

/** ms from the beginning of the navigation to the frame with the verdict. */
export interface PopupPaint {
  readonly empty: readonly number[];
  readonly awake: readonly number[];
  readonly asleep: readonly number[];
  /** Asleep, and nothing is kept of the tab: it waits for the background. */
  readonly unknown: readonly number[];
}

declare global {
  interface Window {
    benchVerdict?: number;
  }
}
declare const chrome: { storage: { session: { remove: (key: string) => Promise<void> } } };

function watchVerdict(): void {
  const note = (): void => {
    // A message sent in a frame's callback arrives once that frame has been drawn.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      window.benchVerdict ??= performance.now();
    };
    port2.postMessage(null);
  };
  new MutationObserver((_, self) => {
    if (!document.querySelector('main[data-verdict] h1')) return;
    self.disconnect();
    requestAnimationFrame(note);
  }).observe(document, { childList: true, subtree: true, attributes: true });
}

/** The popup's page in a tab: a real popup has its window to open besides, which no script can time. */
export async function benchPopupPaint(
  name: BrowserName,
  extensionPath: string,
  stage: Stage,
): Promise<PopupPaint> {
  const folder = await mkdtemp(join(tmpdir(), 'lifeline-paint-'));
  await cp(extensionPath, folder, { recursive: true });
  await writeFile(join(folder, EMPTY_PAGE), EMPTY);
  stage.reset({ retryMode: 'off' });
  const driver = await launch(name, { extensionPath: folder, stage });
  try {
    return await measure(driver);
  } finally {
    await driver.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(driver: ExtensionBrowser): Promise<PopupPaint> {
  const claude = await driver.newPage(`https://claude.ai/chat/${SEEDED.short}`);
  await claude.waitForSelector('[data-testid="assistant-message"]');
  const tabId = await driver.tabId(claude);
  const popup = `popup.html?tab=${tabId}`;
  const page = await driver.openExtensionPage(popup);
  await page.waitForSelector('main[data-verdict="ok"]', { timeout: 10_000 });
  await page.evaluateOnNewDocument(watchVerdict);
  const settle = () => new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const asleep = async (): Promise<boolean> => {
    if (await driver.backgroundRunning()) await driver.killBackground();
    await settle();
    return !(await driver.backgroundRunning());
  };
  const sleep = async (): Promise<void> => {
    // An open popup wakes it, and so does whoever was talking to it when it ended.
    await page.goto(`${driver.extensionOrigin}/${EMPTY_PAGE}`);
    await settle();
    await waitFor(asleep, { message: 'the background to stay asleep' });
  };
  const forget = async (): Promise<void> => {
    // The background would keep it again.
    await sleep();
    const drop = (key: string): Promise<void> => chrome.storage.session.remove(key);
    await driver.evaluateInExtension(drop, `view:${tabId}`);
  };
  const times = {
    empty: [] as number[],
    awake: [] as number[],
    asleep: [] as number[],
    unknown: [] as number[],
  };
  const paint = (path: string) => painted(page, `${driver.extensionOrigin}/${path}`);
  // In turns, so that a machine that slows down in between does no harm.
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const one = {
      empty: await paint(EMPTY_PAGE),
      awake: await paint(popup),
      asleep: await sleep().then(() => paint(popup)),
      unknown: await forget().then(() => paint(popup)),
    };
    if (round < WARM_UP) continue;
    for (const key of ['empty', 'awake', 'asleep', 'unknown'] as const) times[key].push(one[key]);
  }
  return times;
}

async function painted(page: Page, url: string): Promise<number> {
  await page.goto(url);
  const read = (): Promise<number | undefined> => page.evaluate(() => window.benchVerdict);
  const at = await waitFor(read, { message: `${url} to show a verdict`, timeoutMs: 15_000 });
  // What the background still does for it shall not run into the next turn.
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  return at;
}
