import type { Page } from 'puppeteer-core';
import { shadowElement, trustedClick, typeInto } from '../browsers/page.ts';
import { waitFor } from '../browsers/poll.ts';
import type { ExtensionBrowser } from '../browsers/types.ts';
import { SEEDED } from '../stage/seed.ts';
import type { Stage } from '../stage/types.ts';

const TRIES = 20;
const WARM_UP = 2;
const URL = `https://claude.ai/chat/${SEEDED.short}`;
const FIX = '[data-fix="wait-and-retry"]';

declare global {
  interface Window {
    /** Epoch ms of the user's last click. */
    benchClick?: number;
  }
}

interface Area {
  readonly get: (key: string) => Promise<Record<string, unknown>>;
  readonly remove: (key: string) => Promise<void>;
}
declare const chrome: { storage: { session: Area } };

function noteClicks(): void {
  addEventListener(
    'click',
    ({ isTrusted }) => {
      // The press of claude.ai's own button is no click of the user's.
      if (isTrusted) window.benchClick = Date.now();
    },
    true,
  );
}

/** Runs in the extension: ms of the countdown before the first try, which is politeness and not slowness. */
const countdown = async (): Promise<number | undefined> => {
  const { runs } = (await chrome.storage.session.get('runs')) as {
    runs?: { value: { steps: { verb: string; ms?: number }[] }[] };
  };
  return runs?.value.at(-1)?.steps.find(({ verb }) => verb === 'wait')?.ms;
};

/** Runs in the extension: nobody fails so often, and so many failures would open the breaker. Each try has its own tab, too. */
const forgetTries = (): Promise<void> => chrome.storage.session.remove('try-load');

/** The one click: from "Try again" in the prompt to the request that it sends, less the countdown. ms. */
export async function benchOneClick(driver: ExtensionBrowser, stage: Stage): Promise<number[]> {
  stage.reset({ retryMode: 'off', replyChunks: 1, chunkGapMs: 0 });
  const times: number[] = [];
  for (let at = 0; at < WARM_UP + TRIES; at += 1) {
    const page = await driver.newPage();
    await page.evaluateOnNewDocument(noteClicks);
    await driver.evaluateInExtension(forgetTries);
    await page.goto(URL);
    await page.waitForSelector('[data-testid="assistant-message"]');
    const time = await oneFix(driver, page, stage);
    if (at >= WARM_UP) times.push(time);
    await page.close();
  }
  return times;
}

async function oneFix(driver: ExtensionBrowser, page: Page, stage: Stage): Promise<number> {
  stage.fail({ on: 'send', kind: 'json-503', times: 1 });
  await typeInto(page, '[data-testid="chat-input"]', 'Go on.');
  await page.keyboard.press('Enter');
  const button = await shadowElement(page, 'lifeline-prompt', FIX, { timeoutMs: 15_000 });
  const before = stage.sends().length;
  await trustedClick(page, button);
  const tried = await waitFor(() => stage.sends()[before], { message: 'the try', timeoutMs: 15_000 });
  const [clicked, waited] = await Promise.all([
    page.evaluate(() => window.benchClick ?? Number.NaN),
    driver.evaluateInExtension(countdown),
  ]);
  return tried.at - clicked - (waited ?? Number.NaN);
}
