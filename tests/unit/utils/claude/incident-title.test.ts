import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isHeldOut } from '@/tests/eval/held-out';
import rows from '@/tests/fixtures/status/incident-titles.json';
import { readTitle } from '@/utils/claude/incident-title';
import { modelName } from '@/utils/claude/model-name';
import { SURFACES } from '@/utils/claude/surfaces';

interface Row {
  readonly title: string;
  /** How many incidents of May to September 2026 bore it; 0 for a title of our own. */
  readonly times: number;
  readonly models: readonly string[] | 'many';
  readonly others: boolean;
  readonly surfaces: readonly string[];
}
const labelled = rows as readonly Row[];

const sorted = (names: readonly string[] | 'many') =>
  names === 'many' ? names : [...names].sort((a, b) => (a < b ? -1 : 1));
const isRight = ({ title, models, others, surfaces }: Row): boolean => {
  const read = readTitle(title);
  const got = [sorted(read.models), read.andOthers, sorted(read.surfaces)];
  return JSON.stringify(got) === JSON.stringify([sorted(models), others, sorted(surfaces)]);
};
const shareOf = (some: readonly Row[]): number => some.filter(isRight).length / some.length;

describe('titles of incidents, labelled by hand', () => {
  const real = labelled.filter(({ times }) => times > 0);
  const held = labelled.filter(isHeldOut);

  test.each([
    ['those seen while the parser was written', real.filter((row) => !isHeldOut(row))],
    ['the other half', real.filter(isHeldOut)],
    ['titles of our own, the half that was hidden', held.filter(({ times }) => times === 0)],
    ['titles of our own, the half that was seen', labelled.filter((row) => !row.times && !isHeldOut(row))],
  ])('%s', (_, some) => {
    const wrong = some.filter((row) => !isRight(row)).map(({ title }) => ({ title, ...readTitle(title) }));
    expect(some.length).toBeGreaterThan(10);
    expect(shareOf(some), JSON.stringify(wrong)).toBeGreaterThanOrEqual(0.95);
  });
});

test('any text at all is read, quickly, and gives names in their one notation', () => {
  const words = fc.constantFrom(
    ...[
      'Claude',
      'Opus',
      '4.7',
      '48',
      'and',
      ',',
      '&',
      'models',
      'many',
      'all',
      'API',
      'Code',
      '.ai',
      '(',
      '/',
    ],
  );
  const title = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.array(words, { maxLength: 40 }).map((all) => all.join(' ')),
  );
  fc.assert(
    fc.property(title, (text) => {
      const { models, surfaces } = readTitle(text);
      if (models !== 'many') for (const model of models) if (modelName(model) !== model) return false;
      return (
        surfaces.every((surface) => SURFACES.includes(surface)) && new Set(surfaces).size === surfaces.length
      );
    }),
    { numRuns: 100_000 },
  );
}, 30_000);

test('a title of a million characters takes no time', () => {
  for (const part of ['Opus 4.7, ', 'Claude ', 'models and ', '4.', 'a']) {
    const before = performance.now();
    readTitle(part.repeat(100_000));
    expect(performance.now() - before).toBeLessThan(50);
  }
});

test('separators without a version behind them take no time', () => {
  for (const part of [' , ', ' and ', ' / ', ' & , ', '  ,']) {
    const before = performance.now();
    expect(readTitle(`Opus 4${part.repeat(17)}`).models).toEqual(['Opus 4']);
    expect(performance.now() - before).toBeLessThan(50);
  }
  expect(readTitle('Opus 4.7 , 4.8 /, and 5 are slow').models).toEqual(['Opus 4.7', 'Opus 4.8', 'Opus 5']);
});
