import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { retryAfterMs, signalOf } from '@/utils/claude/judgement';
import type { AnswerSighting, EndSighting, Sighting } from '@/utils/claude/sighting';
import { SignalSchema } from '@/utils/signals/registry';
import { a } from '../signals/given';

const answer: AnswerSighting = {
  kind: 'response-received',
  at: 5_000,
  id: 'lx-1',
  endpoint: 'send',
  protocol: 'legacy',
  conversationId: null,
  status: 200,
  latencyMs: 640,
  headers: '\n\n\n\n',
  body: '',
};
const end: EndSighting = {
  kind: 'reply-ended',
  at: 5_000,
  id: 'lx-1',
  protocol: 'legacy',
  outcome: 'complete',
  outputBegan: true,
  resets: null,
  how: null,
  what: '',
};

describe('an answer', () => {
  test('that is well', () => {
    expect(signalOf(answer)).toEqual(a('response-received', 5_000, { conversationId: null }));
  });

  test('a repeat is well too', () => {
    expect(signalOf({ ...answer, status: 409 })).toMatchObject({ status: 409, failure: null });
  });

  test.each<[string, Partial<AnswerSighting>, object]>([
    [
      'challenged',
      { status: 403, headers: 'challenge\n\n8e2a91c45f0b1d7c-FRA\n\n' },
      { failure: 'challenge', ray: '8e2a91c45f0b1d7c-FRA' },
    ],
    ['full', { status: 503, headers: '\n20\n\n\n' }, { failure: 'gateway', retryAfterMs: 20_000 }],
    ['with an id', { status: 500, headers: '\n\n\nreq_011F\nx-2' }, { requestId: 'req_011F' }],
    ['with another id', { status: 500, headers: '\n\n\n\nx-2' }, { requestId: 'x-2' }],
    [
      'with an id in its body',
      { status: 500, headers: '\n\n\nreq_1\n', body: '{"request_id":"req_2"}' },
      { requestId: 'req_2' },
    ],
    [
      'overloaded',
      { status: 503, body: '{"error":{"type":"overloaded_error"}}' },
      { failure: 'overloaded', errorType: 'overloaded_error' },
    ],
    ['without a status', { status: null }, { failure: 'other' }],
    [
      'refused with 200 on it',
      { body: '{"type":"error","error":{"type":"overloaded_error"}}' },
      { status: 529, failure: 'overloaded', errorType: 'overloaded_error' },
    ],
    ['a repeat, and says so', { status: 409, body: '{"error":{}}' }, { status: 409, failure: null }],
    ['half an error', { body: '{"type":"error","error":{"type":"over' }, { status: 200, failure: null }],
  ])('that is %s', (_, special, expected) => {
    expect(signalOf({ ...answer, ...special })).toMatchObject(expected);
  });
});

describe('the end of a reply', () => {
  test('that is whole', () => {
    expect(signalOf(end)).toEqual(a('reply-ended', 5_000));
  });

  test('that failed', () => {
    expect(signalOf({ ...end, outcome: 'failed', how: 'class', what: '2' })).toEqual(
      a('reply-ended', 5_000, { outcome: 'failed', failure: 'overloaded' }),
    );
  });

  test('that failed as answers do', () => {
    expect(signalOf({ ...end, outcome: 'failed', how: 'class', what: '15' })).toEqual(
      a('reply-ended', 5_000),
    );
  });

  test.each([
    [1_794_502_800, 1_794_502_800_000],
    [1_794_502_800_000, 1_794_502_800_000],
    ['2026-11-12T18:00:00Z', Date.parse('2026-11-12T18:00:00Z')],
    ['soon', null],
    [{}, null],
    [undefined, null],
  ])('with a limit that ends at %o', (resets, resetsAt) => {
    expect(signalOf({ ...end, resets })).toMatchObject({ resetsAt });
  });

  test('the limit’s own time goes before one that is only near', () => {
    const what = '{"error":{"type":"rate_limit_error","resets_at":1794000000}}';
    const failed = { ...end, outcome: 'failed', how: 'json', what } as const;
    expect(signalOf(failed)).toMatchObject({ resetsAt: 1_794_000_000_000 });
    expect(signalOf({ ...failed, resets: 1_794_502_800 })).toMatchObject({ resetsAt: 1_794_502_800_000 });
  });
});

test('what needs no judging stays as it is', () => {
  expect(signalOf(a('reply-began', 7))).toEqual(a('reply-began', 7));
});

test('nothing of a clue goes further', () => {
  const failed: Sighting[] = [
    { ...answer, status: 500, body: '{"error":{"type":"api_error","message":"secret"}}' },
    { ...end, outcome: 'failed', how: 'json', what: '{"error":{"type":"api_error","message":"secret"}}' },
  ];
  expect(JSON.stringify(failed.map(signalOf))).not.toContain('secret');
});

describe('whatever stands in a failed answer, it is told', () => {
  const parses = (sighting: Sighting): boolean => {
    const json = JSON.stringify(sighting);
    return json.length < 32_000 && SignalSchema.safeParse(signalOf(JSON.parse(json) as Sighting)).success;
  };

  test.each<[string, string]>([
    ['a wait without end', '\nInfinity\n\n\n'],
    ['a wait that is too long for a number', '\n1e309\n\n\n'],
    ['an overlong Ray ID', `\n\n${'a'.repeat(3_000)}\n\n`],
    ['an overlong id', `\n\n\n${'a'.repeat(3_000)}\n`],
    ['another overlong id', `\n\n\n\n${'a'.repeat(3_000)}`],
  ])('%s', (_, headers) => {
    const failed = { ...answer, status: 529, headers };
    expect(parses(failed)).toBe(true);
    expect(signalOf(failed)).toMatchObject({ failure: 'overloaded' });
    expect(SignalSchema.safeParse(signalOf(failed)).success).toBe(true);
  });

  test('a body in which every letter has to be escaped', () => {
    expect(parses({ ...answer, status: 529, body: '\u0001'.repeat(4_000) })).toBe(true);
  });

  test('a reply with overlong names', () => {
    const long = 'a'.repeat(3_000);
    const accepted = a('reply-accepted', 5, { conversationId: long, model: long, requestId: long });
    expect(parses(accepted)).toBe(true);
  });

  test('any headers', () => {
    const value = fc.oneof(fc.string({ maxLength: 3_000, size: 'max' }), fc.double().map(String));
    fc.assert(
      fc.property(fc.array(value, { minLength: 5, maxLength: 5 }), (values) => {
        const signal = signalOf({ ...answer, status: 529, headers: values.join('\n') });
        expect(SignalSchema.safeParse(signal).success).toBe(true);
      }),
      { endOnFailure: true },
    );
  });
});

describe('Retry-After', () => {
  const NOW = Date.parse('2026-11-12T14:02:00Z');
  test.each([
    [null, null],
    ['5', 5_000],
    ['0', 0],
    ['Infinity', 86_400_000],
    ['1e309', 86_400_000],
    ['1.5', 1_500],
    ['-5', null],
    ['soon', null],
    ['Thu, 12 Nov 2026 14:02:30 GMT', 30_000],
    ['Thu, 12 Nov 2026 14:01:30 GMT', null],
  ])('%s', (header, expected) => {
    expect(retryAfterMs(header, NOW)).toBe(expected);
  });

  test('any header: ms, or nothing', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const ms = retryAfterMs(header, NOW);
        expect(ms === null || ms >= 0).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
