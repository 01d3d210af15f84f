import { expect, test } from 'vitest';
import { switchModel } from '@/utils/fixes/switch-model';
import { context, knowing, stepsOf } from './given';

test('opens the menu and points at the better model; switches nothing', () => {
  expect(stepsOf(switchModel, knowing({ fallback: 'Sonnet 5' }))).toEqual([
    { verb: 'open-model-menu', model: 'Sonnet 5' },
  ]);
});

test.each([
  ['nobody knows a better one', context(), false],
  ['waiting is better', knowing({ fallback: null }), false],
  ['there is one', knowing({ fallback: 'Sonnet 5' }), true],
  ['the page itself fails', knowing({ fallback: 'Sonnet 5' }, { failed: 'document' }), false],
])('%s', (_, given, expected) => {
  expect(switchModel.available(given)).toBe(expected);
});
