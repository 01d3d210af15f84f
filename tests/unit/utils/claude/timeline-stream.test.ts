import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import rows from '@/tests/fixtures/claude/timeline-frames.json';
import { frameReader } from '@/utils/claude/connect-frames';
import { timelineReader } from '@/utils/claude/timeline-stream';
import { cutAt, cuts, damaged, fromHex } from './chunks';
import { told } from './told';
import { field, frame, joined } from './wire';

const factsOf = (...chunks: Uint8Array[]) => {
  const facts: object[] = [];
  const read = timelineReader((fact) => facts.push(told(fact)));
  for (const chunk of chunks) read(chunk);
  return facts;
};
const all = fromHex(rows.map(({ hex }) => hex).join(''));
const ALL = rows.flatMap<object>(({ facts }) => facts);

test.each(rows)('$name', ({ hex, facts }) => {
  expect(factsOf(fromHex(hex))).toEqual(facts);
});

describe('cut anywhere', () => {
  test('the same facts', () => {
    fc.assert(
      fc.property(cuts, (places) => {
        expect(factsOf(...cutAt(all, places))).toEqual(ALL);
      }),
      { numRuns: 400 },
    );
  });

  test('byte by byte', () => {
    expect(factsOf(...[...all].map((byte) => new Uint8Array([byte])))).toEqual(ALL);
  });

  test('chunks that are windows on a larger buffer', () => {
    const buffer = new Uint8Array(all.length + 20);
    buffer.set(all, 10);
    expect(factsOf(buffer.subarray(10, 400), buffer.subarray(400, 10 + all.length))).toEqual(ALL);
  });
});

describe('bytes of any kind', () => {
  test('damaged frames', () => {
    fc.assert(
      fc.property(damaged(all), cuts, (bytes, places) => {
        factsOf(...cutAt(bytes, places));
      }),
      { numRuns: 1_000 },
    );
  });

  test('noise in a proper frame', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: 3 }), (payload, flags) => {
        factsOf(new Uint8Array([flags, 0, 0, 0, payload.length, ...payload]));
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('a large frame', () => {
  const running = field(1, field(1, field(2, joined(field(1, 'c'), field(3, 2)))));
  const event = (payload: Uint8Array) => frame(field(1, payload));

  test('of few fields, such as a long chat, is read', () => {
    const long = event(field(1, joined(field(2, field(3, 2)), field(40, new Uint8Array(3_000_000)))));
    expect(factsOf(long)).toMatchObject([{ fact: 'accepted' }]);
  });

  test('of millions of fields costs little, says nothing, and the next is read', () => {
    const many = new Uint8Array(12_000_000).fill(0).map((_, index) => (index % 2 ? 0 : 15 * 8));
    const frames = [event(field(1, joined(field(2, field(3, 2)), many))), frame(running)];
    const startedAt = process.cpuUsage(); // on a busy machine the clock says little
    const facts = factsOf(...frames);
    expect(process.cpuUsage(startedAt).user / 1_000).toBeLessThan(250);
    expect(facts).toMatchObject([{ fact: 'accepted', conversationId: 'c' }]);
  });
});

describe('frames', () => {
  const sized = (flags: number, size: number): Uint8Array => {
    const bytes = new Uint8Array(size + 5);
    bytes[0] = flags;
    new DataView(bytes.buffer).setUint32(1, size);
    return bytes;
  };

  test('their flags', () => {
    const read = frameReader();
    const flags = [0, 1, 2, 3].flatMap((value) => read(sized(value, 1)));
    expect(flags.map(({ compressed, end }) => [compressed, end])).toEqual([
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ]);
  });

  test('an empty one', () => {
    expect(frameReader()(sized(0, 0))).toMatchObject([{ payload: new Uint8Array() }]);
  });

  test('a large one that comes in small pieces', () => {
    const read = frameReader();
    const large = sized(0, 3_000_000);
    const found = [];
    for (let at = 0; at < large.length; at += 1_400) found.push(...read(large.subarray(at, at + 1_400)));
    expect(found.map(({ payload }) => payload.length)).toEqual([3_000_000]);
    expect(read(sized(2, 4))).toMatchObject([{ end: true, payload: new Uint8Array(4) }]);
  });

  test('after one that no event is as large as, the rest of the stream is left unread', () => {
    const read = frameReader();
    expect(read(new Uint8Array([...sized(0, 3), 0, 1, 255, 255, 255]))).toHaveLength(1);
    expect(read(new Uint8Array(1_000_000))).toEqual([]);
    expect(read(sized(2, 4))).toEqual([]);
  });
});
