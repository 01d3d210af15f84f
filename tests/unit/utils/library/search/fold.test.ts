import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, foldWithOffsets } from '@/utils/library/search/fold';
import { holdsPhrases, holdsWords, marksOf, termsOf } from '@/utils/library/search/query';
import { wordsOf } from '@/utils/library/texts';

describe('fold', () => {
  test.each([
    ['Ångström', 'angstrom'],
    ['Straße', 'strasse'],
    ['İSTANBUL', 'istanbul'],
    ['ΟΔΥΣΣΕΥΣ', 'οδυσσευσ'],
    ['Οδυσσεύς', 'οδυσσευσ'],
    ['e\u0301te\u0301', 'ete'],
    ['ﬁne', 'fine'],
    ['Ｆｕｌｌ', 'full'],
    ['Łódź', 'lodz'],
    ['don’t', "don't"],
    ['שָׁלוֹם', 'שלום'],
    ['a\u00adb\u200bc', 'abc'],
    ['one\ttwo\u00a0three', 'one two three'],
  ])('%s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test.each(['が', '각', 'हिन्दी', 'ไทย', '漢字', '🚀'])('%s keeps its marks: they are letters', (text) => {
    expect(fold(text)).toBe(text.normalize('NFC'));
  });
});

const MARKED: readonly [text: string, query: string, marked: readonly string[]][] = [
  ['Das Café, ein CAFE', 'cafe', ['Café', 'CAFE']],
  ['Straße und strasse', 'strasse', ['Straße', 'strasse']],
  ['Straße', 's', ['S', 'ß']],
  ['cafe\u0301s', 'cafe', ['cafe\u0301']],
  ['🚀 to the mooń 🚀', 'moon', ['mooń']],
  ['İİİ x', 'x', ['x']],
  ['ababab', 'ab', ['ababab']],
  ['one two', 'two one', ['one', 'two']],
  ['one\0two', 'one\0two', ['one', 'two']],
];
describe('marks', () => {
  test.each(MARKED)('%s: %s', (text, query, marked) => {
    const marks = marksOf(text, termsOf(query));
    expect(marks.map(([start, end]) => text.slice(start, end))).toEqual(marked);
  });
});

/** Letters that fold to nothing, to one, to more; marks, halves of pairs, quotes. */
const tricky = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      'a',
      'B',
      ' ',
      '\n',
      'é',
      'e\u0301',
      'ß',
      'İ',
      'ﬃ',
      'Σ',
      'ς',
      '\u00ad',
      '🚀',
      '\ud83d',
      '"',
      'ἄ',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
});

describe('for any text', () => {
  test('both ways of folding agree', () => {
    fc.assert(
      fc.property(tricky, (text) => {
        expect(foldWithOffsets(text).folded).toBe(fold(text));
      }),
    );
  });

  test('a text is found by any part of itself, in either case, where its letters are', () => {
    fc.assert(
      fc.property(tricky, fc.nat(), fc.nat(), fc.boolean(), (text, from, length, isUpper) => {
        const letters = [...text];
        const at = from % (letters.length + 1);
        const part = letters.slice(at, at + 1 + (length % 8)).join('');
        const query = isUpper ? part.toUpperCase() : part;
        const terms = termsOf(`"${query.replaceAll('"', ' ')}"`);
        // Two spaces in the text are no one space, and an upper case may be another letter's.
        fc.pre(terms.all.every((term) => fold(text).includes(term)));
        expect(holdsWords(wordsOf(text), terms) && holdsPhrases(fold(text), terms)).toBe(true);
        for (const [start, end] of marksOf(text, terms)) {
          expect(end).toBeGreaterThan(start);
          const marked = fold(text.slice(start, end));
          expect(terms.all.some((term) => marked.includes(term))).toBe(true);
        }
      }),
    );
  });

  test('words hold what has no space exactly if the text does', () => {
    fc.assert(
      fc.property(tricky, tricky, (text, query) => {
        const terms = termsOf(query.replaceAll('"', ' ').toWellFormed());
        const isIn = terms.all.every((term) => fold(text.toWellFormed()).includes(term));
        expect(holdsWords(wordsOf(text.toWellFormed()), terms)).toBe(isIn);
      }),
    );
  });

  test('marks are in order and none over another', () => {
    fc.assert(
      fc.property(tricky, tricky, (text, query) => {
        let last = -1;
        for (const [start, end] of marksOf(text, termsOf(query))) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeLessThanOrEqual(text.length);
          last = end;
        }
      }),
    );
  });
});
