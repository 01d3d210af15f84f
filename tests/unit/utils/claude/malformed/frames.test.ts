import fc from 'fast-check';
import { expect, test } from 'vitest';
import rows from '@/tests/fixtures/claude/timeline-frames.json';
import { frameReader } from '@/utils/claude/connect-frames';
import { timelineReader } from '@/utils/claude/timeline-stream';
import { cutAt, damaged, fromHex } from '../chunks';
import { told } from '../told';
import { field, frame, joined } from '../wire';

const INPUTS = 100_000;
const TIMEOUT = 60_000;

const factsOf = (chunks: readonly Uint8Array[]): object[] => {
  const facts: object[] = [];
  const read = timelineReader((fact) => facts.push(told(fact)));
  for (const chunk of chunks) read(chunk);
  return facts;
};

const places = fc.array(fc.nat({ max: 1_000 }), { maxLength: 6, size: 'max' });
/** Compressed frames are opened later: they have a test of their own. */
const flags = fc.constantFrom(0, 0, 0, 2, 4, 252);

/** Field numbers that mean something, and some that don't. */
const numbers = fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 10, 11, 16, 17, 20, 22, 31, 35, 57, 61, 500);
const leaf = fc.oneof(
  fc.constantFrom<number | string>(0, 1, 2, 3, 5, 10, 15, 529, 2 ** 40, '', 'overloaded_error', 'c-1', 'ÿ'),
  fc.uint8Array({ maxLength: 6, size: 'max' }),
);
const { event } = fc.letrec<{ event: Uint8Array; value: number | string | Uint8Array }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('event')),
  event: fc
    .array(fc.tuple(numbers, tie('value')), { maxLength: 4, size: 'max' })
    .map((fields) => joined(...fields.map(([number, value]) => field(number, value)))),
}));
const events = fc
  .array(fc.tuple(flags, event), { minLength: 1, maxLength: 3 })
  .map((list) => joined(...list.map(([flag, payload]) => frame(field(1, payload), flag))));

const brokenFrame = fc.constantFrom(...rows.map(({ hex }) => fromHex(hex))).chain((bytes) =>
  damaged(bytes).map((copy) => {
    copy[0] = (copy[0] ?? 0) & ~1;
    return copy;
  }),
);
const anyFrame = fc
  .tuple(flags, fc.uint8Array({ maxLength: 60, size: 'max' }))
  .map(([flag, payload]) => frame(payload, flag));

test.each<[string, fc.Arbitrary<Uint8Array>]>([
  ['events that no server sends', events],
  ['frames with bytes changed', brokenFrame],
  ['any bytes in a proper frame', anyFrame],
])(
  `${INPUTS} inputs, ${'%s'}: no throw, and the same facts wherever they are cut`,
  (_, input) => {
    fc.assert(
      fc.property(input, places, (bytes, cuts) => {
        const once = factsOf([bytes]);
        const cut = factsOf(cutAt(bytes, cuts));
        if (JSON.stringify(cut) !== JSON.stringify(once)) expect(cut).toEqual(once);
      }),
      { numRuns: INPUTS },
    );
  },
  TIMEOUT,
);

const heldBytes = (): number => process.memoryUsage().arrayBuffers;

test('a frame that claims to be large takes no memory before it comes', () => {
  const head = frame(new Uint8Array()).slice();
  new DataView(head.buffer).setUint32(1, 15_900_000);
  const before = heldBytes();
  const readers = Array.from({ length: 100 }, () => frameReader());
  for (const read of readers) read(head);
  expect(heldBytes() - before).toBeLessThan(2_000_000);
});

test('what follows a frame that is too large is not kept', () => {
  const read = frameReader();
  read(new Uint8Array([0, 255, 255, 255, 255]));
  const chunk = new Uint8Array(1_000_000);
  const before = heldBytes();
  for (let count = 0; count < 100; count += 1) expect(read(chunk)).toEqual([]);
  expect(heldBytes() - before).toBeLessThan(5_000_000);
});
