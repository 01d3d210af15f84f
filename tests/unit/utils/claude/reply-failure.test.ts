import { describe, expect, test } from 'vitest';
import { judgeReply } from '@/utils/claude/reply-failure';
import type { ReplyClue } from '@/utils/claude/sighting';
import { NOW } from './told';
import { field, joined } from './wire';

const lettersOf = (...parts: readonly Uint8Array[]): string => String.fromCharCode(...joined(...parts));
const judge = (how: ReplyClue['how'], what = '') => judgeReply({ how, what }, NOW);
const json = (body: object) => judge('json', JSON.stringify(body));
const stop = (...parts: Uint8Array[]) => judge('stop-details', lettersOf(...parts));
const streamError = (...parts: Uint8Array[]) => judge('stream-error', lettersOf(...parts));

/** The schema's names, with what each is to the user. */
const CLASSES: readonly [number, string, string][] = [
  [1, 'RATE_LIMIT', 'limit'],
  [2, 'OVERLOADED', 'overloaded'],
  [3, 'AUTHENTICATION_FAILED', 'signed-out'],
  [4, 'PERMISSION_DENIED', 'other'],
  [5, 'NOT_FOUND', 'other'],
  [6, 'INVALID_REQUEST', 'other'],
  [7, 'REQUEST_TOO_LARGE', 'length'],
  [8, 'CONTEXT_EXCEEDED', 'length'],
  [9, 'MODEL_GATED', 'model'],
  [10, 'SERVER_ERROR', 'server'],
  [11, 'CONTENT_FILTER_BLOCKED', 'content'],
  [12, 'SPEND_LIMIT', 'limit'],
  [13, 'CREDITS_REQUIRED', 'limit'],
  [14, 'EXECUTOR_SILENT', 'server'],
  [15, 'MAX_OUTPUT_TOKENS', 'answer'],
  [16, 'EXECUTION_STOPPED', 'answer'],
  [17, 'TURN_LIMIT_REACHED', 'answer'],
  [18, 'WORKER_LOST', 'server'],
  [19, 'INTERRUPTED', 'cut'],
  [20, 'CONCURRENCY_LIMIT', 'limit'],
  [21, 'WORKSPACE_FAILED', 'server'],
  [22, 'SEND_REFUSED', 'content'],
  [23, 'SIGN_IN_REQUIRED', 'signed-out'],
  [24, 'DEVICE_VERIFICATION_REQUIRED', 'signed-out'],
  [26, 'PERMISSION_MODE_REQUIRED', 'other'],
];

describe.each(CLASSES)('ErrorClass %i %s', (number, _, expected) => {
  const outcome = expected === 'answer' ? 'complete' : 'failed';
  const failure = expected === 'answer' ? null : expected;

  test('in the message', () => expect(stop(field(1, number))).toMatchObject({ outcome, failure }));
  test('in the conversation', () => expect(judge('class', `${number}`)).toMatchObject({ outcome, failure }));
  test('in an error of the stream', () => {
    const api = field(11, field(1, number));
    expect(streamError(field(1, 'api_error'), api)).toMatchObject({ outcome, failure });
  });
});

test.each([0, 25, 27, 4_000])('ErrorClass %i is not in the schema: something failed', (number) => {
  expect(stop(field(1, number))).toMatchObject({ outcome: 'failed', failure: 'server', status: null });
});

describe('529, 500 and 503 are told apart', () => {
  const cases: [number, string][] = [
    [500, 'server'],
    [502, 'gateway'],
    [503, 'gateway'],
    [504, 'gateway'],
    [520, 'gateway'],
    [526, 'gateway'],
    [529, 'overloaded'],
  ];
  test.each(cases)('%i in the message is %s', (status, failure) => {
    for (const number of [0, 10, 18])
      expect(stop(field(1, number), field(2, status))).toMatchObject({ failure, status });
  });
  test.each(cases)('%i in an error of the stream is %s', (status, failure) => {
    const api = field(11, joined(field(1, 10), field(2, status)));
    expect(streamError(field(1, 'api_error'), api)).toMatchObject({ failure, status });
  });

  test('a server error stays one, whatever 4xx stands beside it', () => {
    expect(stop(field(1, 18), field(2, 400))).toMatchObject({ failure: 'server', status: 400 });
  });
});

describe('JSON', () => {
  test.each<[string, string, number]>([
    ['overloaded_error', 'overloaded', 529],
    ['api_error', 'server', 500],
    ['timeout_error', 'gateway', 504],
    ['rate_limit_error', 'limit', 429],
    ['billing_error', 'limit', 402],
    ['permission_error', 'other', 403],
    ['constructor', 'server', 500],
    ['__proto__', 'server', 500],
  ])('%s, as the public API names it', (type, failure, status) => {
    expect(json({ type: 'error', error: { type } })).toMatchObject({ outcome: 'failed', failure, status });
  });

  test.each<[string, string, number]>([
    ['unavailable', 'gateway', 503],
    ['internal', 'server', 500],
    ['unknown', 'server', 500],
    ['data_loss', 'server', 500],
    ['deadline_exceeded', 'gateway', 504],
    ['resource_exhausted', 'limit', 429],
    ['unauthenticated', 'signed-out', 401],
    ['permission_denied', 'other', 403],
    ['unimplemented', 'other', 501],
  ])('%s, as Connect names it', (code, failure, status) => {
    expect(json({ error: { code } })).toMatchObject({ outcome: 'failed', failure, status });
  });

  test('a call that the page gave up is no failure', () => {
    expect(json({ error: { code: 'canceled' } })).toMatchObject({ outcome: 'stopped', failure: null });
  });

  test('a limit, with its time', () => {
    const message = JSON.stringify({ type: 'exceeded_limit', resetsAt: 1_794_502_800 });
    expect(json({ error: { type: 'rate_limit_error', message } })).toMatchObject({
      failure: 'limit',
      resetsAt: 1_794_502_800_000,
    });
  });
});

test('a limit of a stream ends in so many seconds', () => {
  const limit = joined(field(1, 90), field(2, 'concurrents'));
  expect(streamError(field(1, 'rate_limit_error'), field(5, limit))).toEqual({
    outcome: 'failed',
    failure: 'limit',
    status: 429,
    resetsAt: NOW + 90_000,
  });
});

test.each(['stale_parent', 'invalid_leaf_target', 'ccrproxy_branch_send_unsupported'])(
  'a mutation refused as %s is no outage, wherever the word stands',
  (word) => {
    const asType = field(1, field(1, word));
    const asCode = field(1, joined(field(1, 'invalid_request_error'), field(7, field(10, word))));
    const asMessage = field(1, field(2, word));
    for (const error of [asType, asCode, asMessage])
      expect(judge('mutation-error', lettersOf(error))).toMatchObject({ failure: 'other', status: 400 });
  },
);

test('what was only said to have failed is the server’s', () => {
  expect(judge('none')).toEqual({ outcome: 'failed', failure: 'server', status: null, resetsAt: null });
  expect(judge('known', 'length')).toMatchObject({ failure: 'length', status: null });
});
