/** Words about the project that are no longer true: each path, script and link that a document names is there. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const DOCUMENTS = globSync([
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'docs/**/*.md',
  'tests/{stage,eval,fixtures/recorded}/README.md',
])
  .map((path) => path.replaceAll('\\', '/'))
  .sort();

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

/** Beginning with one of our folders, and nothing of a sentence behind it; `<name>` stands for any. */
const PATHS =
  /(?<![\w./@-])(?:entrypoints|components|utils|public|scripts|tests|docs|\.ci)\/[\w./<>*{},-]*[\w/>*}]/g;
const LINKS = /\]\(([^)\s#]+)(?:#([^)\s]*))?\)|\]\(#([^)\s]+)\)/g;
const SCRIPTS = /\bnpm (?:run ([a-z][\w:-]*)|(start|test)\b)/g;

const textOf = (document: string): string => readFileSync(document, 'utf8');
const found = (document: string, pattern: RegExp) => [...textOf(document).matchAll(pattern)];

const isThere = (path: string): boolean => {
  const pattern = path.replaceAll(/<[^>]*>/g, '*');
  return /[*{]/.test(pattern) ? globSync(pattern).length > 0 : existsSync(pattern);
};

/** As GitHub makes it of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
const anchorsIn = (document: string): string[] =>
  [...textOf(document).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));

describe.each(DOCUMENTS)('%s', (document) => {
  it('names files and folders that are there', () => {
    const paths = new Set(found(document, PATHS).map(([path]) => path));
    expect([...paths].filter((path) => !isThere(path))).toEqual([]);
  });
  it('names scripts that package.json has', () => {
    const named = new Set(found(document, SCRIPTS).map(([, script, own]) => script ?? own ?? ''));
    expect([...named].filter((name) => !(name in scripts))).toEqual([]);
  });
  it('links to what is there', () => {
    const broken = found(document, LINKS).filter(([, path, anchor, here]) => {
      if (path && /^[a-z]+:/.test(path)) return false;
      const target = path ? join(dirname(document), path) : document;
      const wanted = anchor ?? here;
      return (
        !existsSync(target) ||
        (wanted !== undefined && target.endsWith('.md') && !anchorsIn(target).includes(wanted))
      );
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });
});

it('every document is read', () => {
  expect(DOCUMENTS).toEqual(
    expect.arrayContaining([
      'README.md',
      'CONTRIBUTING.md',
      'docs/architecture.md',
      'docs/adding-a-detector.md',
      'docs/when-claude-changes.md',
    ]),
  );
});

it('the README links to each page of the docs, or a page that it links to does', () => {
  const linked = new Set<string>();
  const follow = (document: string): void => {
    for (const [, path = ''] of found(document, LINKS)) {
      const target = join(dirname(document), path);
      if (!path || /^[a-z]+:/.test(path) || linked.has(target) || !existsSync(target)) continue;
      linked.add(target);
      if (target.endsWith('.md')) follow(target);
    }
  };
  follow('README.md');
  const pages = DOCUMENTS.filter((path) => path.startsWith('docs/') || path === 'CONTRIBUTING.md');
  expect(
    pages.filter((path) => !linked.has(path)),
    'nobody finds them',
  ).toEqual([]);
});
