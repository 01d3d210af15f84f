/**
 * `npm run bench`: what the extension costs, as ratios against the same browser without it, in one run. No timed test: it
 * fails only when it can't measure. `-- --firefox` for Firefox.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildExtension } from '../../scripts/demo/build.ts';
import type { BrowserName } from '../browsers/types.ts';
import { startStage } from '../stage/stage.ts';
import { benchLongReply } from './long-reply.ts';
import { compare, quantile } from './numbers.ts';
import { benchPageLoad } from './page-load.ts';
import { benchPromptDelay } from './prompt-delay.ts';
import { launchRivals, type Rivals } from './rivals.ts';
import { delayTable, ownLine, type Row, ratioTable, TARGET_P95_MS } from './table.ts';

const OUTPUT = join('.output', 'bench.json');

interface Results {
  readonly browser: string;
  readonly cores: number;
  readonly rows: readonly Row[];
  /** Per long reply. */
  readonly ownScriptsMs: readonly number[];
  readonly promptDelaysMs: readonly number[];
}

async function measure(rivals: Rivals, stage: Awaited<ReturnType<typeof startStage>>): Promise<Results> {
  console.log('Page loads …');
  const loads = await benchPageLoad(rivals, stage);
  console.log('Final failures …');
  const promptDelaysMs = await benchPromptDelay(rivals.with, stage);
  console.log('Long replies, a minute or two …');
  const replies = await benchLongReply(rivals, stage);
  return {
    browser: await rivals.with.browser.version(),
    cores: availableParallelism(),
    rows: [...loads, ...replies.rows],
    ownScriptsMs: replies.own,
    promptDelaysMs,
  };
}

function report({ browser, cores, rows, ownScriptsMs, promptDelaysMs }: Results): void {
  console.log(`\n${browser}, headless, ${cores} cores; medians of rounds in alternating order\n`);
  console.log(ratioTable(rows));
  if (ownScriptsMs.length > 0) console.log(ownLine(ownScriptsMs));
  console.log(`\n${delayTable(promptDelaysMs)}`);
  if (browser.startsWith('firefox'))
    console.log(
      '\nFirefox has no counter of main-thread tasks: CPU time of the tab’s process stands in for it.',
    );
}

function save(results: Results): void {
  const { rows, promptDelaysMs } = results;
  const [p50Ms, p95Ms] = [quantile(promptDelaysMs, 0.5), quantile(promptDelaysMs, 0.95)];
  mkdirSync('.output', { recursive: true });
  const value = {
    ...results,
    at: new Date().toISOString(),
    node: process.version,
    rows: rows.map((row) => ({ ...row, ...compare(row.pairs) })),
    prompt: { p50Ms, p95Ms, targetP95Ms: TARGET_P95_MS },
  };
  const before = existsSync(OUTPUT) ? (JSON.parse(readFileSync(OUTPUT, 'utf8')) as object) : {};
  writeFileSync(OUTPUT, `${JSON.stringify({ ...before, [name]: value }, null, 2)}\n`);
  console.log(`\nAll samples: ${OUTPUT}`);
}

const { firefox } = parseArgs({ options: { firefox: { type: 'boolean', default: false } } }).values;
const name: BrowserName = firefox ? 'firefox' : 'chromium';
const extensionPath = await buildExtension(name);
const stage = await startStage();
try {
  const rivals = await launchRivals(name, extensionPath, stage);
  try {
    const results = await measure(rivals, stage);
    report(results);
    save(results);
  } finally {
    await Promise.all([rivals.without.close(), rivals.with.close()]);
  }
} catch (error) {
  console.error(`Could not measure: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await stage.close();
}
