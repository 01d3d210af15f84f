import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldsOf, message, messages, number, string } from '@/utils/claude/protobuf';
import { bytesOf } from './chunks';

const bytes = (...list: number[]) => new Uint8Array(list);

test.each<[string, Uint8Array, number, number]>([
  ['one byte', bytes(0x08, 0x07), 1, 7],
  ['two bytes', bytes(0x08, 0x91, 0x04), 1, 529],
  ['field 31', bytes(0xf8, 0x01, 0x03), 31, 3],
  ['a unix time', bytes(0x10, 0x90, 0xfd, 0xd1, 0xd7, 0x06), 2, 1_794_408_080],
  ['the last one counts', bytes(0x08, 0x01, 0x08, 0x02), 1, 2],
  ['absent is 0', bytes(0x10, 0x05), 1, 0],
  ['after a fixed64', bytes(0x11, 1, 2, 3, 4, 5, 6, 7, 8, 0x08, 0x05), 1, 5],
  ['after a fixed32', bytes(0x15, 1, 2, 3, 4, 0x08, 0x05), 1, 5],
  ['after a text', bytes(0x12, 0x02, 0x61, 0x62, 0x08, 0x05), 1, 5],
  ['after ten bytes of -1', bytes(0x10, ...Array(9).fill(0xff), 0x01, 0x08, 0x05), 1, 5],
])('number: %s', (_, input, field, expected) => {
  expect(number(input, field)).toBe(expected);
});

test('texts and nested messages', () => {
  const inner = bytesOf('Größe');
  const outer = bytes(0x0a, inner.length, ...inner, 0x12, 0x02, 0x08, 0x09);
  expect(string(outer, 1)).toBe('Größe');
  expect(string(outer, 3)).toBeNull();
  expect(number(message(outer, 2) ?? bytes(), 1)).toBe(9);
  expect(message(outer, 3)).toBeUndefined();
});

test('repeated messages, all of them', () => {
  expect(messages(bytes(0x0a, 1, 65, 0x0a, 0, 0x0a, 1, 66), 1)).toEqual([bytes(65), bytes(), bytes(66)]);
});

test.each<[string, Uint8Array]>([
  ['a length beyond the end', bytes(0x0a, 0x7f, 0x01)],
  ['a number that never ends', bytes(0x08, 0xff, 0xff)],
  ['a group, which nobody uses', bytes(0x0b, 0x01)],
  ['a key alone', bytes(0x0a)],
])('%s ends the reading', (_, input) => {
  expect([...fieldsOf(input)].every(({ bytes: found }) => found === undefined)).toBe(true);
});

test('any bytes: it ends, and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), fc.nat({ max: 40 }), (input, field) => {
      expect([...fieldsOf(input)].length).toBeLessThanOrEqual(input.length);
      number(input, field);
      string(input, field);
      messages(input, field);
    }),
    { numRuns: 3_000 },
  );
});
