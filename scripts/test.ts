/** All checks, in order, counted: what `npm test` runs. Developers: `npm test -- --only unit`. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from '../tests/browsers/find.ts';
import { killTree } from '../tests/browsers/process-tree.ts';
import type { BrowserName } from '../tests/browsers/types.ts';
import {
  type Counts,
  countResults,
  failedFiles,
  failuresOf,
  secondTriesOf,
  type VitestResults,
  withSecondRun,
} from './test-results.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const RESULTS = join('.output', 'test-results');
const MINUTE = 60_000;

/** What is said again at the end of the log. */
const failures: string[] = [];
const secondTries: string[] = [];

interface Step {
  name: string;
  /** What `--only` calls it; builds belong to all that need them. */
  groups: string[];
  run: () => Promise<Counts>;
  /** Steps without which this one means nothing. */
  needs?: string[];
}

const PASSED: Counts = { passed: 1, failed: 0 };
const FAILED: Counts = { passed: 0, failed: 1 };

const STEPS: Step[] = [
  browserStep('chromium'),
  browserStep('firefox'),
  {
    name: 'biome',
    groups: ['lint'],
    run: () => check('@biomejs/biome', ['ci', '--max-diagnostics=200', '.'], 3),
  },
  { name: 'tsc', groups: ['types'], run: () => check('typescript', ['--noEmit'], 5) },
  {
    name: 'build for Chromium',
    groups: ['build', 'unit', 'e2e', 'chromium'],
    run: () => check('wxt', ['build'], 5),
  },
  {
    name: 'build for Firefox',
    groups: ['build', 'unit', 'e2e', 'firefox', 'web-ext'],
    run: () => check('wxt', ['build', '-b', 'firefox'], 5),
  },
  {
    name: 'web-ext lint',
    groups: ['web-ext'],
    run: () => checkOwn('web-ext-lint.ts', 5),
    needs: ['build for Firefox'],
  },
  { name: 'unit and contract tests', groups: ['unit'], run: () => vitest('unit', 10) },
  { name: 'accuracy on the corpora', groups: ['eval'], run: () => vitest('eval', 10) },
  e2eStep('chromium', 'build for Chromium'),
  e2eStep('firefox', 'build for Firefox'),
];

function browserStep(browser: BrowserName): Step {
  const run = async (): Promise<Counts> => {
    console.log(await findBrowser(browser));
    return PASSED;
  };
  return { name: `find ${browser}`, groups: ['e2e', browser], run };
}

function e2eStep(browser: BrowserName, build: string): Step {
  return {
    name: `e2e tests in ${browser}`,
    groups: ['e2e', browser],
    run: () => e2e(browser),
    needs: [`find ${browser}`, build],
  };
}

/** A tool whose exit code is the verdict. */
async function check(tool: string, args: string[], minutes: number): Promise<Counts> {
  return (await runTool(tool, args, minutes)) === 0 ? PASSED : FAILED;
}

/** Most files that get a second try: where more fail, it is no accident. */
const MOST_AGAIN = 3;

/**
 * A file of the real browsers that failed gets a second try in fresh ones: what is broken fails again, and what the machine or the
 * browser did is told at the end as what it is.
 */
async function e2e(browser: BrowserName): Promise<Counts> {
  const run = await runVitest('e2e', 45, browser);
  const files = failedFiles(run.results);
  if (files.length === 0 || files.length > MOST_AGAIN) return counted(run, browser);
  console.log(`\n━━ second try: ${files.map((file) => relative(ROOT, file)).join(', ')}`);
  const again = await runVitest('e2e', 10, browser, files);
  return counted({ code: again.code, results: withSecondRun(run.results, again.results) }, browser);
}

interface VitestRun {
  code: number;
  results: VitestResults;
}

async function runVitest(
  project: string,
  minutes: number,
  browser?: BrowserName,
  files: string[] = [],
): Promise<VitestRun> {
  const name = [project, browser, files.length > 0 ? 'again' : undefined].filter(Boolean).join('-');
  const file = join(RESULTS, `${name}.json`);
  rmSync(join(ROOT, file), { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const env = browser ? { LIFELINE_BROWSER: browser } : {};
  const code = await runTool('vitest', ['run', '--project', project, ...reporters, ...files], minutes, env);
  const results: VitestResults = existsSync(join(ROOT, file))
    ? JSON.parse(readFileSync(join(ROOT, file), 'utf8'))
    : { testResults: [] };
  return { code, results };
}

function counted({ code, results }: VitestRun, where: string): Counts {
  failures.push(...failuresOf(results, where, ROOT));
  secondTries.push(...secondTriesOf(results, where));
  const counts = countResults(results);
  // An error outside of any test, no tests at all, or an end by the time limit.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

const vitest = async (project: string, minutes: number): Promise<Counts> =>
  counted(await runVitest(project, minutes), project);

/** One of the scripts here. */
async function checkOwn(script: string, minutes: number): Promise<Counts> {
  return (await runNode([join(ROOT, 'scripts', script)], minutes)) === 0 ? PASSED : FAILED;
}

const runTool = (tool: string, args: string[], minutes: number, env = {}): Promise<number> =>
  runNode([binOf(tool), ...args], minutes, env);

/** Runs a command with this Node, without a shell, so that it is the same on every system. */
function runNode(args: string[], minutes: number, env = {}): Promise<number> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      console.log(`Stopped: not done after ${minutes} minutes.`);
      if (child.pid) killTree(child.pid);
    }, minutes * MINUTE);
    const end = (code: number): void => {
      clearTimeout(timer);
      resolve(code);
    };
    child.on('error', (error) => {
      console.log(error.message);
      end(1);
    });
    child.on('exit', (code) => end(code ?? 1));
  });
}

function binOf(tool: string): string {
  const folder = join(ROOT, 'node_modules', tool);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: Record<string, string>;
  };
  const file = bin[tool] ?? Object.values(bin)[0];
  if (!file) throw new Error(`${tool} has no command`);
  return join(folder, file);
}

async function runStep(step: Step, broken: Set<string>): Promise<Counts> {
  console.log(`\n━━ ${step.name}`);
  const missing = step.needs?.find((need) => broken.has(need));
  if (missing) {
    console.log(`Not run: "${missing}" failed.`);
    return FAILED;
  }
  const start = performance.now();
  const counts = await step.run().catch((error: unknown) => {
    console.log(error instanceof Error ? error.message : String(error));
    return FAILED;
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`━━ ${step.name}: ${counts.passed} passed, ${counts.failed} failed, ${seconds} s`);
  return counts;
}

function chosenSteps(): Step[] {
  const at = process.argv.indexOf('--only');
  if (at < 0) return STEPS;
  const group = process.argv[at + 1] ?? '';
  const steps = STEPS.filter(({ groups }) => groups.includes(group));
  const known = [...new Set(STEPS.flatMap(({ groups }) => groups))].join(', ');
  if (steps.length === 0) {
    console.error(`--only takes one of: ${known}`);
    process.exit(1);
  }
  return steps;
}

async function main(): Promise<void> {
  const total: Counts = { passed: 0, failed: 0 };
  const broken = new Set<string>();
  for (const step of chosenSteps()) {
    const { passed, failed } = await runStep(step, broken);
    total.passed += passed;
    total.failed += failed;
    if (failed > 0) broken.add(step.name);
  }
  if (failures.length + secondTries.length > 0) console.log(`\n${[...failures, ...secondTries].join('\n')}`);
  if (broken.size > 0) console.log(`\nFailed: ${[...broken].join(', ')}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  if (total.failed > 0) process.exitCode = 1;
}

if (import.meta.main) await main();
