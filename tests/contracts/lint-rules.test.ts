import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const BANNED = [
  "globalThis.eval('text');",
  'document.body.innerHTML = location.hash;',
  'document.body.outerHTML = location.hash;',
  "document.body.insertAdjacentHTML('beforeend', location.hash);",
  'document.write(location.hash);',
  'document.createRange().createContextualFragment(location.hash);',
  'export const made: unknown = new Function(location.hash);',
  'await import(location.hash);',
  'export const view = <p dangerouslySetInnerHTML={{ __html: location.hash }} />;',
];
const OURS = ["await import('./CauseText');", 'document.body.textContent = location.hash;'];

/** The first are the linter's own rules, the last is scripts/text-as-code.grit. */
const RULES = /Tried\.tsx:(\d+):\d+ (?:lint\/security\/\w+|plugin)/g;

let folder: string;
let refused: number[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lifeline-lint-'));
  for (const path of ['biome.json', 'scripts/text-as-code.grit']) cpSync(path, join(folder, path));
  mkdirSync(join(folder, 'components'));
  writeFileSync(join(folder, 'components/Tried.tsx'), `${[...BANNED, ...OURS].join('\n')}\n`);
  const args = [
    resolve('node_modules/@biomejs/biome/bin/biome'),
    'lint',
    '--vcs-enabled=false',
    'components',
  ];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  refused = [...(stdout + stderr).matchAll(RULES)].map(([, line]) => Number(line));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each(BANNED)('the linter refuses %s', (code) => {
  expect(refused).toContain(BANNED.indexOf(code) + 1);
});

it('and lets pass what is ours', () => {
  expect(refused.filter((line) => line > BANNED.length)).toEqual([]);
});
