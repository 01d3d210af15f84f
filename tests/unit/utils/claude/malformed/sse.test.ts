import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completionReader } from '@/utils/claude/completion-stream';
import { bytesOf, cutAt, damaged } from '../chunks';
import { told } from '../told';

const INPUTS = 100_000;
const TIMEOUT = 60_000;

const factsOf = (chunks: readonly Uint8Array[]): object[] => {
  const facts: object[] = [];
  const read = completionReader((fact) => facts.push(told(fact)));
  for (const chunk of chunks) read(chunk);
  return facts;
};

const places = fc.array(fc.nat({ max: 4_000 }), { maxLength: 6, size: 'max' });

/** What a stream is made of, in any order. */
const PIECES = [
  ...['event: ', 'event:', 'data: ', 'data:', 'id: 1', ': ', 'retry: 3', '\n', '\n\n', '\r', '\r\n', ' '],
  ...['message_start', 'content_block_delta', 'message_delta', 'message_limit', 'message_stop', 'error'],
  ...[
    'completion',
    'ping',
    '{"type":"',
    '{"type": "error"',
    '"}',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    '\\u00',
  ],
  ...['"error":{"type":"overloaded_error"}', '"delta":{"stop_reason":"error"}', '"stop_reason":"x"', 'null'],
  ...[
    '"message_limit":{"type":"exceeded_limit","resetsAt":',
    '1e999',
    '-0',
    '"message":{"model":7}',
    '\uFEFF',
    '🗼',
  ],
];
const pieces = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 24, size: 'max' })
  .map((parts) => bytesOf(parts.join('')));

const whole = readFileSync('tests/fixtures/claude/completion.sse.txt', 'utf8');
const events = whole.split('\n\n').map((event) => bytesOf(`${event}\n\n`));
const brokenEvent = fc.constantFrom(...events).chain((event) => damaged(event));

test.each([
  ['pieces of streams', pieces],
  ['events with bytes changed', brokenEvent],
  ['any bytes', fc.uint8Array({ maxLength: 80, size: 'max' })],
])(
  `${INPUTS} inputs, ${'%s'}: no throw, and the same facts wherever they are cut`,
  (_, input) => {
    fc.assert(
      fc.property(input, places, (bytes, cuts) => {
        const once = factsOf([bytes]);
        if (once.length > bytes.length) throw new Error('more facts than bytes');
        expectSame(factsOf(cutAt(bytes, cuts)), once);
      }),
      { numRuns: INPUTS },
    );
  },
  TIMEOUT,
);

/** `expect` costs more than all the rest of a run. */
function expectSame(found: object[], expected: object[]): void {
  if (JSON.stringify(found) !== JSON.stringify(expected)) expect(found).toEqual(expected);
}
