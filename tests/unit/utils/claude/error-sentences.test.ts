import { expect, test } from 'vitest';
import { knownSentence } from '@/utils/claude/error-sentences';

test.each([
  ['as it is', "This response didn't load.", "This response didn't load."],
  ['typographic apostrophes and no full stop', 'This response didn’t load', "This response didn't load."],
  ['broken over lines', ' Claude will\n  return soon ', 'Claude will return soon'],
])('%s', (_, text, expected) => {
  expect(knownSentence(text)).toBe(expected);
});

test.each([
  'Renamed to “Something went wrong”',
  'Something went wrong with Anna. Please try again.',
  'This response didn’t load. Dear Anna, …',
  '',
])('%j is none of the page’s own', (text) => {
  expect(knownSentence(text)).toBeNull();
});
