import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { completionReader } from '@/utils/claude/completion-stream';
import { sseEvents } from '@/utils/claude/sse-events';
import { bytesOf, cutAt, cuts, damaged } from './chunks';
import { NOW, told } from './told';

const whole = bytesOf(readFileSync('tests/fixtures/claude/completion.sse.txt', 'utf8'));
const factsOf = (...chunks: Uint8Array[]) => {
  const facts: object[] = [];
  const read = completionReader((fact) => facts.push(told(fact)));
  for (const chunk of chunks) read(chunk);
  return facts;
};
const event = (name: string, data: object): Uint8Array =>
  bytesOf(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);

const WHOLE = [
  {
    fact: 'accepted',
    conversationId: null,
    model: 'claude-sonnet-4-6',
    requestId: 'req_011FbQmC7tRkYw2xJvLs9dPa',
  },
  ...Array.from({ length: 4 }, () => ({ fact: 'output' })),
  { fact: 'complete' },
];

describe('a whole reply', () => {
  test('in one piece', () => expect(factsOf(whole)).toEqual(WHOLE));

  test.each(['\r\n', '\r'])('with line ends of another kind', (lineEnd) => {
    const text = new TextDecoder().decode(whole).replaceAll('\n', lineEnd);
    expect(factsOf(bytesOf(text))).toEqual(WHOLE);
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
    ['an ended session', error('authentication_error'), [failed('signed-out', 401)]],
    ['an error of the account', error('billing_error'), [failed('limit', 402)]],
    ['an error that is not Claude’s', error('invalid_request_error'), [failed('other', 400)]],
    ['an unknown model', error('not_found_error', 'model: claude-opus-9'), [failed('model', 404)]],
    ['an error of next year', error('tired_error'), [failed('server', 500)]],
    ['an error that says nothing', event('error', {}), [failed('server', 500)]],
    ['an error that is no JSON', bytesOf('event: error\ndata: Overloaded\n\n'), [failed('server', 500)]],
    [
      'too long',
      error('invalid_request_error', 'prompt is too long: 210000 tokens'),
      [failed('length', 400)],
    ],
    ['stop: error', event('message_delta', { delta: { stop_reason: 'error' } }), [failed('server', null)]],
    ['stop: end of turn', event('message_delta', { delta: { stop_reason: 'end_turn' } }), []],
    ['stop: length of one message', event('message_delta', { delta: { stop_reason: 'max_tokens' } }), []],
    ...['refusal', 'cyber_refusal', 'prompt_injection_risk', 'tool_use_limit', 'user_canceled', null].map(
      (reason): [string, Uint8Array, object[]] => [
        `stop: ${reason}`,
        event('message_delta', { delta: { stop_reason: reason } }),
        [],
      ],
    ),
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
    expect(factsOf(limit)).toEqual([{ ...failed('limit', 429), resetsIn: 1_794_502_800_000 - NOW }]);
  });

  test('an error without an event name, as this endpoint once sent it', () => {
    expect(factsOf(bytesOf('data: {"error":{"type":"overloaded_error"}}\n\n'))).toEqual([
      failed('overloaded', 529),
    ]);
  });

  test('an error that is as long as a book is still one', () => {
    const text = JSON.stringify({ error: { type: 'overloaded_error', message: 'x'.repeat(90_000) } });
    expect(factsOf(bytesOf(`event: error\ndata: ${text}\n\n`))).toEqual([failed('server', 500)]);
  });

  test('text that looks like an event is text', () => {
    const text = event('content_block_delta', { delta: { text: '\nevent: error\ndata: {}\n\n' } });
    expect(factsOf(text)).toEqual([{ fact: 'output' }]);
  });
});

describe('a stream that names no events', () => {
  const nameless = bytesOf(new TextDecoder().decode(whole).replaceAll(/^event: .*\n/gm, ''));

  test('says the same', () => expect(factsOf(nameless)).toEqual(WHOLE));

  test('cut anywhere', () => {
    fc.assert(
      fc.property(cuts, (places) => {
        expect(factsOf(...cutAt(nameless, places))).toEqual(WHOLE);
      }),
      { numRuns: 400 },
    );
  });

  test.each<[string, string, object[]]>([
    ['a type that is not the first', '{"index":0,"type":"content_block_delta"}', [{ fact: 'output' }]],
    ['no space', '{"type":"message_stop"}', [{ fact: 'complete' }]],
    ['a sign of life', '{"type": "ping"}', []],
    ['another thing', '{"hello":1}', []],
    ['no object', '[1]', []],
    ['an old piece of text', '{"completion":" Hi","stop_reason":null}', [{ fact: 'output' }]],
    [
      'the last of the old pieces',
      '{"completion":"","type":"completion","stop_reason":"stop_sequence"}',
      [{ fact: 'output' }, { fact: 'complete' }],
    ],
    [
      'an error',
      '{"type":"error","error":{"type":"overloaded_error"}}',
      [{ fact: 'failed', scope: 'turn', failure: 'overloaded', status: 529 }],
    ],
  ])('%s', (_, data, expected) => {
    expect(factsOf(bytesOf(`data: ${data}\n\n`))).toEqual(expected);
    expect(factsOf(bytesOf(`data:${data}\n\n`))).toEqual(expected);
  });

  test('text that names a type is text', () => {
    const data = JSON.stringify({ type: 'content_block_delta', delta: { text: '{"type":"error"}' } });
    expect(factsOf(bytesOf(`data: ${data}\n\n`))).toEqual([{ fact: 'output' }]);
  });
});

describe('the old events', () => {
  const piece = (completion: string, stop: string | null) =>
    event('completion', { completion, stop_reason: stop, messageLimit: { type: 'within_limit' } });

  test('a reply', () => {
    expect(factsOf(piece(' The', null), piece(' tower', null), piece('', 'stop_sequence'))).toEqual([
      ...Array.from({ length: 3 }, () => ({ fact: 'output' })),
      { fact: 'complete' },
    ]);
  });

  test('text that tells why something stopped is text', () => {
    expect(factsOf(piece('"stop_reason":"end_turn"', null))).toEqual([{ fact: 'output' }]);
  });
});

test('no delta is opened, named or not', () => {
  const parse = vi.spyOn(JSON, 'parse');
  const delta = '{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"}}';
  factsOf(bytesOf(`event: content_block_delta\ndata: ${delta}\n\ndata: ${delta}\n\n`.repeat(50)));
  expect(parse).not.toHaveBeenCalled();
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

  test('\\r at the end of a chunk ends its line, whatever comes', () => {
    expect(read('event: kept\r', '\ndata: 1\r', '\n\r', '\n')).toEqual([['kept', '1']]);
    expect(read('event: kept\rdata: 1\r\r')).toEqual([['kept', '1']]);
    expect(read('event: kept\r\ndata: 1\r\n\r')).toEqual([['kept', '1']]);
  });

  test('an empty chunk comes between the halves of \\r\\n', () => {
    expect(read('event: kept\r\ndata: 1\r', '', '\ndata: 2\r', '\n\r', '', '\n')).toEqual([['kept', '12']]);
  });

  test('a stream without line ends, in tiny pieces, costs no more than its length', () => {
    const feed = sseEvents(() => true, vi.fn());
    const startedAt = performance.now();
    for (let count = 0; count < 250_000; count += 1) feed('sixteen letters.');
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });

  test('the rest of a line that was too long is not a line', () => {
    expect(read(`data: ${'x'.repeat(200_001)}`, 'event: kept\n\n')).toEqual([]);
  });

  test('data that never ends does not fill the memory', () => {
    const lines = Array.from({ length: 400 }, () => `data: ${'x'.repeat(9_999)}\n`);
    const [, data = ''] = read('event: kept\n', ...lines, '\n')[0] ?? [];
    expect(data.length).toBeLessThan(250_000);
  });

  test.each(['\n', '\r\n', '\r'])(
    'a line that is too long is passed over, wherever it is cut (%j)',
    (end) => {
      const text = ['event: kept', `data: ${'x'.repeat(200_001)}`, 'data: 1', '', ''].join(end);
      const once = read(text, ' ');
      expect(once).toEqual([['kept', '1']]);
      const long = text.indexOf('data: 1') - end.length;
      for (const at of [20, 150_000, long - 1, long, long + 1, long + 2, text.length - 1])
        expect(read(text.slice(0, at), text.slice(at), ' ')).toEqual(once);
    },
  );

  test('a line without an end does not fill the memory, and what follows is read', () => {
    const long = Array.from({ length: 30 }, () => 'x'.repeat(10_000));
    expect(read('event: kept\ndata: ', ...long, '\n\nevent: kept\ndata: 2\n\n').at(-1)).toEqual([
      'kept',
      '2',
    ]);
  });
});
