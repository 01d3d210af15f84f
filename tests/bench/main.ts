/**
 * `npm run bench`: what the extension costs, as ratios against the same browser without it, in one run. No timed test: it
 * fails only when it can't measure. `-- --firefox` for Firefox, `-- --only memory` for one part, which is printed and not kept.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildExtension } from '../../scripts/demo/build.ts';
import type { BrowserName } from '../browsers/types.ts';
import { startStage } from '../stage/stage.ts';
import { barTable, type Figure } from './bar-table.ts';
import { benchFigures, FIGURE_PARTS, type FigurePart } from './figure-parts.ts';
import { benchLongReply, type LongReply } from './long-reply.ts';
import { benchMemory, type Memory } from './memory.ts';
import { compare, quantile } from './numbers.ts';
import { benchOneClick } from './one-click.ts';
import { benchPageLoad } from './page-load.ts';
import { benchPopupPaint, type PopupPaint } from './popup-paint.ts';
import { benchPromptDelay } from './prompt-delay.ts';
import { launchRivals, type Rivals } from './rivals.ts';
import { benchSleep, type Sleep } from './sleep.ts';
import {
  clickTable,
  delayTable,
  memoryTable,
  ownLine,
  paintTable,
  type Row,
  ratioTable,
  TARGET_P95_MS,
} from './table.ts';

const OUTPUT = join('.output', 'bench.json');
const TAB_PARTS = ['page-load', 'prompt-delay', 'one-click', 'popup-paint', 'long-reply', 'memory'] as const;
const PARTS = [...TAB_PARTS, ...FIGURE_PARTS] as const;
type Part = (typeof TAB_PARTS)[number];

interface Results {
  readonly browser: string;
  readonly cores: number;
  readonly rows: readonly Row[];
  /** Per long reply. */
  readonly ownScriptsMs: readonly number[];
  readonly promptDelaysMs: readonly number[];
  readonly oneClickMs: readonly number[];
  /** null where it can't be told: Firefox tells nobody when a page of an extension has loaded. */
  readonly popupPaintMs: PopupPaint | null;
  readonly memory: Memory | null;
  readonly asleepAfterMs: Sleep;
}

type BenchStage = Awaited<ReturnType<typeof startStage>>;

async function measure(rivals: Rivals, stage: BenchStage, wants: (part: Part) => boolean): Promise<Results> {
  const run = async <T>(part: Part, title: string, bench: () => Promise<T>, none: T): Promise<T> => {
    if (!wants(part)) return none;
    console.log(`${title} …`);
    return bench();
  };
  const loads = await run<Row[]>('page-load', 'Page loads', () => benchPageLoad(rivals, stage), []);
  const delays = () => benchPromptDelay(rivals.with, stage);
  const promptDelaysMs = await run<number[]>('prompt-delay', 'Final failures', delays, []);
  const clicks = () => benchOneClick(rivals.with, stage);
  const oneClickMs = await run<number[]>('one-click', 'Fixes with one click', clicks, []);
  const paint = async () => (name === 'chromium' ? benchPopupPaint(name, extensionPath, stage) : null);
  const popupPaintMs = await run<PopupPaint | null>('popup-paint', 'Openings of the popup', paint, null);
  const long = () => benchLongReply(rivals, stage);
  const noReplies: LongReply = { rows: [], own: [] };
  const replies = await run('long-reply', 'Long replies, a minute or two', long, noReplies);
  const held = () => benchMemory(rivals, stage);
  const memory = await run<Memory | null>('memory', 'Many short replies, some minutes', held, null);
  const slept = () => benchSleep(rivals.with, extensionPath, stage);
  const asleepAfterMs = await run<Sleep>('memory', 'Nothing at all, up to three minutes', slept, undefined);
  return {
    browser: await rivals.with.browser.version(),
    cores: availableParallelism(),
    rows: [...loads, ...replies.rows],
    ownScriptsMs: replies.own,
    promptDelaysMs,
    oneClickMs,
    popupPaintMs,
    memory,
    asleepAfterMs,
  };
}

function report({
  browser,
  cores,
  rows,
  ownScriptsMs,
  promptDelaysMs,
  oneClickMs,
  popupPaintMs,
  memory,
  asleepAfterMs,
}: Results): void {
  console.log(`\n${browser}, headless, ${cores} cores; medians of rounds in alternating order\n`);
  if (rows.length > 0) console.log(ratioTable(rows));
  if (ownScriptsMs.length > 0) console.log(ownLine(ownScriptsMs));
  if (promptDelaysMs.length > 0) console.log(`\n${delayTable(promptDelaysMs)}`);
  if (oneClickMs.length > 0) console.log(`\n${clickTable(oneClickMs)}`);
  if (popupPaintMs) console.log(`\n${paintTable(popupPaintMs)}`);
  if (memory) console.log(`\n${memoryTable(memory, asleepAfterMs)}`);
  if (browser.startsWith('firefox'))
    console.log(
      '\nFirefox has no counter of main-thread tasks: CPU time of the tab’s process stands in for it, and its memory for the tab’s.',
    );
}

function save(results: Results, figures: readonly Figure[]): void {
  const { rows, promptDelaysMs } = results;
  const [p50Ms, p95Ms] = [quantile(promptDelaysMs, 0.5), quantile(promptDelaysMs, 0.95)];
  mkdirSync('.output', { recursive: true });
  const value = {
    ...results,
    figures,
    at: new Date().toISOString(),
    node: process.version,
    rows: rows.map((row) => ({ ...row, ...compare(row.pairs) })),
    prompt: { p50Ms, p95Ms, targetP95Ms: TARGET_P95_MS },
  };
  const before = existsSync(OUTPUT) ? (JSON.parse(readFileSync(OUTPUT, 'utf8')) as object) : {};
  writeFileSync(OUTPUT, `${JSON.stringify({ ...before, [name]: value }, null, 2)}\n`);
  console.log(`\nAll samples: ${OUTPUT}`);
}

const { firefox, only } = parseArgs({
  options: { firefox: { type: 'boolean', default: false }, only: { type: 'string' } },
}).values;
if (only !== undefined && !PARTS.some((part) => part === only))
  throw new Error(`--only takes one of: ${PARTS.join(', ')}`);
const name: BrowserName = firefox ? 'firefox' : 'chromium';
const extensionPath = await buildExtension(name);
const stage = await startStage();
try {
  const wants = (part: Part | FigurePart): boolean => only === undefined || only === part;
  const results = TAB_PARTS.some(wants) ? await withRivals(wants) : null;
  const figures = await benchFigures(name, extensionPath, stage, wants);
  if (figures.length > 0) console.log(`\n${barTable(figures)}`);
  if (only === undefined && results) save(results, figures);
} catch (error) {
  console.error(`Could not measure: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await stage.close();
}

async function withRivals(wants: (part: Part) => boolean): Promise<Results> {
  const rivals = await launchRivals(name, extensionPath, stage);
  try {
    const results = await measure(rivals, stage, wants);
    report(results);
    return results;
  } finally {
    await Promise.all([rivals.without.close(), rivals.with.close()]);
  }
}
