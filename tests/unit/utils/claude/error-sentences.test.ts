import { expect, test } from 'vitest';
import { knownSentence, sentenceIn } from '@/utils/claude/error-sentences';

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

test.each([
  ['alone', "This response didn't load.", "This response didn't load."],
  [
    'on a line',
    'Opus 4.7\nSomething went wrong. Please try again.\n14:02',
    'Something went wrong. Please try again.',
  ],
  [
    'before what differs each time',
    "You've hit your limit for Claude messages. Your limit resets at 3 PM.",
    "You've hit your limit for Claude messages.",
  ],
  [
    'the longer one',
    'Something went wrong. Please try again. Dear Anna',
    'Something went wrong. Please try again.',
  ],
])('a notice is told by its sentence: %s', (_, words, expected) => {
  expect(sentenceIn(words)).toBe(expected);
});

test.each([
  'Dear Anna, something went wrong.',
  'Renamed to “Failed to fetch”',
  'Something went wrong with Anna',
  '',
])('%j is not told at all', (words) => expect(sentenceIn(words)).toBeNull());
