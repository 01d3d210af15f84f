import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page, WebWorker } from 'puppeteer-core';
import { launch } from '../browsers/launch.ts';
import { waitFor } from '../browsers/poll.ts';
import type { BrowserName, ExtensionBrowser } from '../browsers/types.ts';
import type { Stage } from '../stage/types.ts';
import { type Figure, figure } from './bar-table.ts';
import { median, quantile } from './numbers.ts';

const ROUNDS = 30;
const SETTLE_MS = 250;
const MOST_MS = 50;
const PAGE = 'bench-empty.html';
/** The last line of the script: by then every listener stands. */
const MARK = '\n;globalThis.benchListens = performance.now();\n';

declare const chrome: { runtime: { sendMessage: (message: object) => Promise<unknown> } };
declare global {
  var benchListens: number | undefined;
}

/** ms from the worker's beginning until it listens, and what a question waits longer for when it has to wake the worker first. */
export async function benchColdStart(name: BrowserName, path: string, stage: Stage): Promise<Figure[]> {
  // Firefox's event page tells nobody when it began.
  if (name !== 'chromium') return [];
  const folder = await mkdtemp(join(tmpdir(), 'lifeline-cold-'));
  await cp(path, folder, { recursive: true });
  const script = join(folder, 'background.js');
  await writeFile(script, (await readFile(script, 'utf8')) + MARK);
  await writeFile(join(folder, PAGE), '<!doctype html><title>empty</title>');
  stage.reset();
  const driver = await launch(name, { extensionPath: folder, stage });
  try {
    return await measure(driver);
  } finally {
    await driver.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(driver: ExtensionBrowser): Promise<Figure[]> {
  const page = await driver.openExtensionPage(PAGE);
  const [listens, asleep, awake]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    await sleep(driver);
    asleep.push(await ask(page));
    listens.push(await listensAfter(driver));
    awake.push(await ask(page));
  }
  const waits = asleep.map((ms, round) => ms - (awake[round] ?? Number.NaN));
  return [
    figure({
      name: 'Worker begun → it listens (median)',
      value: median(listens),
      unit: 'ms',
      atMost: MOST_MS,
    }),
    figure({ name: 'the same, p95', value: quantile(listens, 0.95), unit: 'ms', atMost: null }),
    figure({
      name: 'A question that wakes it waits longer by',
      value: median(waits),
      unit: 'ms',
      atMost: null,
    }),
  ];
}

async function sleep(driver: ExtensionBrowser): Promise<void> {
  await waitFor(
    async () => {
      if (await driver.backgroundRunning()) await driver.killBackground();
      await pause(SETTLE_MS);
      return !(await driver.backgroundRunning());
    },
    { message: 'the background to stay asleep' },
  );
}

/** ms until a small question has its answer. */
const ask = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const start = performance.now();
    await chrome.runtime.sendMessage({ name: 'get-half-answer', input: { conversationId: 'bench' } });
    return performance.now() - start;
  });

async function listensAfter(driver: ExtensionBrowser): Promise<number> {
  const isOurs = (url: string): boolean => url.startsWith(driver.extensionOrigin);
  const target = await driver.browser.waitForTarget(
    (one) => one.type() === 'service_worker' && isOurs(one.url()),
  );
  const worker = (await target.worker()) as WebWorker;
  return (await worker.evaluate(() => globalThis.benchListens)) ?? Number.NaN;
}
