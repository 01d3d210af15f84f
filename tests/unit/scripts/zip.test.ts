import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { zipOf } from '@/scripts/zip';

const entry = fc.record({
  path: fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,8}){0,2}\.[a-z]{2,4}$/),
  bytes: fc.uint8Array({ maxLength: 300 }),
});
const entries = fc.uniqueArray(entry, { selector: ({ path }) => path, minLength: 1, maxLength: 12 });

it('holds each file, whatever the order in which they were found, in the same bytes', () => {
  fc.assert(
    fc.property(entries, (given) => {
      const zip = zipOf(given);
      expect(zipOf([...given].reverse())).toEqual(zip);
      const files = unzipSync(zip);
      for (const { path, bytes } of given) expect(files[path]).toEqual(bytes);
      expect(Object.keys(files)).toEqual(given.map(({ path }) => path).sort());
    }),
  );
});

it('holds no time of its own', () => {
  const zip = zipOf([{ path: 'manifest.json', bytes: new Uint8Array([123, 125]) }]);
  const view = new DataView(zip.buffer);
  // Midnight of 1980-01-01 in the format of DOS.
  expect([view.getUint16(10, true), view.getUint16(12, true)]).toEqual([0, 0x21]);
});
