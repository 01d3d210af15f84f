/** Each recorded failure, seen as Lifeline would have seen it in the page: it says what stands in the recording's `lifeline`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRecording } from '../../../../scripts/record/folder.ts';
import { judgementOf } from '../../../../scripts/record/judgement.ts';

const HOME = join('tests', 'fixtures', 'recorded');
const names = readdirSync(HOME, { withFileTypes: true }).flatMap((one) =>
  one.isDirectory() ? [one.name] : [],
);

describe.each(names)('%s', (name) => {
  const folder = join(HOME, name);
  it('is judged as it says', async () => {
    const { entries, lifeline } = readRecording(folder);
    expect(await judgementOf(entries)).toEqual(lifeline);
  });
  it('has a line in the list, and no file that it does not name', () => {
    const { entries } = readRecording(folder);
    expect(readFileSync(join(HOME, 'README.md'), 'utf8')).toContain(`- [${name}](${name}/recording.json)`);
    const bodies = entries.filter(({ body }) => body !== null);
    expect(readdirSync(folder)).toHaveLength(bodies.length + 1);
    expect(existsSync(join(folder, 'recording.json'))).toBe(true);
  });
});
