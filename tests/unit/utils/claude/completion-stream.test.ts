import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completionReader } from '@/utils/claude/completion-stream';
import { sseEvents } from '@/utils/claude/sse-events';
import { bytesOf, cutAt, cuts, damaged } from './chunks';

const whole = bytesOf(readFileSync('tests/fixtures/claude/completion.sse.txt', 'utf8'));
const factsOf = (...chunks: Uint8Array[]) => {
  const reader = completionReader();
  return chunks.flatMap((chunk) => reader.push(chunk));
};
const event = (name: string, data: object): Uint8Array =>
  bytesOf(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);

const WHOLE = [
  { fact: 'accepted', conversationId: null, model: 'claude-sonnet-4-6' },
  ...Array.from({ length: 4 }, () => ({ fact: 'output' })),
  { fact: 'complete' },
];

describe('a whole reply', () => {
  test('in one piece', () => expect(factsOf(whole)).toEqual(WHOLE));

  test.each(['\r\n', '\r'])('with line ends of another kind', (lineEnd) => {
    const text = new TextDecoder().decode(whole).replaceAll('\n', lineEnd);
    expect(factsOf(bytesOf(text), bytesOf('\n'))).toEqual(WHOLE);
  });

  test('cut anywhere, also inside a letter', () => {
    fc.assert(
      fc.property(cuts, (places) => {
        expect(factsOf(...cutAt(whole, places))).toEqual(WHOLE);
      }),
      { numRuns: 400 },
    );
  });

  test('cut anywhere with \\r\\n', () => {
    const windows = bytesOf(new TextDecoder().decode(whole).replaceAll('\n', '\r\n'));
    fc.assert(
      fc.property(cuts, (places) => {
        expect(factsOf(...cutAt(windows, places))).toEqual(WHOLE);
      }),
      { numRuns: 200 },
    );
  });

  test('a name that is cut inside a letter', () => {
    const start = event('message_start', { message: { model: 'claude-größe-日本' } });
    const bytes = [...start].map((byte) => new Uint8Array([byte]));
    expect(factsOf(...bytes)).toEqual([
      { fact: 'accepted', conversationId: null, model: 'claude-größe-日本' },
    ]);
  });

  test('byte by byte', () => {
    expect(factsOf(...[...whole].map((byte) => new Uint8Array([byte])))).toEqual(WHOLE);
  });
});

describe('what an event says', () => {
  const error = (type: string, message = 'no') => event('error', { type: 'error', error: { type, message } });
  const failed = (failure: string, status: number | null) => ({
    fact: 'failed',
    scope: 'turn',
    failure,
    status,
  });
  test.each<[string, Uint8Array, object[]]>([
    ['ping', event('ping', { type: 'ping' }), []],
    ['tool approval', event('tool_approval', { type: 'tool_approval' }), []],
    ['compaction', event('compaction_status', { status: 'compacting' }), []],
    ['the start of a block', event('content_block_start', { index: 0, content_block: { type: 'text' } }), []],
    ['an event of next year', event('later', { type: 'later' }), []],
    [
      'start without a model',
      event('message_start', { message: {} }),
      [{ fact: 'accepted', conversationId: null, model: null }],
    ],
    ['overloaded', error('overloaded_error'), [failed('overloaded', 529)]],
    ['a server error', error('api_error'), [failed('server', 500)]],
    ['a time-out', error('timeout_error'), [failed('gateway', 504)]],
    ['a limit', error('rate_limit_error'), [failed('limit', 429)]],
    [
      'too long',
      error('invalid_request_error', 'prompt is too long: 210000 tokens'),
      [failed('length', 500)],
    ],
    ['stop: error', event('message_delta', { delta: { stop_reason: 'error' } }), [failed('server', null)]],
    ['stop: end of turn', event('message_delta', { delta: { stop_reason: 'end_turn' } }), []],
    ['stop: length of one message', event('message_delta', { delta: { stop_reason: 'max_tokens' } }), []],
    ['stop: refusal', event('message_delta', { delta: { stop_reason: 'refusal' } }), []],
    ['stop: unheard of', event('message_delta', { delta: { stop_reason: 'tired' } }), []],
    [
      'within the limit',
      event('message_limit', { message_limit: { type: 'within_limit', resetsAt: null } }),
      [],
    ],
    [
      'limit reached',
      event('message_limit', { message_limit: { type: 'exceeded_limit', resetsAt: 1_794_502_800 } }),
      [{ fact: 'limit', resetsAt: 1_794_502_800_000 }],
    ],
    [
      'limit reached, no time',
      event('message_limit', { message_limit: { type: 'exceeded_limit', resetsAt: null } }),
      [{ fact: 'limit', resetsAt: null }],
    ],
  ])('%s', (_, bytes, expected) => {
    expect(factsOf(bytes)).toEqual(expected);
  });

  test('an error that names when a limit ends', () => {
    const limit = event('error', { error: { type: 'rate_limit_error', resets_at: 1_794_502_800 } });
    expect(factsOf(limit)).toEqual([{ fact: 'limit', resetsAt: 1_794_502_800_000 }, failed('limit', 429)]);
  });

  test('an error without an event name, as this endpoint once sent it', () => {
    expect(factsOf(bytesOf('data: {"error":{"type":"overloaded_error"}}\n\n'))).toEqual([
      failed('overloaded', 529),
    ]);
  });

  test('text that looks like an event is text', () => {
    const text = event('content_block_delta', { delta: { text: '\nevent: error\ndata: {}\n\n' } });
    expect(factsOf(text)).toEqual([{ fact: 'output' }]);
  });
});

describe('bytes of any kind', () => {
  test('damaged replies', () => {
    fc.assert(
      fc.property(damaged(whole), cuts, (bytes, places) => {
        factsOf(...cutAt(bytes, places));
      }),
      { numRuns: 1_000 },
    );
  });

  test('noise', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 10 }), (chunks) => {
        factsOf(...chunks);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the lines', () => {
  const read = (...texts: string[]) => {
    const events: [string, string][] = [];
    const feed = sseEvents(
      (name) => name === 'kept',
      (name, data) => events.push([name, data]),
    );
    for (const text of texts) feed(text);
    return events;
  };

  test('data is kept only for what is asked for', () => {
    expect(read('event: kept\ndata: {"a":1}\n\nevent: passed\ndata: {"b":2}\n\n')).toEqual([
      ['kept', '{"a":1}'],
      ['passed', ''],
    ]);
  });

  test('comments, ids and blank lines are nothing', () => {
    expect(read(': hello\n\n\nid: 7\nretry: 100\n\nevent: kept\nid: 8\ndata: 1\n\n')).toEqual([
      ['kept', '1'],
    ]);
  });

  test('an event that is not over yet waits', () => {
    expect(read('event: kept\ndata: 1\n')).toEqual([]);
  });

  test('\\r at the end of a chunk is not yet a line', () => {
    expect(read('event: kept\r', '\ndata: 1\r', '\n\r', '\n')).toEqual([['kept', '1']]);
  });

  test('the rest of a line that was too long is not a line', () => {
    expect(read(`data: ${'x'.repeat(200_001)}`, 'event: kept\n\n')).toEqual([]);
  });

  test('a line without an end does not fill the memory, and what follows is read', () => {
    const long = Array.from({ length: 30 }, () => 'x'.repeat(10_000));
    expect(read('event: kept\ndata: ', ...long, '\n\nevent: kept\ndata: 2\n\n').at(-1)).toEqual([
      'kept',
      '2',
    ]);
  });
});
