import { describe, expect, test } from 'vitest';
import { failuresOf } from '@/utils/failures/failures';
import { type Failure, FailureSchema } from '@/utils/failures/types';
import type { Signal } from '@/utils/signals/types';
import { a, CHAT, failedTry, goodTry } from '../signals/given';

const TAB = 7;
const NOW = 300_000;
const here = [a('page-loaded', 1_000), a('page-context', 1_001)];

/** As the background keeps them: in the order of time. */
const logged = (signals: readonly Signal[], now = NOW): Failure[] =>
  failuresOf(
    [...signals].sort((one, other) => one.at - other.at),
    TAB,
    now,
  );
const overload = { errorType: 'overloaded_error', ray: '9f1a2b3c4d5e6f70-FRA', latencyMs: 700 };

describe('an overload on the older protocol', () => {
  const first = failedTry('lx-1', 10_000, overload);
  const second = failedTry('lx-2', 18_000, { ...overload, ray: '9f1a2b3c4d5e6f71-FRA' });

  test('everything that is known of it', () => {
    expect(logged([...here, ...first])).toEqual([
      {
        version: 1,
        key: expect.any(String),
        at: 10_700,
        class: 'overloaded',
        where: 'send',
        protocol: 'legacy',
        status: 529,
        errorType: 'overloaded_error',
        errorCode: null,
        requestId: null,
        ray: '9f1a2b3c4d5e6f70-FRA',
        model: 'Sonnet 4.6',
        buildId: 'c41f9e07',
        latencyMs: 700,
        silentMs: null,
        page: { retries: 0, said: 'nothing', end: 'none' },
      },
    ]);
  });

  test('the page tries again, twice, and then it works', () => {
    const waiting = [a('page-retry', 11_000, { attempt: 2 }), a('page-retry', 18_200, { active: false })];
    const found = logged([...here, ...first, ...waiting, ...second, ...goodTry('lx-3', 30_000)]);
    expect(found.map(({ page }) => page)).toEqual([
      { retries: 2, said: 'nothing', end: 'recovered' },
      { retries: 1, said: 'nothing', end: 'recovered' },
    ]);
  });

  test('the page gives up, and offers to try again', () => {
    const banner = a('banner', 19_000, { meaning: 'capacity' });
    expect(logged([...here, ...first, ...second, banner])[0]?.page).toEqual({
      retries: 1,
      said: 'banner-with-retry',
      end: 'gave-up',
    });
  });

  test('a waiting line that goes because the next try begins is no giving up', () => {
    const gone = a('page-retry', 18_100, { active: false, attempt: 0 });
    const begun = a('request-started', 18_000, { id: 'lx-2' });
    const waiting = a('page-retry', 11_000, { attempt: 2 });
    expect(logged([...here, ...first, waiting, begun, gone])[0]?.page.end).toBe('none');
    const never = a('page-retry', 18_100, { active: false, attempt: 0 });
    expect(logged([...here, ...first, waiting, never])[0]?.page.end).toBe('gave-up');
  });

  test('the user loads the page anew', () => {
    expect(logged([...here, ...first, a('page-loaded', 40_000)])[0]?.page.end).toBe('reloaded');
  });

  test('a message an hour of typing later is no retry', () => {
    expect(logged([...here, ...first, ...goodTry('lx-9', 10_700 + 95_000)])[0]?.page).toMatchObject({
      retries: 0,
      end: 'none',
    });
  });

  test('the page names its model a moment after it has sent', () => {
    const early = [a('page-loaded', 9_000), a('page-context', 9_001, { model: null })];
    const later = a('page-context', 10_750, { model: 'Opus 4.7 ⌄' });
    expect(logged([...early, ...first, later])[0]?.model).toBe('Opus 4.7');
    expect(logged([...early, ...first, a('page-context', 90_000)])[0]?.model).toBeNull();
  });

  test('seen again, it has the same name; another one has not', () => {
    const names = (signals: readonly Signal[]) => logged(signals).map(({ at, key }) => `${at} ${key}`);
    const [name] = names([...here, ...first]);
    const all = names([...here, ...first, ...second, ...goodTry('lx-3', 30_000)]);
    expect(all[0]).toBe(name);
    expect(new Set(all).size).toBe(2);
  });
});

describe('a turn that fails on the newer protocol', () => {
  const merged = { protocol: 'merged', endpoint: 'action', conversationId: null } as const;
  const turn = { id: 'mx-turn-1', protocol: 'merged' } as const;
  const signals = [
    ...here,
    a('request-started', 10_000, { id: 'mx-4', ...merged }),
    a('response-received', 10_300, { id: 'mx-4', ...merged, latencyMs: 300, ray: 'a1b2c3d4e5f60718' }),
    a('reply-accepted', 10_500, { ...turn, requestId: 'req_011CbACUexample', model: 'claude-opus-4-7' }),
    a('page-retry', 14_000, { attempt: 1, of: 3 }),
    a('page-retry', 18_000, { attempt: 2, of: 3 }),
    a('reply-ended', 21_000, { ...turn, outcome: 'failed', failure: 'overloaded', status: 529 }),
  ];

  test('is one failure, with the id that claude.ai gave it', () => {
    expect(logged(signals)).toMatchObject([
      {
        class: 'overloaded',
        where: 'action',
        protocol: 'merged',
        status: 529,
        requestId: 'req_011CbACUexample',
        ray: 'a1b2c3d4e5f60718',
        model: 'Opus 4.7',
        latencyMs: 300,
        page: { retries: 2 },
      },
    ]);
  });

  test('it goes on in the next stream', () => {
    const [failure] = logged([...signals, a('reply-began', 23_000, { ...turn })]);
    expect(failure?.page.end).toBe('recovered');
  });

  test('told twice, it is one failure', () => {
    const again = a('reply-ended', 21_400, {
      ...turn,
      outcome: 'failed',
      failure: 'overloaded',
      status: 529,
    });
    expect(logged([...signals, again])).toHaveLength(1);
  });
});

describe('replies', () => {
  const taken = [a('request-started', 10_000), a('reply-accepted', 10_600, { requestId: null })];
  const head = a('response-received', 10_600, { latencyMs: 600, requestId: 'req_011CbCUTexample' });

  test('a stream that is cut', () => {
    const cut = a('reply-ended', 15_000, { outcome: 'cut' });
    expect(logged([...here, ...taken, head, a('reply-began', 11_000), cut])).toMatchObject([
      { class: 'cut', where: 'send', status: 200, model: 'Sonnet 4.6', requestId: 'req_011CbCUTexample' },
    ]);
  });

  test.each(['complete', 'stopped'] as const)('%s is no failure', (outcome) => {
    expect(logged([...here, ...taken, head, a('reply-ended', 15_000, { outcome })])).toEqual([]);
  });

  test('an answer that failed, and the end of its reply, are one failure', () => {
    const both = [...failedTry('lx-1', 10_000), a('reply-ended', 10_800, { outcome: 'failed' })];
    expect(logged([...here, ...both])).toHaveLength(1);
  });

  test('frozen: how long, and that it went on', () => {
    const silent = a('reply-silent', 45_000, { silentMs: 30_000 });
    const still = logged([...here, ...taken, silent]);
    expect(still).toMatchObject([
      { class: 'frozen', where: 'send', silentMs: 30_000, page: { end: 'none' } },
    ]);
    const resumed = logged([...here, ...taken, silent, a('reply-resumed', 57_500)]);
    expect(resumed).toMatchObject([{ silentMs: 42_500, page: { end: 'recovered' } }]);
    expect(resumed[0]?.key).toBe(still[0]?.key);
  });

  test('frozen, and then cut: both are told', () => {
    const end = [a('reply-silent', 45_000), a('reply-ended', 60_000, { outcome: 'cut' })];
    expect(logged([...here, ...taken, ...end]).map((one) => [one.class, one.page.end])).toEqual([
      ['frozen', 'none'],
      ['cut', 'none'],
    ]);
  });
});

describe('other requests', () => {
  const list = { endpoint: 'list', conversationId: null } as const;

  test('a network that fails has no status; one that the page stopped is none', () => {
    const call = [a('request-started', 10_000), a('request-failed', 12_500)];
    expect(logged([...here, ...call])).toMatchObject([{ class: 'network', status: null, latencyMs: 2_500 }]);
    expect(logged([...here, a('request-failed', 12_500, { aborted: true })])).toEqual([]);
  });

  test('the list fails, and comes at the second try; a list has no model', () => {
    const found = logged([
      ...here,
      a('response-received', 10_000, { id: 'lx-8', ...list, status: 503, failure: 'gateway' }),
      a('request-started', 11_000, { id: 'lx-9', ...list }),
      a('response-received', 11_400, { id: 'lx-9', ...list }),
    ]);
    expect(found).toMatchObject([{ where: 'list', model: null, page: { retries: 1, end: 'recovered' } }]);
  });

  test('which call "other" was is not known, so nobody can say that it came later', () => {
    const other = { endpoint: 'other', conversationId: null } as const;
    const found = logged([
      ...here,
      a('response-received', 10_000, { id: 'lx-8', ...other, status: 500, failure: 'server' }),
      a('response-received', 11_400, { id: 'lx-9', ...other }),
    ]);
    expect(found).toMatchObject([{ page: { retries: 0, end: 'none' } }]);
  });

  test('a failure before the document has reported itself is not a reason to call it reloaded', () => {
    const early = a('response-received', 700, { ...list, status: 500, failure: 'server', latencyMs: 200 });
    expect(logged([early, ...here])).toMatchObject([{ buildId: 'c41f9e07', page: { end: 'none' } }]);
  });

  test.each([
    ['limit', 429],
    ['length', 400],
    ['signed-out', 403],
    ['challenge', 403],
    ['content', 400],
  ] as const)('%s is logged with its class', (failure, status) => {
    expect(logged([...here, ...failedTry('lx-1', 10_000, { failure, status })])).toMatchObject([
      { class: failure, status },
    ]);
  });

  test('409 says that the message was taken', () => {
    expect(logged([...here, a('response-received', 10_000, { status: 409 })])).toEqual([]);
  });
});

describe('documents', () => {
  test.each([
    ['gateway-error', 502, 'gateway'],
    ['outage', 503, 'server'],
    ['challenge', 403, 'challenge'],
    ['blocked', 403, 'network'],
    ['error', 500, 'server'],
  ] as const)('%s', (document, status, expected) => {
    const bad = a('page-loaded', 20_000, { document, status, buildId: null, blames: 'host' });
    expect(logged([...here, bad])).toMatchObject([
      { class: expected, where: 'document', status, errorType: document, errorCode: 'host', model: null },
    ]);
    expect(logged([...here, bad, a('page-loaded', 29_000)])[0]?.page.end).toBe('recovered');
  });

  test.each(['app', 'login'] as const)('%s is none', (document) => {
    expect(logged([a('page-loaded', 20_000, { document })])).toEqual([]);
  });

  test('the browser and the page tell of the same document: one failure', () => {
    const noticed = a('navigation-failed', 20_000, { status: 502 });
    const bad = a('page-loaded', 20_400, { document: 'gateway-error', status: 502 });
    expect(logged([noticed, bad])).toMatchObject([{ errorType: 'gateway-error' }]);
    expect(logged([noticed])).toMatchObject([{ class: 'gateway', status: 502, errorType: null }]);
  });

  test('no page: the browser names the error', () => {
    const error = 'net::ERR_CONNECTION_RESET';
    expect(logged([a('navigation-failed', 20_000, { error })])).toMatchObject([
      { class: 'network', status: null, errorType: error },
    ]);
  });
});

describe('the tab', () => {
  test('hangs, and answers again', () => {
    const hang = a('tab-hang', 30_000, { silentMs: 20_000 });
    const still = a('tab-hang', 50_000, { silentMs: 40_000 });
    const over = a('tab-hang', 52_000, { hung: false, silentMs: 0 });
    expect(logged([...here, hang, still])).toMatchObject([{ class: 'hung', silentMs: 40_000 }]);
    expect(logged([...here, hang, still, over])).toMatchObject([
      { class: 'hung', where: 'tab', silentMs: 42_000, page: { end: 'recovered' } },
    ]);
  });

  test.each(['blank', 'chunk-failed'] as const)('the app is %s until the page is loaded anew', (state) => {
    const broken = [a('app-health', 20_000, { state }), a('app-health', 21_000, { state })];
    expect(logged([...here, ...broken, a('page-loaded', 25_000)])).toMatchObject([
      { class: 'broken-app', where: 'app', errorType: state, page: { end: 'reloaded' } },
    ]);
    expect(logged([...here, a('app-health', 20_000)])).toEqual([]);
  });

  test('the session is over: once, and not when an answer has said so', () => {
    const out = [a('session-checked', 20_000), a('session-checked', 60_000)];
    expect(logged([...here, ...out])).toMatchObject([{ class: 'signed-out', where: 'session' }]);
    const told = failedTry('lx-1', 15_000, { failure: 'signed-out', status: 401 });
    expect(logged([...here, ...told, ...out])).toHaveLength(1);
  });
});

describe('what only the page says', () => {
  test('a banner without a failure behind it is logged, once', () => {
    const banner = a('banner', 20_000, { meaning: 'server', hasRetry: false });
    expect(
      logged([...here, banner, a('banner', 20_300, { meaning: 'server', hasRetry: true })]),
    ).toMatchObject([{ class: 'server', where: 'notice', model: 'Sonnet 4.6', page: { said: 'banner' } }]);
    expect(logged([...here, a('banner', 20_000, { shown: false })])).toEqual([]);
  });

  test('one that a failure explains is part of that failure', () => {
    const found = logged([...here, ...failedTry('lx-1', 10_000), a('banner', 10_400, { place: 'toast' })]);
    expect(found).toMatchObject([{ class: 'overloaded', page: { said: 'toast' } }]);
  });

  test('a toast long after a failure is about something else', () => {
    const toast = a('banner', 60_000, { place: 'toast', meaning: 'unknown' });
    expect(logged([...here, ...failedTry('lx-1', 10_000), toast]).map((one) => one.class)).toEqual([
      'overloaded',
      'other',
    ]);
  });

  test('a banner that still stands after a quarter of an hour is not told again', () => {
    expect(logged([...here, a('banner', 20_000)], 20_000 + 10 * 60_000)).toEqual([]);
  });
});

test('what comes out fits the schema, whatever the failure', () => {
  const signals = [
    ...here,
    ...failedTry('lx-1', 10_000),
    a('reply-silent', 11_000),
    a('tab-hang', 12_000),
    a('navigation-failed', 13_000, { error: 'net::ERR_FAILED' }),
    a('page-loaded', 14_000, { document: 'challenge', buildId: null }),
    a('app-health', 15_000, { state: 'chunk-failed' }),
    a('banner', 60_000),
  ];
  const found = logged(signals);
  expect(found.length).toBeGreaterThan(5);
  for (const failure of found) expect(FailureSchema.safeParse(failure).data).toEqual(failure);
  expect(JSON.stringify(found)).not.toContain(CHAT);
});
