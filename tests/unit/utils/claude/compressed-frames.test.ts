import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import plain from '@/tests/fixtures/claude/timeline-frames.json';
import rows from '@/tests/fixtures/claude/timeline-frames-compressed.json';
import { frameOpener, frameReader } from '@/utils/claude/connect-frames';
import { timelineReader } from '@/utils/claude/timeline-stream';
import { bytesOf, cutAt, cuts, fromHex } from './chunks';
import { told } from './told';
import { field, frame, joined } from './wire';

/** Says when it has been heard, because what is compressed is opened later. */
const LAST = fromHex(plain.find(({ name }) => name === 'limit reached')?.hex ?? '');
const LAST_FACT = { fact: 'limit', resetsAt: 1_794_502_800_000 };

async function factsOf(...chunks: Uint8Array[]): Promise<object[]> {
  const facts: object[] = [];
  await new Promise<void>((resolve) => {
    const read = timelineReader((fact) => {
      const one = told(fact);
      if (fact.fact === 'limit') resolve();
      else facts.push(one);
    });
    for (const chunk of [...chunks, LAST]) read(chunk);
  });
  return facts;
}

test.each(rows)('$name', async ({ hex, facts }) => {
  expect(await factsOf(fromHex(hex))).toEqual(facts);
});

const mixed = rows.flatMap((row, index) => [row, plain[index] ?? row]);
const all = fromHex(mixed.map(({ hex }) => hex).join(''));
const ALL = mixed.flatMap<object>(({ facts }) => facts);

test('in the order of the stream, between frames that are not compressed', async () => {
  expect(await factsOf(all)).toEqual(ALL);
});

test('cut anywhere: the same facts', async () => {
  await fc.assert(
    fc.asyncProperty(cuts, async (places) => {
      expect(await factsOf(...cutAt(all, places))).toEqual(ALL);
    }),
    { numRuns: 40 },
  );
});

test('what is not compressed is told at once', () => {
  const tell = vi.fn();
  timelineReader(tell)(fromHex(plain.find(({ name }) => name === 'output')?.hex ?? ''));
  expect(tell).toHaveBeenCalledTimes(1);
});

test('the ordinary path comes back after a compressed frame', async () => {
  const heard: string[] = [];
  const open = frameOpener((payload) => heard.push(new TextDecoder().decode(payload)));
  const [packed, next] = frameReader()(joined(frame(gzipSync('one'), 1), frame(bytesOf('two'))));
  if (!packed || !next) throw new Error('frames are missing');
  open(packed);
  open(next);
  expect(heard).toEqual([]);
  await vi.waitFor(() => expect(heard).toEqual(['one', 'two']));
  await new Promise((resolve) => setTimeout(resolve));
  open(next);
  expect(heard).toEqual(['one', 'two', 'two']);
});

describe('bounds', () => {
  const output = field(1, field(2, field(2, 'Hi')));

  test('a small frame that unpacks to a huge one is not opened', async () => {
    const bomb = frame(gzipSync(joined(output, field(1, new Uint8Array(20_000_000)))), 1);
    expect(bomb.length).toBeLessThan(60_000);
    expect(await factsOf(bomb, frame(output))).toEqual([{ fact: 'output' }]);
  }, 30_000);

  test('no more is kept waiting than one frame may hold', async () => {
    const opened: number[] = [];
    const open = frameOpener((payload) => opened.push(payload.length));
    open({ compressed: true, end: false, payload: new Uint8Array(gzipSync('x')) });
    for (let count = 0; count < 100; count += 1)
      open({ compressed: false, end: false, payload: new Uint8Array(1_000_000) });
    await vi.waitFor(() => expect(opened.length).toBeGreaterThan(1));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(opened.length).toBeLessThanOrEqual(17);
  });

  test('a listener that throws holds nobody up', async () => {
    const heard: string[] = [];
    const open = frameOpener((payload) => {
      heard.push(new TextDecoder().decode(payload));
      throw new Error('no');
    });
    const payload = new Uint8Array(gzipSync('one'));
    open({ compressed: true, end: false, payload });
    open({ compressed: true, end: false, payload });
    await vi.waitFor(() => expect(heard).toEqual(['one', 'one']));
  });
});

test('a browser that can’t unpack hears what is not compressed', async () => {
  vi.resetModules();
  vi.stubGlobal('DecompressionStream', undefined);
  const { timelineReader: reader } = await import('@/utils/claude/timeline-stream');
  const facts: object[] = [];
  const read = reader((fact) => facts.push(told(fact)));
  read(fromHex(rows[1]?.hex ?? ''));
  read(LAST);
  await vi.waitFor(() => expect(facts).toEqual([LAST_FACT]));
  vi.unstubAllGlobals();
});
