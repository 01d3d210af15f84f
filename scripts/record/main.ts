/**
 * `npm run record`: makes a fixture of a failure that somebody saw, from the HAR that the browser's developer tools saved, with
 * nothing of theirs in it; and tells what Lifeline makes of it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import './sources.ts';

const USAGE = `npm run record -- <file.har>                  into tests/fixtures/recorded/, under a name of its own
npm run record -- <file.har> --out <folder>   into this folder
npm run record -- <file.har> --dry            says what Lifeline makes of it, and writes nothing`;

const HOME = join('tests', 'fixtures', 'recorded');

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { out: { type: 'string' }, dry: { type: 'boolean', default: false } },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new Error('Which file?');
    return { ...values, file };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exit(1);
  }
}

/** `name`, or `name-2` and so on: another recording is never written over. */
function freeName(name: string): string {
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? name : `${name}-${count}`;
    if (!existsSync(join(HOME, candidate))) return candidate;
  }
}

const { file, out, dry } = readOptions();
const { record } = await import('./record.ts');
const { lineOf, nameOf, reportOf } = await import('./report.ts');
const { listRecording, writeRecording } = await import('./folder.ts');
try {
  const recorded = await record(readFileSync(file, 'utf8'));
  console.log(reportOf(recorded));
  if (!dry) {
    const { browser, seen, lifeline, entries } = recorded;
    const folder = out ?? join(HOME, freeName(nameOf(recorded)));
    writeRecording(folder, { browser, seen, lifeline, entries });
    listRecording(join(dirname(folder), 'README.md'), basename(folder), lineOf(recorded));
    console.log(`\nWritten to ${folder}. Read it before you show it to anybody.`);
  }
} catch (error) {
  console.error(
    error instanceof SyntaxError
      ? `${file} is no HAR: ${error.message}`
      : error instanceof Error
        ? error.message
        : String(error),
  );
  process.exitCode = 1;
}
