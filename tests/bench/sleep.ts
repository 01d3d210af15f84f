import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FLAGS, isBranded, stageFlags } from '../browsers/chromium.ts';
import { findBrowser } from '../browsers/find.ts';
import { waitFor } from '../browsers/poll.ts';
import { killTree } from '../browsers/process-tree.ts';
import type { ExtensionBrowser } from '../browsers/types.ts';
import { SEEDED } from '../stage/seed.ts';
import type { Stage } from '../stage/types.ts';

const URL = `https://claude.ai/chat/${SEEDED.short}`;
/** A tab that was just used is watched for a minute, and browsers wait for half a minute more. */
const WITHIN_MS = 180_000;

/** ms of quiet after which the background slept; `null`: it didn't; undefined: it can't be told here. */
export type Sleep = number | null | undefined;

/** Whether the background sleeps while claude.ai stands open and nothing happens. */
export async function benchSleep(driver: ExtensionBrowser, path: string, stage: Stage): Promise<Sleep> {
  stage.reset();
  if (driver.name === 'chromium') return withoutDebugger(path, stage);
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

/** Chromium keeps a service worker awake that a debugger is attached to, so this one runs by itself and is only asked for its list. */
async function withoutDebugger(path: string, stage: Stage): Promise<Sleep> {
  const executable = await findBrowser('chromium');
  if (isBranded(executable)) return undefined; // it takes no extension this way
  const profile = await mkdtemp(join(tmpdir(), 'lifeline-sleep-'));
  const flags = [
    ...FLAGS,
    ...stageFlags(stage),
    '--headless=new',
    '--no-first-run',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    `--load-extension=${path}`,
    `--disable-extensions-except=${path}`,
  ];
  const { pid } = spawn(executable, [...flags, URL], { stdio: 'ignore' });
  try {
    const port = await waitFor(
      async () => (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n')[0],
      { message: 'Chromium to start' },
    );
    const runs = async (): Promise<boolean> => {
      const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
      const targets = (await answer.json()) as { type: string; url: string }[];
      return targets.some(
        ({ type, url }) => type === 'service_worker' && url.startsWith('chrome-extension:'),
      );
    };
    await waitFor(runs, { message: 'the background to run' });
    return await untilAsleep(async () => !(await runs()));
  } finally {
    if (pid) killTree(pid);
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
