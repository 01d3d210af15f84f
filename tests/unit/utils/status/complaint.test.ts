import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isHeldOut } from '@/tests/eval/held-out';
import rows from '@/tests/fixtures/status/complaints.json';
import { complains, type Place } from '@/utils/status/complaint';

interface Row {
  readonly place: Place;
  readonly complains: boolean;
  readonly title: string;
}
const labelled = rows as readonly Row[];

describe.each([
  ['the half that was seen', labelled.filter((row) => !isHeldOut(row))],
  ['the other half', labelled.filter(isHeldOut)],
])('%s', (_, some) => {
  const counted = some.filter(({ title, place }) => complains(title, place));
  const meant = some.filter((row) => row.complains);
  const both = counted.filter((row) => row.complains);

  test('what counts is a complaint', () => {
    const wrong = counted.filter((row) => !row.complains).map(({ title }) => title);
    expect(both.length / counted.length, JSON.stringify(wrong, null, 1)).toBeGreaterThanOrEqual(0.95);
  });
  test('a complaint counts', () => {
    const missed = meant.filter((row) => !counted.includes(row)).map(({ title }) => title);
    expect(both.length / meant.length, JSON.stringify(missed, null, 1)).toBeGreaterThanOrEqual(0.95);
  });
});

test('any text at all is read, quickly', () => {
  const words = fc.constantFrom(
    'claude',
    'down',
    'is',
    '500',
    'error',
    ',',
    '?',
    '[',
    ']',
    'a',
    'the',
    '🙂',
    'ﬃ',
  );
  const title = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.array(words, { maxLength: 60 }).map((all) => all.join(' ')),
  );
  fc.assert(
    fc.property(
      title,
      fc.constantFrom<Place>('claude', 'any'),
      (text, place) => typeof complains(text, place) === 'boolean',
    ),
    { numRuns: 100_000 },
  );
}, 60_000);

test('a title of a million characters takes no time', () => {
  for (const part of ['claude ', 'is down', 'just all now ', '500 ', 'the \n', '[', ' - ', 'a'])
    for (const place of ['claude', 'any'] as const) {
      const before = performance.now();
      complains(part.repeat(200_000), place);
      expect(performance.now() - before).toBeLessThan(50);
    }
});
