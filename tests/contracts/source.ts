/** The source as text, for rules about the source. Paths are relative to the repository. */
import { globSync, readFileSync } from 'node:fs';

const FOLDERS = '{entrypoints,components,utils}';

export const sources: readonly string[] = globSync(`${FOLDERS}/**/*.{ts,tsx}`)
  .map((path) => path.replaceAll('\\', '/'))
  .sort();

export const read = (path: string): string => readFileSync(path, 'utf8');

/** Without comments; a `//` inside a string, as in an address, stays. */
export const codeOf = (path: string): string =>
  read(path)
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/(^|\s)\/\/.*$/gm, '');

export interface Import {
  /** As written. */
  readonly name: string;
  /** `utils/claude/urls` for our own files, without the ending; the package's name otherwise. */
  readonly target: string;
  /** Nothing of it is left in the built code. */
  readonly typeOnly: boolean;
}

const FROM = /^\s*(?:import|export)\s+(type\s)?([^;'"]*?)\s*from\s+['"]([^'"]+)['"]/gm;
const BARE = /(?:^\s*import\s+|\bimport\()['"]([^'"]+)['"]/gm;

export function importsOf(path: string): readonly Import[] {
  const code = codeOf(path);
  const from = [...code.matchAll(FROM)].map(([, type, names = '', name = '']) => ({
    name,
    target: targetOf(path, name),
    typeOnly: type !== undefined || allTypes(names),
  }));
  const bare = [...code.matchAll(BARE)].map(([, name = '']) => ({
    name,
    target: targetOf(path, name),
    typeOnly: false,
  }));
  return [...from, ...bare];
}

/** `{ type A, type B }` */
const allTypes = (names: string): boolean =>
  names.startsWith('{') &&
  names
    .slice(1, -1)
    .split(',')
    .every((one) => one.trim() === '' || one.trim().startsWith('type '));

function targetOf(path: string, name: string): string {
  if (name.startsWith('@/')) return name.slice(2);
  if (!name.startsWith('.')) return name;
  const { pathname } = new URL(name, `file:///${path}`);
  return pathname.slice(1);
}

export const isOurs = ({ target }: Import): boolean => /^(entrypoints|components|utils)\//.test(target);

/** The file behind an import of ours; undefined for styles and the like. */
const fileOf = (target: string): string | undefined =>
  sources.find((path) => path === `${target}.ts` || path === `${target}.tsx` || path === target);

/** Everything that a file brings with it at run time. */
export function reached(from: string): string[] {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    for (const one of importsOf(path)) {
      if (one.typeOnly || seen.has(one.target)) continue;
      seen.add(one.target);
      const file = fileOf(one.target);
      if (file) visit(file);
    }
  };
  visit(from);
  return [...seen];
}

export const nameOf = (path: string): string => path.replace(/^.*\//, '').replace(/\.tsx?$/, '');

export const snake = (id: string): string => id.replaceAll('-', '_');

export interface Message {
  readonly message: string;
  readonly description?: string;
}

export const words: Readonly<Record<string, Message>> = JSON.parse(read('public/_locales/en/messages.json'));
