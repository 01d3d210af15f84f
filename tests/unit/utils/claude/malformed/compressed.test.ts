import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import rows from '@/tests/fixtures/claude/timeline-frames-compressed.json';
import { timelineReader } from '@/utils/claude/timeline-stream';
import { cutAt, damaged, fromHex } from '../chunks';
import { told } from '../told';
import { field, frame, joined } from '../wire';

/** Many in one stream, because each has to be waited for. */
const PER_STREAM = 100;
const STREAMS = 1_000;
const TIMEOUT = 90_000;

/** A limit is in none of the inputs: hearing it says that all before it has been opened. */
const LAST = frame(field(1, field(4, joined(field(1, 3), field(2, 4_242)))));

const readAll = (chunks: readonly Uint8Array[]): Promise<object[]> =>
  new Promise((resolve) => {
    const facts: object[] = [];
    const read = timelineReader((fact) => {
      if (fact.fact === 'limit' && fact.resets === 4_242) resolve(facts);
      else facts.push(told(fact));
    });
    for (const chunk of [...chunks, LAST]) read(chunk);
  });

const packed = rows.map(({ hex }) => fromHex(hex).slice(5));
const flags = fc.constantFrom(1, 3, 0, 2);
const payload = fc.oneof(
  fc.constantFrom(...packed.filter(({ length }) => length > 0)).chain((bytes) => damaged(bytes)),
  fc.uint8Array({ maxLength: 30, size: 'max' }),
  fc.uint8Array({ maxLength: 30, size: 'max' }).map((bytes) => new Uint8Array(gzipSync(bytes))),
);
const stream = fc.array(fc.tuple(flags, payload), { minLength: PER_STREAM, maxLength: PER_STREAM });

test(
  `${STREAMS * PER_STREAM} malformed frames: no throw, nobody waits for ever, the same facts wherever they are cut`,
  async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    await fc.assert(
      fc.asyncProperty(
        stream,
        fc.array(fc.nat(), { maxLength: 9 }),
        fc.nat({ max: 9 }),
        async (list, cuts, dice) => {
          const bytes = joined(...list.map(([flag, body]) => frame(body, flag)));
          const found = await readAll(cutAt(bytes, cuts));
          if (dice === 0) expect(found).toEqual(await readAll([bytes]));
        },
      ),
      { numRuns: STREAMS, endOnFailure: true },
    );
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  },
  TIMEOUT,
);
