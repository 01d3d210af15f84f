import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { built, TARGETS } from './build';
import { codeOf, read, sources } from './source';

interface Row {
  readonly name: string;
  readonly cells: readonly string[];
  readonly path: string;
}

const PAGE = read('docs/permissions.md');
const [, atInstall = '', atClick = ''] = PAGE.split(/^## .*$/m);

const rowsOf = (section: string): Row[] =>
  [...section.matchAll(/^\| `([^`]+)` *\|(.*)\|$/gm)].map(([, name = '', rest = '']) => {
    const cells = rest.split(' | ').map((cell) => cell.trim());
    return { name, cells, path: cells[1]?.replaceAll('`', '') ?? '' };
  });

const names = (section: string): Set<string> => new Set(rowsOf(section).map(({ name }) => name));
const ROWS = [...rowsOf(atInstall), ...rowsOf(atClick)];

const manifests = TARGETS.map((target) => JSON.parse(built(target, 'manifest.json').toString()));
const asked = (...keys: string[]): Set<string> =>
  new Set(manifests.flatMap((manifest) => keys.flatMap((key) => manifest[key] ?? [])));

it('the page lists what the manifests ask for, and nothing else', () => {
  expect(names(atInstall)).toEqual(asked('permissions', 'host_permissions'));
  expect(names(atClick)).toEqual(asked('optional_permissions', 'optional_host_permissions'));
});

describe.each(ROWS)('$name', ({ name, cells, path }) => {
  it('says why, where, and what is lost without it', () => {
    expect(cells).toHaveLength(3);
    for (const cell of cells) expect(cell.length).toBeGreaterThan(5);
    expect(existsSync(path), path).toBe(true);
  });

  it('is used there and nowhere else', () => {
    // The browser's object of that name; where there is none, the file is the one that needs it.
    if (!/^[a-z]+$/i.test(name) || name === 'unlimitedStorage') return;
    const object = new RegExp(`\\bbrowser(?: as [^)]*\\))?\\.${name}\\b|\\{ ${name} \\} = browser\\b`);
    expect(sources.filter((one) => object.test(codeOf(one)))).toEqual([path]);
  });
});

it('names what is not asked for', () => {
  const all = [
    ...asked('permissions', 'optional_permissions', 'host_permissions', 'optional_host_permissions'),
  ];
  const [, not = ''] = PAGE.split("## What isn't asked for");
  const named = [...not.matchAll(/`([^`]+)`/g)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'webRequest');
  expect(named.length).toBeGreaterThan(5);
  expect(all.filter((one) => named.includes(one))).toEqual([]);
  expect(all).not.toContain('webRequestBlocking');
});
