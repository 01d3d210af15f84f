import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { read } from './source';

const PAGE = read('docs/threat-model.md');
const tables = [...PAGE.matchAll(/^\| (?!Threat|-)(.+)\|$/gm)].map(([, row = '']) =>
  row.split(' | ').map((cell) => cell.trim()),
);
const named = tables.flatMap(([threat = '', , tests = '']) =>
  tests.split('<br>').map((one) => {
    const [, path = '', name = ''] = /^`([^`]+)` › (.+)$/.exec(one) ?? [];
    return { threat, path, name };
  }),
);

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const isTest = (path: string, name: string): boolean =>
  new RegExp(`\\(\\s*(?:"${escaped(name)}"|'${escaped(name)}'|\`${escaped(name)}\`),`).test(read(path));

it.each([
  'The page',
  'Other extensions and other sites',
  'Witnesses',
  'Hostile chats',
  'Hostile backups',
  'The network',
])('there is a chapter on %s', (chapter) => {
  expect(PAGE).toContain(`## ${chapter}\n`);
});

describe.each(tables.map(([threat = '', held = '', tests = '']) => ({ threat, held, tests })))(
  '$threat',
  ({ held, tests }) => {
    it('says what holds it, and which test would fail', () => {
      expect(held.length).toBeGreaterThan(10);
      expect(tests).toMatch(/^`tests\/[^`]+` › ./);
    });
  },
);

it.each(named)('$path › $name', ({ path, name }) => {
  expect(existsSync(path), path).toBe(true);
  expect(isTest(path, name)).toBe(true);
});

it('a test that is not there is missed', () => {
  expect(isTest('tests/e2e/security.test.ts', 'no such test')).toBe(false);
});
