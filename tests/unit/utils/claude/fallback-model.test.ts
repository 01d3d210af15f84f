import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fallbackFor } from '@/utils/claude/fallback-model';
import { modelName } from '@/utils/claude/model-name';

const MENU = ['Opus 4.7', 'Opus 4.6', 'Opus 4.10', 'Sonnet 4.6', 'Sonnet 5', 'Haiku 4.5', 'Fable 5'];
const without = (...gone: string[]): string[] =>
  MENU.filter((name) => !gone.some((one) => name.startsWith(one)));

test.each<[string, readonly string[], string | null]>([
  ['Opus 4.7', MENU, 'Opus 4.10'],
  ['Opus 4.10', MENU, 'Opus 4.7'],
  ['claude-opus-4-7', MENU, 'Opus 4.10'],
  ['Opus 4.7', without('Opus 4.6', 'Opus 4.10'), 'Sonnet 5'],
  ['Opus', MENU, 'Sonnet 5'],
  ['Opus 4.7', ['Opus 4.7', 'Haiku 4.5'], 'Haiku 4.5'],
  ['Opus 4.7', ['Opus 4.7'], null],
  ['Opus 4.7', [], null],
  ['Sonnet 5', MENU, 'Sonnet 4.6'],
  ['Sonnet 5', without('Sonnet'), 'Haiku 4.5'],
  ['Sonnet 5', without('Sonnet', 'Haiku'), 'Opus 4.10'],
  ['Haiku 4.5', MENU, 'Sonnet 5'],
  ['Haiku 4.5', without('Sonnet'), 'Opus 4.10'],
  ['Fable 5', MENU, 'Opus 4.10'],
  ['Fable 5', ['Fable 5', 'claude-sonnet-4-6'], 'Sonnet 4.6'],
  ['', MENU, null],
])('%s of %j falls back to %s', (model, known, expected) => {
  expect(fallbackFor(model, known)).toBe(expected);
});

test('never the failing one, never one that is not there', () => {
  const name = fc.constantFrom(...MENU, 'claude-opus-4-7', '???', 'Opus', '4.7');
  fc.assert(
    fc.property(name, fc.array(name), (model, known) => {
      const chosen = fallbackFor(model, known);
      return chosen === null || (chosen !== modelName(model) && known.map(modelName).includes(chosen));
    }),
    { numRuns: 10_000 },
  );
});
