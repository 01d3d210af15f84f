import { describe, expect, test } from 'vitest';
import { signalOf } from '@/utils/claude/judgement';
import { meaningOf } from '@/utils/claude/notice-words';
import { judgeReply } from '@/utils/claude/reply-failure';
import type { VerdictId } from '@/utils/diagnosis/severity';
import type { Signal } from '@/utils/signals/types';
import { assessed } from '../../entrypoints/background/given';
import { a } from '../signals/given';

const START = [a('page-loaded', 0), a('page-context', 1), a('request-started', 1_000)];
const LATER = 60_000;

const refusal = (status: number, type: string, code?: string): Signal =>
  signalOf({
    kind: 'response-received',
    ...{
      at: 1_700,
      id: 'lx-1',
      endpoint: 'send',
      protocol: 'legacy',
      conversationId: null,
      status,
      latencyMs: 700,
    },
    headers: '\n\n\n\n',
    body: JSON.stringify({ type: 'error', error: { type, message: 'no', details: { error_code: code } } }),
  });
const inStream = (type: string, code?: string): Signal => {
  const what = JSON.stringify({ error: { type, message: 'no', details: { error_code: code } } });
  return a('reply-ended', 1_700, { outputBegan: false, ...judgeReply({ how: 'json', what }, 1_700) });
};
const words = (text: string): Signal => a('banner', 1_800, { meaning: meaningOf(text), hasRetry: false });

const BILLING = 'We had an unexpected billing error, please contact support.';
const READ_ONLY =
  'Due to capacity constraints, chatting with Claude is currently not available. Please try again in a little while.';

describe('what is the account’s trouble, and what is Claude’s', () => {
  test.each<[string, Signal[], VerdictId]>([
    ['a billing error', [refusal(402, 'billing_error')], 'limit'],
    ['a billing error with its words', [refusal(402, 'billing_error'), words(BILLING)], 'limit'],
    ['a billing error with 200 on it', [refusal(200, 'billing_error')], 'limit'],
    ['a billing error in the stream', [inStream('billing_error')], 'limit'],
    // Nothing says that a limit is reached, and nothing that Claude fails.
    ['the words of a billing error alone', [words(BILLING)], 'unclear'],
    ['the words of HTTP', [words('402 Payment Required')], 'unclear'],
    ['read-only for want of capacity', [refusal(400, 'invalid_request_error', 'read_only_mode')], 'degraded'],
    ['… in the stream', [inStream('invalid_request_error', 'read_only_mode')], 'degraded'],
    ['… in words alone', [words(READ_ONLY)], 'degraded'],
  ])('%s', (_, signals, expected) => {
    const { verdict } = assessed([...START, ...signals], LATER).view;
    expect(verdict).toMatchObject({ id: expected, provisional: false });
  });
});
