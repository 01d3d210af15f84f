import { expect, test } from 'vitest';
import { byteSize } from '@/components/library/byte-size';

test.each([
  [0, '0 byte'],
  [999, '999 byte'],
  [1000, '1 kB'],
  [1_234_000, '1.2 MB'],
  [45_600_000, '46 MB'],
  [7e12, '7,000 GB'],
])('%d', (bytes, words) => {
  expect(byteSize(bytes, 'en')).toBe(words);
});
