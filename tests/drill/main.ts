/**
 * `npm run drill`: what goes wrong in the worst moment, in real browsers, and what is lost by it (nothing). Writes docs/drills.md.
 * `-- --only a,b` some drills, `--browser chromium|firefox`, `--seed 7`, `--minutes 60` for each browser, `--quick` a few minutes of
 * all; `--built` doesn't build first.
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

/** Those that take what they need are first, and the others share what is left of the time. */
const inTurn = (drills: readonly Drill[]): readonly Drill[] =>
  drills.toSorted((a, b) => Number(a.takesTime ?? false) - Number(b.takesTime ?? false));

const seed = Number(options.seed ?? Date.now() % 1_000_000);
const outcomes: Outcome[] = [];
for (const name of chosenBrowsers()) {
  const extensionPath = await built(name);
  const drills = inTurn(chosenDrills().filter(({ browsers }) => browsers?.includes(name) ?? true));
  const end = Date.now() + Number(options.minutes) * 60_000;
  for (const [at, drill] of drills.entries()) {
    console.log(`\n${drill.name}, ${name}, seed ${seed}: ${drill.what}`);
    const deadline = Date.now() + (end - Date.now()) / (drills.length - at);
    const outcome = await runDrill(drill, { name, extensionPath, seed, isQuick: options.quick, deadline });
    outcomes.push(outcome);
    save([outcome]);
    console.log(rowOf(outcome));
  }
}
console.log(`\n${outcomes.map(rowOf).join('\n')}`);
if (!outcomes.every(({ missed }) => isClean(missed))) process.exitCode = 1;
