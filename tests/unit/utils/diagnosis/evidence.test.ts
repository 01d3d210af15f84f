import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { detectors } from '@/utils/detectors/registry';
import type { Finding } from '@/utils/detectors/types';
import type { Observations } from '@/utils/diagnosis/diagnose';
import { evidenceOf } from '@/utils/diagnosis/evidence';
import { NO_HISTORY } from '@/utils/diagnosis/history';
import type { Evidence } from '@/utils/diagnosis/types';
import type { ProbeId } from '@/utils/probes/types';
import {
  crowd,
  found,
  given,
  incident,
  MINUTE_MS,
  NOW,
  official,
  overloaded,
  page,
  probe,
  work,
  worked,
} from './given';

const words: Record<string, { message: string; placeholders?: object }> = JSON.parse(
  readFileSync('public/_locales/en/messages.json', 'utf8'),
);
const ONE_S_AGO = NOW - 1_000;
const own = { ownRetry: { attempt: 2, of: 5 } };

const lost = found('failed-send', { failure: 'network', failed: 1, total: 1, status: null });
const probes = (findings: Finding[], ...all: [ProbeId, 'ok' | 'bad'][]): Observations => ({
  ...given(findings),
  probes: all.map(([id, state]) => probe(id, state)),
});

const ROWS: readonly [string, Observations, Partial<Evidence>[]][] = [
  ['offline', given([found('offline')]), [{ from: 'browser', key: 'offline', at: ONE_S_AGO }]],
  ['a challenge', given([found('challenge')]), [{ from: 'tab', key: 'challenge' }]],
  ['signed out', given([found('ended-session')]), [{ key: 'signed_out' }]],
  ['a limit', given([found('usage-limit')]), [{ key: 'limit_reached' }]],
  ['too long', given([found('long-conversation')]), [{ key: 'too_long' }]],
  [
    'a page of somebody else',
    given([found('blocked-page', { status: 403 })]),
    [{ key: 'page_blocked', values: ['403'] }],
  ],
  [
    'a failing page',
    given([found('failing-page', { status: 502 })]),
    [{ key: 'page_failed', values: ['502'] }],
  ],
  [
    'a failing page without a status',
    given([found('failing-page')]),
    [{ key: 'page_failed', values: ['?'] }],
  ],
  [
    'no document',
    given([found('unreachable-page', { error: 'net::ERR_FAILED' })]),
    [{ from: 'browser', key: 'unreachable', values: ['net::ERR_FAILED'] }],
  ],
  [
    'silence',
    given([found('frozen-reply', { silentMs: 31_400 })]),
    [{ key: 'reply_silent', values: ['31'] }],
  ],
  [
    'a tab that hangs',
    given([found('hung-tab', { silentMs: 20_400 })]),
    [{ key: 'tab_hung', values: ['20'] }],
  ],
  ['an empty page', given([found('broken-app', { app: 'blank' })]), [{ key: 'app_blank' }]],
  ['a missing part', given([found('broken-app', { app: 'chunk-failed' })]), [{ key: 'app_part_failed' }]],
  ['a cut', given([found('interrupted-reply')]), [{ key: 'reply_cut' }]],
  [
    'a chat that failed to load',
    given([found('failed-load', { status: 503, failure: 'gateway' })]),
    [{ key: 'chat_failed', values: ['503'] }],
  ],
  [
    'the app that could not start',
    given([found('failed-load', { status: 503, failure: 'gateway', endpoint: 'session' })]),
    [{ key: 'start_failed', values: ['503'] }],
  ],
  [
    'the list of chats',
    given([found('failed-load', { status: 502, failure: 'gateway', endpoint: 'list', aside: true })]),
    [{ key: 'list_failed', values: ['502'] }],
  ],
  [
    'some of them',
    given([found('flaky-sends', { failed: 2, total: 6, worksNow: true })]),
    [{ key: 'some_failed', values: ['2', '6'] }],
  ],
  [
    'one model',
    given([found('failing-model', { model: 'Opus 4.7', failed: 3, total: 3 })]),
    [{ key: 'model_failed', values: ['Opus 4.7', '3'] }],
  ],
  [
    'slow replies',
    given([found('slow-replies', { waitMs: 26_400, worksNow: true })]),
    [{ key: 'replies_slow', values: ['26'] }],
  ],
  ['one failure', given([found('failed-send', overloaded)]), [{ key: 'send_failed_once', values: ['529'] }]],
  [
    'one failure without a status',
    given([found('failed-send', { failure: 'network', failed: 1, total: 1, status: null })]),
    [{ key: 'send_failed_once', values: ['–'] }],
  ],
  [
    'three of four',
    given([found('failed-send', { ...overloaded, failed: 3, total: 4 })]),
    [{ key: 'send_failed', values: ['3', '4'] }],
  ],
  [
    'one of two',
    given([found('failed-send', { ...overloaded, total: 2 })]),
    [{ key: 'send_failed', values: ['1', '2'] }],
  ],
  [
    "the page's own retry",
    given([found('failed-send', { ...overloaded, ...own })]),
    [{ key: 'page_retry', values: ['2', '5'] }, { key: 'send_failed_once' }],
  ],
  [
    '… without an end',
    given([found('failed-send', { ...overloaded, ownRetry: { attempt: 2, of: null } })]),
    [{ key: 'page_retry_open', values: ['2'] }, { key: 'send_failed_once' }],
  ],
  ['a banner', given([found('error-notice', { meaning: 'failed' })]), [{ key: 'banner_shown' }]],
  ['nothing', given(), [{ from: 'tab', key: 'nothing_seen', at: null }]],
  ['a reply', given([], [], worked({ replyAt: NOW })), [{ from: 'tab', key: 'reply_worked', at: NOW }]],
  ['a page', given([], [], worked({ pageAt: NOW })), [{ from: 'tab', key: 'page_worked', at: NOW }]],
  [
    'the official page: well',
    given([], [official('ok')]),
    [{ key: 'nothing_seen' }, { from: 'claude-status-page', key: 'official_ok', at: NOW - MINUTE_MS }],
  ],
  [
    'the official page: trouble',
    given([], [official('trouble')]),
    [{ key: 'nothing_seen' }, { key: 'official_trouble', values: ['Replies fail'] }],
  ],
  [
    'the official page: not readable',
    given([], [official('unknown')]),
    [{ key: 'nothing_seen' }, { key: 'official_unknown', at: null }],
  ],
  [
    'the official page: marked, and nothing said',
    given([], [official('trouble', { headline: null })]),
    [{ key: 'nothing_seen' }, { key: 'official_marked', at: NOW - MINUTE_MS }],
  ],
  [
    'its other incidents, each with its age',
    given(
      [],
      [
        official('trouble', {
          headline: 'Replies fail',
          official: page([
            incident('Replies fail', 'yes'),
            incident('Sign-in fails', 'yes'),
            incident('Elevated errors on Opus 4.8', 'unclear'),
            incident('Batch API is slow', 'no'),
          ]),
        }),
      ],
    ),
    [
      { key: 'nothing_seen' },
      { key: 'official_trouble', values: ['Replies fail'] },
      { key: 'incident_chat', values: ['Sign-in fails'], at: NOW - 2 * MINUTE_MS },
      { key: 'incident_open', values: ['Elevated errors on Opus 4.8'] },
      { key: 'incident_elsewhere', values: ['Batch API is slow'] },
    ],
  ],
  [
    'an open incident, and claude.ai marked as working',
    given([], [official('ok', { official: page([incident('Replies fail', 'yes')]) })]),
    [{ key: 'nothing_seen' }, { key: 'official_working' }, { key: 'incident_chat' }],
  ],
  [
    'an open incident of another product',
    given([], [official('ok', { official: page([incident('Batch API is slow', 'no')]) })]),
    [{ key: 'nothing_seen' }, { key: 'official_ok' }, { key: 'incident_elsewhere' }],
  ],
  [
    'work that is under way',
    given([], [official('ok', { official: page([], work(true, -10)) })]),
    [{ key: 'nothing_seen' }, { key: 'official_ok' }, { key: 'maintenance_runs', values: ['Database work'] }],
  ],
  [
    'work that is under way, and marked',
    given([], [official('trouble', { headline: null, official: page([], work(true, -10)) })]),
    [{ key: 'nothing_seen' }, { key: 'maintenance_runs', values: ['Database work'] }],
  ],
  [
    'work on something else, and marked',
    given(
      [],
      [
        official('trouble', {
          headline: null,
          official: page([], { ...work(true, -10), concernsChat: 'no' }),
        }),
      ],
    ),
    [{ key: 'nothing_seen' }, { key: 'official_marked' }, { key: 'maintenance_runs' }],
  ],
  [
    'work that is announced',
    given([], [official('ok', { official: page([], work(false, 170)) })]),
    [
      { key: 'nothing_seen' },
      { key: 'official_ok' },
      { key: 'maintenance_soon', values: ['Database work', '3'] },
    ],
  ],
  [
    'work of next week',
    given([], [official('ok', { official: page([], work(false, 10_000)) })]),
    [{ key: 'nothing_seen' }, { key: 'official_ok' }],
  ],
  [
    'the community, where it can tell',
    given([], [crowd('hacker-news', 'ok'), crowd('reddit', 'trouble'), crowd('mastodon', 'unknown')]),
    [
      { key: 'nothing_seen' },
      { from: 'hacker-news', key: 'crowd_ok', at: NOW - MINUTE_MS },
      { from: 'reddit', key: 'crowd_trouble', at: NOW - MINUTE_MS },
    ],
  ],
  [
    'links that fail, and the last that works',
    probes([lost], ['internet', 'ok'], ['edge', 'bad']),
    [{ key: 'send_failed_once' }, { from: 'browser', key: 'edge_fails', at: NOW }, { key: 'internet_works' }],
  ],
  [
    'no internet',
    probes([lost], ['internet', 'bad'], ['edge', 'bad']),
    [{ key: 'send_failed_once' }, { from: 'browser', key: 'internet_fails' }, { key: 'edge_fails' }],
  ],
  [
    'Claude fails behind its gateway',
    probes([lost], ['internet', 'ok'], ['edge', 'ok'], ['claude', 'bad']),
    [
      { key: 'send_failed_once' },
      { from: 'tab', key: 'claude_fails' },
      { from: 'browser', key: 'edge_answers' },
    ],
  ],
  [
    'the session is over',
    probes([lost], ['edge', 'ok'], ['claude', 'ok'], ['session', 'bad']),
    [{ key: 'send_failed_once' }, { key: 'session_over' }, { from: 'tab', key: 'site_answers' }],
  ],
  [
    'this chat',
    probes([lost], ['claude', 'ok'], ['session', 'ok'], ['chat', 'bad']),
    [{ key: 'send_failed_once' }, { key: 'chat_probe_fails' }, { key: 'site_answers' }],
  ],
  [
    'this chat, that was only opened',
    probes([found('failed-load', { status: 500, failure: 'server' })], ['claude', 'ok'], ['chat', 'bad']),
    [{ key: 'chat_failed' }, { key: 'chat_probe_fails' }, { key: 'claude_answers' }],
  ],
  [
    'probes of a tab that is well say nothing',
    probes([], ['edge', 'ok'], ['claude', 'ok']),
    [{ key: 'nothing_seen' }],
  ],
  [
    'failures of other tabs',
    {
      ...given([lost]),
      history: {
        ...NO_HISTORY,
        incident: { startedAt: NOW - 7 * MINUTE_MS, verdict: 'degraded' as const, failures: 7 },
      },
    },
    [
      { key: 'send_failed_once' },
      { from: 'browser', key: 'failures_since', values: ['7'], at: NOW - 7 * MINUTE_MS },
    ],
  ],
];

test.each(ROWS)('%s', (_, seen, expected) => {
  const lines = evidenceOf(seen, seen.findings[0] ?? null, NOW);
  expect(lines).toHaveLength(expected.length);
  expect(lines).toMatchObject(expected);
});

test.each(ROWS)('%s: there are words for it, with a value for each place', (_, seen) => {
  for (const { key, values } of evidenceOf(seen, seen.findings[0] ?? null, NOW)) {
    const word = words[`evidence_${key}`];
    expect(word, key).toBeDefined();
    expect(Object.keys(word?.placeholders ?? {}).length, key).toBeLessThanOrEqual(values.length);
  }
});

test('there are no words for what is never said', () => {
  const said = ROWS.flatMap(([, seen]) => evidenceOf(seen, seen.findings[0] ?? null, NOW)).map(
    ({ key }) => key,
  );
  const written = Object.keys(words).flatMap((key) => /^evidence_(.*)$/.exec(key)?.[1] ?? []);
  expect(new Set(said)).toEqual(new Set(written));
});

test('every detector has its line', () => {
  for (const { id } of detectors)
    expect(
      ROWS.some(([, { findings }]) => findings[0]?.id === id),
      id,
    ).toBe(true);
});

describe('their order', () => {
  const [send, notice] = [found('failed-send', overloaded), found('error-notice', { meaning: 'failed' })];

  test('what decided comes first, the witnesses last', () => {
    const seen = given([notice, send], [official('trouble')]);
    expect(evidenceOf(seen, send, NOW).map(({ key }) => key)).toEqual([
      'send_failed_once',
      'banner_shown',
      'official_trouble',
    ]);
  });

  test('a success is worth a line only when it is newer than the failure', () => {
    const before = given([send], [], worked({ replyAt: NOW - 60_000 }));
    expect(evidenceOf(before, send, NOW).map(({ key }) => key)).toEqual(['send_failed_once']);
    const after = given([send], [], worked({ replyAt: NOW }));
    expect(evidenceOf(after, send, NOW).map(({ key }) => key)).toEqual(['send_failed_once', 'reply_worked']);
  });
});
