import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { launch } from '../browsers/launch.ts';
import type { BrowserName, ExtensionBrowser } from '../browsers/types.ts';
import { randomFrom } from '../eval/random.ts';
import { startStage } from '../stage/stage.ts';
import { newTally } from './tally.ts';
import type { Drill, DrillLaunch, DrillWorld, Outcome } from './types.ts';

interface Chosen {
  readonly name: BrowserName;
  readonly extensionPath: string;
  readonly seed: number;
  readonly isQuick: boolean;
  readonly deadline: number;
  readonly isContinued: boolean;
}

/**
 * What a browser notes about an end from outside, which no script can keep it from: an answer that was on its way when the page
 * was left, a call to the browser that a worker was at when it was ended.
 */
const NOTES =
  /^Promise (resolved|rejected) (after|while) context|^Uncaught Error: (No SW \(|The browser is shutting down)/;

/** The browsers of a drill, and what they complained of. */
function browsers({ name, extensionPath }: Chosen, stage: DrillWorld['stage']) {
  const all: { readonly browser: ExtensionBrowser; readonly notOurs: RegExp | undefined }[] = [];
  let version: string | undefined;
  return {
    launch: async ({ notOurs, ...options }: DrillLaunch = {}) => {
      const browser = await launch(name, { extensionPath: resolve(extensionPath), stage, ...options });
      all.push({ browser, notOurs });
      version ??= await browser.browser.version().catch(() => undefined);
      return browser;
    },
    close: async () => {
      for (const { browser } of all) await browser.close().catch(() => undefined); // may have been killed
    },
    problems: () =>
      all.flatMap(({ browser, notOurs }) =>
        browser.problems.filter((text) => !NOTES.test(text) && !notOurs?.test(text)),
      ),
    version: () => version ?? name,
  };
}

/** The same seed does the same in each drill, whichever others are run. */
const seedOf = (drill: string, seed: number): number =>
  [...drill].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, seed);

export async function runDrill(drill: Drill, chosen: Chosen): Promise<Outcome> {
  const { name, extensionPath, seed, isQuick, deadline, isContinued } = chosen;
  const began = Date.now();
  const { tally, read } = newTally((text) => console.log(`  ${text}`));
  const stage = await startStage();
  const folder = await mkdtemp(join(tmpdir(), 'lifeline-drill-'));
  const { launch: start, close, problems, version } = browsers(chosen, stage);
  const random = randomFrom(seedOf(drill.name, seed));
  try {
    await drill.run({
      ...{ name, stage, random, isQuick, deadline, isContinued, extensionPath, folder, tally, problems },
      launch: start,
    });
  } catch (error) {
    tally.missed('unfinished', error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    await close();
    await stage.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
  for (const problem of problems()) tally.missed('errors', problem);
  const at = `${new Date().toISOString().slice(0, 16).replace('T', ' ')}`;
  const browser = drill.where ? `${BUILD[name]} build in ${drill.where}` : shortVersion(version());
  const { earlier, ...came } = read();
  const seconds = earlier + Math.round((Date.now() - began) / 1_000);
  return { drill: drill.name, what: drill.what, browser, ...came, seed, at, seconds };
}

const BUILD: Readonly<Record<BrowserName, string>> = { chromium: 'Chromium', firefox: 'Firefox' };

/** The next of up to so many rounds: the first in any case, the others while there is time. */
export const goesOn = ({ isQuick, deadline }: DrillWorld, round: number, most: number): boolean =>
  round === 0 || (!isQuick && round < most && Date.now() < deadline);

/** "Chromium 140" of "HeadlessChrome/140.0.7339.16". */
function shortVersion(text: string): string {
  const [, product = text, number = ''] = /^(\w+)[/ ]?(\d*)/.exec(text) ?? [];
  return `${/firefox/i.test(product) ? 'Firefox' : 'Chromium'} ${number}`.trim();
}
