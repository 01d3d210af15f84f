import { describe, expect, test } from 'vitest';
import type { NetworkCause } from '@/utils/claude/network-error';
import { type DetectorId, detectors } from '@/utils/detectors/registry';
import { diagnose, type Observations } from '@/utils/diagnosis/diagnose';
import { VERDICT_IDS } from '@/utils/diagnosis/severity';
import { early, found, given, MINUTE_MS, NOW, official, overloaded, worked } from './given';

const send = (evidence: object = overloaded, rest: object = {}) => found('failed-send', evidence, rest);
const page = (evidence: object = { status: 502, blames: 'host' }) => found('failing-page', evidence);
const recent = worked({
  replyAt: NOW - MINUTE_MS,
  pageAt: NOW - 5 * MINUTE_MS,
  callAt: NOW - MINUTE_MS,
  answerAt: NOW - MINUTE_MS,
});
const opened = worked({ pageAt: NOW - MINUTE_MS, answerAt: NOW - MINUTE_MS });
const unreachable = (cause: NetworkCause) => found('unreachable-page', { error: 'as it is named', cause });
const flaky = found('flaky-sends', { failed: 2, total: 6, worksNow: true });
const slow = found('slow-replies', { waitMs: 26_000, worksNow: true });
const oneModel = found('failing-model', { ...overloaded, model: 'Opus 4.7', failed: 3, total: 3 });
const many = { ...overloaded, failed: 3, total: 4 };

type Row = readonly [string, Observations, string, string, boolean];

const ROWS: readonly Row[] = [
  ['offline', given([found('offline')]), 'offline', 'high', false],
  ['a challenge', given([found('challenge', { status: 403 })]), 'challenge', 'high', false],
  ['the session ended', given([found('ended-session')]), 'signed-out', 'high', false],
  ['only the sign-in page', given([found('ended-session', {}, early)]), 'signed-out', 'low', true],
  [
    'a limit',
    given([found('usage-limit', { status: 429, resetsAt: NOW + MINUTE_MS })]),
    'limit',
    'high',
    false,
  ],
  ['too long', given([found('long-conversation', { status: 413 })]), 'chat', 'high', false],
  ['a tab that hangs', given([found('hung-tab', { silentMs: 20_000 })]), 'page', 'high', false],
  ['… or is only busy', given([found('hung-tab', { silentMs: 2_500 }, early)]), 'page', 'low', true],
  [
    '… whatever else it showed before',
    given([found('hung-tab'), found('usage-limit'), found('frozen-reply'), send(many)]),
    'page',
    'high',
    false,
  ],
  ['no network, in a tab that hangs', given([found('hung-tab'), found('offline')]), 'offline', 'high', false],
  ['an app that does not come up', given([found('broken-app', { app: 'blank' })]), 'page', 'medium', false],
  [
    'a part that is gone since a deployment',
    given([found('broken-app', { app: 'chunk-failed', status: 404 })]),
    'page',
    'medium',
    false,
  ],
  [
    'a part that the server can not give',
    given([found('broken-app', { app: 'chunk-failed', status: 503 })]),
    'degraded',
    'medium',
    false,
  ],
  [
    'an app that does not come up because its first call fails',
    given([
      found('broken-app', { app: 'blank' }),
      found('failed-load', { status: 503, failure: 'gateway', endpoint: 'session' }),
    ]),
    'degraded',
    'medium',
    false,
  ],
  ['a frozen reply', given([found('frozen-reply', { silentMs: 31_000 })]), 'frozen', 'high', false],
  ['a cut reply', given([found('interrupted-reply', { failure: 'cut' })]), 'frozen', 'high', false],
  [
    'a cut reply, just now',
    given([found('interrupted-reply', { failure: 'cut' }, early)]),
    'frozen',
    'low',
    true,
  ],
  ['a missing model', given([send({ status: 404, failure: 'model' })]), 'model', 'medium', false],

  ['one failure, the page may mend it', given([send(overloaded, early)]), 'degraded', 'low', true],
  ['one failure, final', given([send()]), 'degraded', 'medium', false],
  ['a server failure', given([send({ status: 500, failure: 'server' })]), 'degraded', 'medium', false],
  ['a gateway failure', given([send({ status: 502, failure: 'gateway' })]), 'degraded', 'medium', false],
  ['three in a row', given([send(many)]), 'degraded', 'high', false],
  ['a failing page', given([page()]), 'degraded', 'medium', false],
  [
    'a page that blames Cloudflare',
    given([page({ status: 520, blames: 'cloudflare' })]),
    'degraded',
    'medium',
    false,
  ],
  [
    'a page that blames the browser',
    given([page({ status: 520, blames: 'browser' })]),
    'unclear',
    'medium',
    false,
  ],

  ['two kinds of evidence', given([send()], [official('trouble')]), 'down', 'high', false],
  ['the page and the official page', given([page()], [official('trouble')]), 'down', 'high', false],
  [
    'official, but minor',
    given([send()], [official('trouble', { impact: 'minor' })]),
    'degraded',
    'high',
    false,
  ],
  [
    'ten failures, but only our own evidence',
    given([send({ ...many, failed: 10 })]),
    'degraded',
    'high',
    false,
  ],
  ['ours is provisional', given([send(overloaded, early)], [official('trouble')]), 'degraded', 'low', true],
  ['the official page sleeps', given([send()], [official('ok')]), 'degraded', 'medium', false],
  ['the official page can not be read', given([send()], [official('unknown')]), 'degraded', 'medium', false],
  [
    'the official page of half an hour ago',
    given([send()], [official('trouble', { answeredAt: NOW - 30 * MINUTE_MS })]),
    'degraded',
    'medium',
    false,
  ],

  ['the network', given([send({ failure: 'network' })]), 'unclear', 'medium', false],
  ['the network, just now', given([send({ failure: 'network' }, early)]), 'unclear', 'low', true],
  [
    'the network, while the official page is in trouble',
    given([send({ failure: 'network' })], [official('trouble')]),
    'unclear',
    'medium',
    false,
  ],
  [
    'no document',
    given([found('unreachable-page', { error: 'net::ERR_TIMED_OUT' })]),
    'unclear',
    'medium',
    false,
  ],
  ['somebody else answered', given([found('blocked-page', { status: 511 })]), 'network', 'medium', false],
  ['no name for claude.ai', given([unreachable('dns')]), 'network', 'medium', false],
  ['a certificate that is not claude.ai’s', given([unreachable('tls')]), 'network', 'medium', false],
  ['a proxy that refuses', given([unreachable('proxy')]), 'network', 'medium', false],
  ['blocked on this machine', given([unreachable('blocked')]), 'network', 'medium', false],
  ['the browser has no network', given([unreachable('offline')]), 'offline', 'high', false],
  ['a reset may be anybody’s', given([unreachable('broken')]), 'unclear', 'medium', false],
  ['no network tops what failed before', given([send(), unreachable('dns')]), 'network', 'medium', false],

  ['some messages fail, most work', given([flaky], [], recent), 'degraded', 'medium', false],
  [
    '… and the official page knows of something',
    given([flaky], [official('trouble', { impact: 'minor' })], recent),
    'degraded',
    'high',
    false,
  ],
  ['slow replies are no failure', given([slow], [official('ok')], recent), 'ok', 'high', true],
  [
    '… but beside official trouble they count',
    given([slow], [official('trouble', { impact: 'minor' })], recent),
    'degraded',
    'low',
    false,
  ],
  ['one model fails, another works', given([oneModel], [], recent), 'model', 'high', false],
  ['one model fails now', given([oneModel, send(many)]), 'model', 'high', false],
  [
    'the list of chats fails',
    given([found('failed-load', { status: 503, failure: 'gateway', endpoint: 'list', aside: true })]),
    'degraded',
    'medium',
    false,
  ],
  [
    'a failure of no known kind',
    given([send({ status: 400, failure: 'other' })]),
    'unclear',
    'medium',
    false,
  ],

  ['the page complains', given([found('error-notice', { meaning: 'failed' })]), 'unclear', 'low', false],
  ['… of capacity', given([found('error-notice', { meaning: 'capacity' })]), 'degraded', 'low', false],
  [
    '… of an interruption',
    given([found('error-notice', { meaning: 'interrupted' })]),
    'frozen',
    'low',
    false,
  ],
  ['… of a limit', given([found('error-notice', { meaning: 'limit' })]), 'limit', 'low', false],
  ['… of length', given([found('error-notice', { meaning: 'length' })]), 'chat', 'low', false],
  ['… of its server', given([found('error-notice', { meaning: 'server' })]), 'degraded', 'low', false],
  [
    '… of an ended session',
    given([found('error-notice', { meaning: 'signed-out' })]),
    'signed-out',
    'low',
    false,
  ],
  ['… of a model', given([found('error-notice', { meaning: 'model' })]), 'model', 'low', false],
  ['… of its own age', given([found('error-notice', { meaning: 'page' })]), 'page', 'low', false],
  ['… in another language', given([found('error-notice', { meaning: 'unknown' })]), 'unclear', 'low', false],

  ['a reply came', given([], [], recent), 'ok', 'high', true],
  [
    'a reply came, whatever the official page says',
    given([], [official('trouble')], recent),
    'ok',
    'high',
    true,
  ],
  ['the app is here', given([], [], opened), 'ok', 'medium', true],
  [
    'the app is here, but the official page is in trouble',
    given([], [official('trouble')], opened),
    'degraded',
    'low',
    true,
  ],
  [
    '… and minor trouble',
    given([], [official('trouble', { impact: 'minor' })], opened),
    'ok',
    'medium',
    true,
  ],
  ['only the official page: that is no proof', given([], [official('ok')]), 'unclear', 'low', true],
  ['nothing known', given(), 'unclear', 'low', true],
  ['nothing known, and nothing readable', given([], [official('unknown')]), 'unclear', 'low', true],
  ['an answer of any kind is no success', given([], [], worked({ answerAt: NOW })), 'unclear', 'low', true],
  [
    'an old official "ok"',
    given([], [official('ok', { answeredAt: NOW - 20 * MINUTE_MS })]),
    'unclear',
    'low',
    true,
  ],
];

test.each(ROWS)('%s', (_, seen, id, confidence, provisional) => {
  expect(diagnose(seen, NOW)).toMatchObject({ id, confidence, provisional });
});

test('every verdict that this version can give stands in the table', () => {
  const given_ = new Set<string>(ROWS.map(([, , id]) => id));
  expect(VERDICT_IDS.filter((id) => !given_.has(id))).toEqual([]);
});

describe('the first that fits decides', () => {
  const ORDER: readonly DetectorId[] = [
    'offline',
    'blocked-page',
    'challenge',
    'ended-session',
    'hung-tab',
    'usage-limit',
    'long-conversation',
    'frozen-reply',
    'failing-model',
    'failing-page',
    'failed-send',
    'failed-load',
    'interrupted-reply',
    'broken-app',
    'unreachable-page',
    'error-notice',
    'flaky-sends',
    'slow-replies',
  ];
  const each = (id: DetectorId) => found(id, { ...overloaded, meaning: 'failed' });

  test('all detectors have their place', () => {
    expect(ORDER.toSorted()).toEqual(detectors.map(({ id }) => id).toSorted());
  });

  test.each(
    ORDER.flatMap((first, index) => ORDER.slice(index + 1).map((second) => [first, second] as const)),
  )('%s before %s', (first, second) => {
    const alone = diagnose(given([each(first)]), NOW);
    for (const findings of [
      [each(first), each(second)],
      [each(second), each(first)],
    ])
      expect(diagnose(given(findings), NOW)).toMatchObject({ id: alone.id, confidence: alone.confidence });
  });
});

describe('what the verdict carries', () => {
  test('from the finding that decided it', () => {
    const limit = found('usage-limit', { status: 429, resetsAt: NOW + MINUTE_MS, model: 'claude-opus-4-7' });
    expect(diagnose(given([limit, found('error-notice', { meaning: 'limit' })]), NOW)).toMatchObject({
      code: '429',
      since: NOW - 4_000,
      resetsAt: NOW + MINUTE_MS,
      model: 'claude-opus-4-7',
    });
  });

  test.each<[string, Observations, string | null]>([
    ['a status', given([send()]), '529'],
    ["Cloudflare's page", given([page()]), 'Cloudflare 502'],
    [
      "a browser's error",
      given([found('unreachable-page', { error: 'net::ERR_TIMED_OUT' })]),
      'net::ERR_TIMED_OUT',
    ],
    ['no status', given([found('frozen-reply', { silentMs: 9 })]), null],
    ['nothing wrong', given([], [], opened), null],
  ])('code: %s', (_, seen, code) => {
    expect(diagnose(seen, NOW).code).toBe(code);
  });
});
