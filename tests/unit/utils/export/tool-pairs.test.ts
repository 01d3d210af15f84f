import { expect, test } from 'vitest';
import cases from '@/tests/fixtures/conversations/tool-pairs.json';
import { isLoose } from '@/utils/export/fields';
import { type Pair, pairTools } from '@/utils/export/tool-pairs';

const queryOf = (use: unknown): unknown => (isLoose(use) && isLoose(use.input) ? use.input.query : null);

const short = (pair: Pair): unknown[][] =>
  'block' in pair ? [] : [[queryOf(pair.use), pair.result?.content ?? null]];

test.each(cases)('$name', ({ content, pairs }) => {
  expect(pairTools(content).flatMap(short)).toEqual(pairs);
});
