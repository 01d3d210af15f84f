/**
 * `npm run drill`: what goes wrong in the worst moment, in real browsers, and what is lost by it (nothing). Writes docs/drills.md.
 * `-- --only a,b` some drills, `--browser chromium|firefox`, `--seed 7`, `--minutes 60` for each browser, `--quick` a few minutes of
 * all; `--built` doesn't build first. `--parallel 3` does three at a time of those that go on for as long as they may; `--continue`
 * has them go on where the last run with this build has stopped.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildExtension } from '../../scripts/demo/build.ts';
import type { BrowserName } from '../browsers/types.ts';
import { DRILLS } from './drills.ts';
import { intro } from './intro.ts';
import { runDrill } from './run.ts';
import { rowOf, writtenAnew } from './table.ts';
import { isClean } from './tally.ts';
import type { Drill, Outcome } from './types.ts';

const PAGE = join('docs', 'drills.md');

const options = parseArgs({
  options: {
    only: { type: 'string' },
    browser: { type: 'string' },
    seed: { type: 'string' },
    minutes: { type: 'string', default: '30' },
    quick: { type: 'boolean', default: false },
    parallel: { type: 'string', default: '1' },
    continue: { type: 'boolean', default: false },
    built: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
}).values;

function chosenDrills(): readonly Drill[] {
  const names = options.only?.split(',');
  const unknown = names?.filter((name) => !DRILLS.some((drill) => drill.name === name)) ?? [];
  if (unknown.length > 0)
    throw new Error(
      `No drill is called ${unknown.join(', ')}. There are: ${DRILLS.map(({ name }) => name).join(', ')}`,
    );
  return DRILLS.filter(({ name }) => names?.includes(name) ?? true);
}

function chosenBrowsers(): readonly BrowserName[] {
  const { browser } = options;
  if (browser === undefined) return ['chromium', 'firefox'];
  if (browser !== 'chromium' && browser !== 'firefox') throw new Error('--browser is chromium or firefox');
  return [browser];
}

const built = (name: BrowserName): Promise<string> =>
  options.built
    ? Promise.resolve(join('.output', name === 'firefox' ? 'firefox-mv3' : 'chrome-mv3'))
    : buildExtension(name);

/** A quick form isn't what the page is about. */
function save(outcomes: readonly Outcome[]): void {
  if (options.quick && !options.keep) return;
  const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
  const order = DRILLS.map(({ name }) => name);
  writeFileSync(PAGE, writtenAnew(page, intro(), outcomes, order));
}

const seed = Number(options.seed ?? Date.now() % 1_000_000);
const outcomes: Outcome[] = [];

async function done(drill: Drill, name: BrowserName, extensionPath: string, deadline: number): Promise<void> {
  console.log(`\n${drill.name}, ${name}, seed ${seed}: ${drill.what}`);
  const { quick: isQuick, continue: isContinued } = options;
  const outcome = await runDrill(drill, { name, extensionPath, seed, isQuick, deadline, isContinued });
  outcomes.push(outcome);
  save([outcome]);
  console.log(rowOf(outcome));
}

/** Takes one after the other; each gets its part of the time that is left. */
async function takeTurns(
  drills: Drill[],
  lanes: number,
  end: number,
  each: (drill: Drill, deadline: number) => Promise<void>,
): Promise<void> {
  const lane = async (): Promise<void> => {
    for (;;) {
      const rounds = Math.ceil(drills.length / lanes);
      const drill = drills.shift();
      if (!drill) return;
      await each(drill, Date.now() + (end - Date.now()) / rounds);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

for (const name of chosenBrowsers()) {
  const extensionPath = await built(name);
  const drills = chosenDrills().filter(({ browsers }) => browsers?.includes(name) ?? true);
  const end = Date.now() + Number(options.minutes) * 60_000;
  const each = (drill: Drill, deadline: number) => done(drill, name, extensionPath, deadline);
  // Those that take what they need are first, and the others share what is left of the time.
  for (const drill of drills.filter(({ takesTime }) => !takesTime)) await each(drill, end);
  const long = drills.filter(({ takesTime }) => takesTime);
  await takeTurns(long, Number(options.parallel), end, each);
}
console.log(`\n${outcomes.map(rowOf).join('\n')}`);
if (!outcomes.every(({ missed }) => isClean(missed))) process.exitCode = 1;
