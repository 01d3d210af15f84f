/** `npm run eval`: how exactly the sensor tells what happens. Prints each section; exits 1 when a bar isn't met. */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';
import { barLine, isMet, loadSection } from './section.ts';

/** In the order in which they are printed; each is saved by the test file of its name. */
const SECTIONS = [
  'surfaces',
  'situations',
  'freeze',
  'titles',
  'surge',
  'polite',
  'incidents',
  'retry',
  'backup',
  'soak',
];

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

function printSection(id: string): boolean {
  try {
    const { title, lines, bars } = loadSection(id);
    console.log(`\n━━ ${title}\n\n${lines.join('\n')}\n`);
    const missed = bars.filter((bar) => !isMet(bar));
    for (const bar of missed) console.log(barLine(bar));
    console.log(`${bars.length - missed.length} of ${bars.length} bars met`);
    return missed.length === 0;
  } catch {
    console.log(`\n━━ ${id}: no figures, see the errors above`);
    return false;
  }
}

rmSync(new URL('../../.output/eval/', import.meta.url), { recursive: true, force: true });
const vitest = await startVitest('test', [], {
  root: ROOT,
  project: ['eval'],
  watch: false,
  reporters: ['dot'],
});
await vitest.close();
const met = SECTIONS.map(printSection).every(Boolean);
process.exit(met && vitest.state.getCountOfFailedTests() === 0 ? 0 : 1);
