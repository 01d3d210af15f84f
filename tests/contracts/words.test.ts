import { expect, it } from 'vitest';
import { codeOf, sources, words } from './source';

const code = [...sources, 'wxt.config.ts'].map(codeOf).join('\n');
const keys = Object.keys(words);

/** All strings in the source: keys themselves, and the ids that keys are put together from. */
const literals = new Set(
  [...code.matchAll(/(['"`])((?:(?!\1)[^\\\n$]){0,80})\1/g)].map(([, , text = '']) => text),
);
const plain = (text: string): string => text.toLowerCase().replaceAll(/[-\s]/g, '_');
const parts = new Set([
  ...[...literals].map(plain),
  ...[...code.matchAll(/^\s*(\w+):/gm)].map(([, name = '']) => plain(name)),
]);

/** `evidence_${key}`: the fixed beginning and end of keys that are put together. */
const templates = [...code.matchAll(/`([a-z]+_[a-z_]*)\$\{(?:[^{}`]|\{[^}]*\})*\}([a-z_]*)`/g)].map(
  ([, head = '', tail = '']) => ({ head, tail }),
);

const isPutTogether = (key: string): boolean =>
  templates.some(({ head, tail }) => {
    const fits = key.startsWith(head) && key.endsWith(tail) && key.length > head.length + tail.length;
    return fits && parts.has(key.slice(head.length, key.length - tail.length));
  });

it('every key says something, and tells translators what it is for', () => {
  expect(keys.filter((key) => !words[key]?.message || !words[key]?.description)).toEqual([]);
});

it('no words are left over', () => {
  const unused = keys.filter(
    (key) => !literals.has(key) && !code.includes(`__MSG_${key}__`) && !isPutTogether(key),
  );
  expect(unused, 'nothing in the source uses these keys').toEqual([]);
});

it('every t(…) finds its words', () => {
  const asked = [...code.matchAll(/\bt\(\s*'(\w+)'/g)].map(([, key = '']) => key);
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.filter((key) => !(key in words))).toEqual([]);
});
