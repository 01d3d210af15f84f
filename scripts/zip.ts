/**
 * What the stores get: `npm run zip` builds for Chrome and for Firefox, and leaves three ZIPs in .output. The same sources give the
 * same bytes on every machine and in every folder: reviewers can compare them.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Zippable, zipSync } from 'fflate';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const OUT = join(ROOT, '.output');

/** The oldest time a ZIP can hold; it has no time zone. */
const MTIME = new Date(1980, 0, 1);
/** Regular files that all may read, as on a Unix; else it would be the machine's own. */
const OS_UNIX = 3;
const MODE = 0o100644 * 0x10000;

export interface Entry {
  /** With `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** One order, one time, one mode: nothing of the machine is in it. */
export function zipOf(entries: readonly Entry[]): Uint8Array {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
  const files: Zippable = Object.fromEntries(sorted.map(({ path, bytes }) => [path, bytes]));
  return zipSync(files, { level: 9, mtime: MTIME, os: OS_UNIX, attrs: MODE });
}

/** Every file below a folder. */
function entriesIn(folder: string): Entry[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .map((file) => ({ path: relative(folder, file).split(sep).join('/'), bytes: readFileSync(file) }));
}

/**
 * All that git keeps, as it lies in the folder: whoever reviews it can build, try and test it. Unpacked from the sources ZIP
 * there is no git: null.
 */
function sources(): Entry[] | null {
  const { status, stdout } = spawnSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' });
  const paths = status === 0 ? stdout.split('\0').filter((path) => path !== '') : [];
  // Unpacked inside of another repository: git answers, and knows none of the files.
  if (paths.length === 0) return null;
  return paths.map((path) => ({ path, bytes: readFileSync(join(ROOT, path)) }));
}

function build(browser: 'chrome' | 'firefox'): Entry[] {
  const wxt = join(ROOT, 'node_modules', 'wxt', 'bin', 'wxt.mjs');
  const { status } = spawnSync(process.execPath, [wxt, 'build', '-b', browser], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`The build for ${browser} failed.`);
  return entriesIn(join(OUT, `${browser}-mv3`));
}

function write(name: string, entries: readonly Entry[]): void {
  const bytes = zipOf(entries);
  writeFileSync(join(OUT, name), bytes);
  const hash = createHash('sha256').update(bytes).digest('hex');
  console.log(
    `${name}  ${entries.length} files  ${bytes.byteLength.toLocaleString('en')} B  SHA-256 ${hash}`,
  );
}

function main(): void {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  mkdirSync(OUT, { recursive: true });
  const built = { chrome: build('chrome'), firefox: build('firefox') };
  console.log('');
  write(`lifeline-${version}-chrome.zip`, built.chrome);
  write(`lifeline-${version}-firefox.zip`, built.firefox);
  const all = sources();
  if (all) write(`lifeline-${version}-sources.zip`, all);
  else console.log('No sources ZIP: this folder is none of git.');
}

if (import.meta.main) main();
