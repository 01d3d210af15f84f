import { waitFor } from '../browsers/poll.ts';
import type { ExtensionBrowser } from '../browsers/types.ts';
import { SEEDED } from '../stage/seed.ts';
import type { Stage } from '../stage/types.ts';
import { chromiumAlone } from './alone.ts';

const URL = `https://claude.ai/chat/${SEEDED.short}`;
/** A tab that was just used is watched for a minute, and browsers wait for half a minute more. */
const WITHIN_MS = 180_000;

/** ms of quiet after which the background slept; `null`: it didn't; undefined: it can't be told here. */
export type Sleep = number | null | undefined;

/** Whether the background sleeps while claude.ai stands open and nothing happens. */
export async function benchSleep(driver: ExtensionBrowser, path: string, stage: Stage): Promise<Sleep> {
  stage.reset();
  if (driver.name === 'chromium')
    return chromiumAlone(path, stage, URL, ({ runs }) => untilAsleep(async () => !(await runs())));
  const page = await driver.newPage(URL);
  await page.waitForSelector('[data-testid="assistant-message"]');
  const slept = await untilAsleep(async () => !(await driver.backgroundRunning()));
  await page.close();
  return slept;
}

async function untilAsleep(isAsleep: () => Promise<boolean>): Promise<number | null> {
  const start = Date.now();
  const slept = await waitFor(isAsleep, { timeoutMs: WITHIN_MS, intervalMs: 500 }).catch(() => false);
  return slept ? Date.now() - start : null;
}
