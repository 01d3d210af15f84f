import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { waitFor } from '../../browsers/poll.ts';

const AGAIN_EVERY_MS = 5_000;
const LONGEST_MS = 60_000;
const LOOK_EVERY_MS = 50;

/** What has to come. A press that died with the background is made once more, as the user would make it; so is one that died too. */
export async function comes(
  message: string,
  is: () => Promise<boolean>,
  again?: () => Promise<unknown>,
): Promise<void> {
  let pressed = Date.now();
  let times = 1;
  const isThere = async (): Promise<boolean> => {
    if (await is()) return true;
    if (again && Date.now() - pressed >= AGAIN_EVERY_MS) {
      await again();
      times += 1;
      pressed = Date.now();
    }
    return false;
  };
  await waitFor(isThere, { timeoutMs: LONGEST_MS, intervalMs: LOOK_EVERY_MS, message }).catch((error) => {
    throw new Error(`${error instanceof Error ? error.message : error}, pressed ${times} times`);
  });
}

const OFFERED_MS = 700;

/** Nothing is pressed again where it is no longer offered. */
export const ifThere = (press: () => Promise<unknown>, page: Page) => async (): Promise<void> => {
  page.setDefaultTimeout(OFFERED_MS);
  await Promise.race([press().catch(() => undefined), pause(2 * OFFERED_MS)]);
};
