import { expect, test } from 'vitest';
import { successesOf } from '@/utils/signals/successes';
import type { Signal } from '@/utils/signals/types';
import { a, failedTry, goodTry } from './given';

const NONE = { replyAt: null, pageAt: null, callAt: null, answerAt: null };

test.each<[string, Signal[], object]>([
  ['nothing', [], {}],
  ['the app arrived', [a('page-loaded', 5)], { pageAt: 5, answerAt: 5 }],
  [
    'an error page is an answer, no success',
    [a('page-loaded', 5, { document: 'gateway-error' })],
    { answerAt: 5 },
  ],
  ['so is the sign-in page', [a('page-loaded', 5, { document: 'login' })], { answerAt: 5 }],
  ['a call went well', [a('response-received', 5)], { callAt: 5, answerAt: 5 }],
  ['a call failed', failedTry('lx-1', 0), { answerAt: 700 }],
  ['no answer at all', [a('request-started', 0), a('request-failed', 90)], {}],
  ['a document that failed', [a('navigation-failed', 5, { status: 502 })], {}],
  ['a reply began', [a('reply-began', 5)], { replyAt: 5, answerAt: 5 }],
  ['a whole reply', goodTry('lx-1', 0), { replyAt: 9_000, callAt: 600, answerAt: 1_400 }],
  ['a cut reply', [a('reply-ended', 5, { outcome: 'cut' })], {}],
  ['a stopped reply', [a('reply-ended', 5, { outcome: 'stopped' })], {}],
  ['the newest counts', [a('page-loaded', 5), a('page-loaded', 9)], { pageAt: 9, answerAt: 9 }],
  [
    'an older success is kept',
    [a('page-loaded', 5), a('page-loaded', 9, { document: 'outage' })],
    { pageAt: 5, answerAt: 9 },
  ],
])('%s', (_, signals, expected) => {
  expect(successesOf(signals)).toEqual({ ...NONE, ...expected });
});
