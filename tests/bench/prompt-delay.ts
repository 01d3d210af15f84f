import type { Page } from 'puppeteer-core';
import { typeInto } from '../browsers/page.ts';
import { waitFor } from '../browsers/poll.ts';
import type { ExtensionBrowser } from '../browsers/types.ts';
import { SEEDED } from '../stage/seed.ts';
import type { Stage } from '../stage/types.ts';

const TRIES = 40;
const WARM_UP = 2;
const LONGEST_MS = 30_000;
/** A page that changes what it says more than sixty times a minute is not heard at once any more; no user fails so often. */
const SETTLE_MS = 2_000;
const URL = `https://claude.ai/chat/${SEEDED.short}`;

declare global {
  interface Window {
    /** performance.now() at which a frame with the prompt was on its way to the screen; one per appearance. */
    benchPrompts?: number[];
  }
}

function watchPrompt(): void {
  const seen: number[] = [];
  window.benchPrompts = seen;
  let isShown = false;
  const note = (): void => {
    // A message sent in a frame's callback arrives once that frame has been drawn.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => seen.push(performance.now());
    port2.postMessage(null);
  };
  new MutationObserver(() => {
    const root = document.querySelector('lifeline-prompt')?.shadowRoot;
    const shows = root?.querySelector('[data-verdict]') != null;
    if (shows && !isShown) requestAnimationFrame(note);
    isShown = shows;
  }).observe(document, { childList: true, subtree: true });
}

/** From the last byte of the 503 to the frame, on the page's own clock; null as long as one of them is missing. */
const readDelay = (): number | null => {
  const calls = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const failed = calls.findLast(({ name }) => name.endsWith('/completion'));
  const shown = window.benchPrompts?.at(-1);
  return failed && shown !== undefined ? shown - failed.responseEnd : null;
};

/** A send that fails for good at once (the page's own retries are off), again and again. */
export async function benchPromptDelay(driver: ExtensionBrowser, stage: Stage): Promise<number[]> {
  stage.reset({ retryMode: 'off', replyChunks: 1, chunkGapMs: 0 });
  const page = await driver.newPage();
  await page.evaluateOnNewDocument(watchPrompt);
  await page.goto(URL);
  await page.waitForSelector('[data-testid="assistant-message"]');
  const delays: number[] = [];
  for (let at = 0; at < WARM_UP + TRIES; at += 1) {
    const delay = await oneFailure(page, stage);
    if (at >= WARM_UP) delays.push(delay);
    await recover(page, stage);
  }
  await page.close();
  return delays;
}

async function oneFailure(page: Page, stage: Stage): Promise<number> {
  await page.evaluate(() => {
    performance.clearResourceTimings();
    window.benchPrompts?.splice(0);
  });
  stage.fail({ on: 'send', kind: 'json-503' });
  await typeInto(page, '[data-testid="chat-input"]', 'Go on.');
  await page.keyboard.press('Enter');
  await waitFor(() => stage.sends().at(-1)?.status === 503, { message: 'the 503' });
  const measured = async (): Promise<{ delay: number } | undefined> => {
    const delay = await page.evaluate(readDelay);
    return delay === null ? undefined : { delay };
  };
  // A prompt that comes late counts with its delay; one that never comes can't be measured.
  return (await waitFor(measured, { message: 'the prompt after a final 503', timeoutMs: LONGEST_MS })).delay;
}

/** claude.ai's own button brings the reply, so that the next failure is a new one. */
async function recover(page: Page, stage: Stage): Promise<void> {
  stage.clear();
  await page.$eval('[data-testid="message-warning"] button', (button) => (button as HTMLElement).click());
  await page.waitForFunction(() => !document.querySelector('[data-testid="message-warning"]'), {
    polling: 50,
  });
  // The extension looks at the page's banner now and then.
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const calm = (): boolean =>
    !document.querySelector(
      'lifeline-prompt, [data-testid="chat-input-stop"], [data-testid="message-warning"]',
    );
  await page.waitForFunction(calm, { polling: 50, timeout: LONGEST_MS });
}
