/** What the stores are told is what is built. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ASKED_HOSTS } from '@/scripts/content-policy';
import { built, TARGETS } from './build';
import { read, words } from './source';

const LISTING = read('docs/store/listing.md');
const NOTES = read('docs/store/reviewer-notes.md');

const wordsOf = (key: string): string => words[key]?.message ?? '';

/** The text below a heading, to the next one. */
const section = (text: string, heading: string): string =>
  (text.split(`\n## ${heading}\n`)[1] ?? '').split('\n## ')[0]?.trim() ?? '';

/** Cells of a table's rows, without their quotes. */
const rowsOf = (text: string): string[][] =>
  [...text.matchAll(/^\| (.+) \|$/gm)]
    .map(([, row = '']) => row.split(' | ').map((cell) => cell.trim().replaceAll('`', '')))
    .filter(([first = '']) => !/^-+$/.test(first))
    .slice(1);

describe('the listing', () => {
  it('has the name and the summary of the package, which fit into the stores', () => {
    const summary = section(LISTING, 'Summary').split('\n')[0] ?? '';
    expect(section(LISTING, 'Name')).toBe(wordsOf('extName'));
    expect(summary).toBe(wordsOf('extDescription'));
    expect(summary.length).toBeLessThanOrEqual(132);
    expect(LISTING).toContain(`(${summary.length} of 132 characters.`);
  });

  it('gives a reason for each permission and host, and for no other', () => {
    const asked = TARGETS.flatMap((target) => {
      const manifest = JSON.parse(built(target, 'manifest.json').toString()) as Record<string, string[]>;
      const { permissions, optional_permissions, host_permissions, optional_host_permissions } = manifest;
      return [permissions, optional_permissions, host_permissions, optional_host_permissions].flatMap(
        (some) => some ?? [],
      );
    });
    const rows = rowsOf(section(LISTING, 'Permissions, and why'));
    const named = rows.map(([name = '']) => name.replace(' (Chrome)', ''));
    expect(new Set(named)).toEqual(new Set(asked));
    for (const [name, , why = ''] of rows) expect(why.length, `why ${name}`).toBeGreaterThan(40);
  });

  it('names pictures that are there, in the size that the store wants', () => {
    const rows = rowsOf(section(LISTING, 'Pictures'));
    expect(rows.length).toBeGreaterThanOrEqual(5);
    for (const [file = '', size] of rows) {
      const header = readFileSync(file).subarray(16, 24);
      expect(`${header.readUInt32BE(0)} × ${header.readUInt32BE(4)}`, file).toBe(size);
    }
  });
});

it('the privacy policy names every host that may be asked, and no other', () => {
  const table = section(read('docs/privacy.md'), 'What leaves your machine');
  const named = [...table.matchAll(/`((?:[\w-]+\.)+[\w-]+)`/g)].map(([, host]) => host);
  expect(new Set(named)).toEqual(new Set(ASKED_HOSTS));
});

it('the version of the package has its entry in the changelog, and its ZIPs their names in the notes', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  expect(read('CHANGELOG.md')).toMatch(
    new RegExp(`^## ${version.replaceAll('.', '\\.')} \\(\\d{4}-\\d\\d-\\d\\d\\)$`, 'm'),
  );
  for (const name of ['chrome', 'firefox']) expect(NOTES).toContain(`lifeline-${version}-${name}.zip`);
});
