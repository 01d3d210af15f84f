import fc from 'fast-check';
import { expect, test } from 'vitest';
import { modelName } from '@/utils/claude/model-name';

test.each([
  ['claude-opus-4-7', 'Opus 4.7'],
  ['claude-sonnet-4-5-20250929', 'Sonnet 4.5'],
  ['claude-3-5-sonnet-20241022', 'Sonnet 3.5'],
  ['claude-3-7-sonnet-latest', 'Sonnet 3.7'],
  ['claude-fable-5', 'Fable 5'],
  ['Claude Opus 4.7', 'Opus 4.7'],
  ['Opus 4.7', 'Opus 4.7'],
  ['Sonnet 4.6 Extended', 'Sonnet 4.6'],
  ['Haiku', 'Haiku'],
  ['', null],
  ['4.7', null],
  [null, null],
] as const)('%j is %j', (raw, name) => {
  expect(modelName(raw)).toBe(name);
});

test('a name stays what it is, and anything at all is taken', () => {
  fc.assert(
    fc.property(fc.string(), (raw) => {
      const name = modelName(raw);
      expect(modelName(name)).toBe(name);
    }),
    { numRuns: 5_000 },
  );
});
