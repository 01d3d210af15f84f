/**
 * `web-ext lint` over the build for Firefox: no error, and each warning is one that the reviewer notes explain. A warning that is
 * new, and an explanation of one that is gone, fail.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const NOTES = join('docs', 'store', 'reviewer-notes.md');

interface Finding {
  readonly code: string;
  readonly message: string;
  readonly file?: string;
}

export interface Lint {
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
}

/** How often it warns of what in which file. A chunk is called without the hash of its content. */
export function countsOf(warnings: Lint['warnings']): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { code, file = '' } of warnings) {
    const row = `${code} in ${file.replace(/^(chunks\/.+)-[\w-]{8}\.js$/, '$1.js')}`;
    counts.set(row, (counts.get(row) ?? 0) + 1);
  }
  return counts;
}

/** The rows of the notes' table: warning, where, times, why. */
export function explainedIn(notes: string): Map<string, number> {
  const rows = notes.matchAll(/^\| `([A-Z_]+)` +\| `([^`]+)` +\| (\d+) +\| \S.{40,} \|$/gm);
  return new Map([...rows].map(([, code, file, times]) => [`${code} in ${file}`, Number(times)]));
}

/** What is wrong, a line each. */
export function complaints({ errors, warnings }: Lint, notes: string): string[] {
  const [found, explained] = [countsOf(warnings), explainedIn(notes)];
  const rows = [...new Set([...found.keys(), ...explained.keys()])];
  return [
    ...errors.map(({ code, message, file }) => `Error: ${code} in ${file}: ${message}`),
    ...rows
      .filter((row) => found.get(row) !== explained.get(row))
      .map(
        (row) =>
          `${row}: warned of ${found.get(row) ?? 0} times, explained in ${NOTES} ${explained.get(row) ?? 0} times`,
      ),
  ];
}

function main(): void {
  const webExt = join(ROOT, 'node_modules', 'web-ext', 'bin', 'web-ext.js');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [webExt, 'lint', '--source-dir', join('.output', 'firefox-mv3'), '--output', 'json'],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 100_000_000 },
  );
  if (!stdout.startsWith('{')) throw new Error(`web-ext lint said nothing: ${stdout}${stderr}`);
  const lint = JSON.parse(stdout) as Lint;
  const wrong = complaints(lint, readFileSync(join(ROOT, NOTES), 'utf8'));
  console.log(`${lint.errors.length} errors, ${lint.warnings.length} warnings`);
  for (const line of wrong) console.log(line);
  if (wrong.length > 0) process.exitCode = 1;
}

if (import.meta.main) main();
