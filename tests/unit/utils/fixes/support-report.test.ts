import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Failure } from '@/utils/failures/types';
import { type ReportFacts, supportReport } from '@/utils/fixes/support-report';

const AT = Date.UTC(2026, 10, 12, 9, 0, 5);

const failure: Failure = {
  version: 1,
  key: '7.1a2b',
  at: AT,
  class: 'overloaded',
  where: 'send',
  protocol: 'legacy',
  status: 529,
  errorType: 'overloaded_error',
  errorCode: null,
  requestId: 'req_011CTexample42',
  ray: '9f1a2b3c4d5e6f70-AMS',
  model: 'Opus 4.7',
  buildId: '3f9d2c1ab0',
  latencyMs: 640,
  silentMs: null,
  page: { retries: 2, said: 'banner-with-retry', end: 'gave-up' },
};

const given: ReportFacts = {
  failures: [failure],
  shown: [
    {
      text: 'Due to unexpected capacity constraints, Claude is unable to respond to your message. Please try again soon.',
      at: AT,
    },
  ],
  verdict: {
    id: 'degraded',
    confidence: 'high',
    code: '529',
    model: 'Opus 4.7',
    since: AT,
    reason: 'fails_often',
  },
  witnesses: [
    {
      id: 'claude-status-page',
      state: 'ok',
      impact: 'none',
      headline: null,
      problem: null,
      answeredAt: AT - 60_000,
      askedAt: AT,
    },
  ],
  probes: [
    {
      id: 'edge',
      state: 'ok',
      cause: null,
      status: 200,
      at: AT,
      tookMs: 34,
      trace: { colo: 'FRA', country: 'DE', ip: 'v4', warp: true, gateway: false },
    },
  ],
  incidents: [
    {
      id: 'an-id',
      startedAt: AT - 3_600_000,
      endedAt: null,
      verdict: 'degraded',
      model: 'Opus 4.7',
      code: '529',
      failures: 4,
      failedAt: AT,
      witnesses: [],
      evidence: [],
    },
  ],
  tried: [{ fix: 'wait-and-retry', verdict: 'degraded', at: AT + 9_000, outcome: 'no-use', problem: null }],
  versions: { extension: '0.1.0', browser: 'Firefox 153.0', system: 'Linux', buildId: '3f9d2c1ab0' },
  timeZone: 'Europe/Berlin',
  now: AT + 60_000,
};

test('everything that support asks for, to be read by people', () => {
  expect(supportReport(given)).toBe(`# Report on claude.ai

Made 2026-11-12 09:01:05 UTC (10:01:05 local)

## What is wrong

- verdict degraded · confidence high · because fails_often · code 529 · model Opus 4.7 · since 2026-11-12 09:00:05 UTC (10:00:05 local)

## Error texts

- 2026-11-12 09:00:05 UTC (10:00:05 local): “Due to unexpected capacity constraints, Claude is unable to respond to your message. Please try again soon.”

## Failures

- 2026-11-12 09:00:05 UTC (10:00:05 local): failed overloaded · at send · status 529 · type overloaded_error · request req_011CTexample42 · ray 9f1a2b3c4d5e6f70-AMS · model Opus 4.7 · build 3f9d2c1ab0 · took 640 ms

## Steps tried

- 2026-11-12 09:00:14 UTC (10:00:14 local): wait-and-retry · result no-use · for degraded

## Connection

- edge: state ok · status 200 · took 34 ms · data centre FRA · ip v4 · vpn WARP

## Status

- claude-status-page: state ok · as of 2026-11-12 08:59:05 UTC (09:59:05 local)

## Earlier incidents

- 2026-11-12 08:00:05 UTC (09:00:05 local): verdict degraded · code 529 · model Opus 4.7 · failures 4

## Versions

- Lifeline 0.1.0 · browser Firefox 153.0 · system Linux · claude.ai build 3f9d2c1ab0
`);
});

test('a zone that nobody knows costs the local time only', () => {
  expect(supportReport({ ...given, timeZone: 'Mars/Olympus' })).toContain('Made 2026-11-12 09:01:05 UTC\n');
});

test('a notice in another language is told by its kind, and not quoted', () => {
  const shown = [{ text: 'Claude ist überlastet, Anna', at: AT, meaning: 'capacity' }];
  expect(supportReport({ ...given, shown })).toContain(
    '## Error texts\n\n- 2026-11-12 09:00:05 UTC (10:00:05 local): a notice of another wording (capacity)\n',
  );
  const made = [{ text: 'Anna', at: AT, meaning: 'about Anna' }];
  expect(supportReport({ ...given, shown: made })).not.toContain('Anna');
});

test('nothing is known: a report all the same', () => {
  const empty = { failures: [], shown: [], witnesses: [], probes: [], incidents: [], tried: [] };
  expect(supportReport({ ...given, ...empty })).not.toContain('## Failures');
});

/** Every string and number in it is replaced, and every object gets fields that nobody has heard of. */
function poisoned(value: unknown, secret: unknown, isTop = true): unknown {
  if (Array.isArray(value)) return [...value.map((one) => poisoned(one, secret, false)), secret];
  if (typeof value === 'object' && value !== null)
    return {
      ...Object.fromEntries(
        Object.entries(value).map(([key, one]) => [
          key,
          isTop && key === 'now' ? one : poisoned(one, secret, false),
        ]),
      ),
      conversationId: secret,
      headers: { cookie: secret },
      prompt: secret,
      text: secret,
    };
  return secret;
}

/** Only some fields hostile, the rest well: then the others must still be told. */
const SECRETS = [
  'Dear Anna, the biopsy was on Tuesday',
  'sk-ant-sid01-AbCdEfGhIjKlMn',
  '01990a4e-7c21-7d3a-9f10-52b6c0d1e2f3',
  'https://claude.ai/chat/about-my-divorce',
  'anna@example.org',
  '<img src=x onerror=alert(1)>',
  'lastActiveOrg=5c1d9e70-8a42-4f0b-9d3e-7b6a2c4f1e08',
  'Something went wrong with Anna',
  'ok\n## Forged',
];

const cast = (value: unknown): ReportFacts => value as ReportFacts;
const tell = (facts: ReportFacts): string => {
  const all = { ...given, ...facts };
  return supportReport(all);
};

describe('a hostile field leaks nothing', () => {
  test.each(SECRETS)('%j in every field', (secret) => {
    const facts = poisoned(given, secret) as Record<string, unknown>;
    // The id of a request may look like any id: the log itself has dropped those of chats.
    const failures = (facts.failures as object[]).map((one) =>
      typeof one === 'object' ? { ...one, requestId: null } : one,
    );
    const text = tell(cast({ ...facts, failures: failures.filter((one) => typeof one === 'object') }));
    for (const part of [secret, secret.slice(0, 16), secret.slice(-10)]) expect(text).not.toContain(part);
    expect(text).not.toContain('Forged');
  });

  test('a sentence that only begins like one of the page is not quoted', () => {
    const shown = [{ text: 'Something went wrong in my marriage', at: AT }];
    expect(tell({ ...given, shown })).not.toContain('marriage');
    expect(tell({ ...given, shown })).not.toContain('## Error texts');
  });

  test('whatever stands in fields that nobody knows', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string({ minLength: 12 })), (extra) => {
        const strange = {
          ...given,
          ...Object.fromEntries(Object.entries(extra).filter(([key]) => !(key in given))),
          failures: [{ ...extra, ...failure }],
          verdict: { ...extra, ...given.verdict },
          tried: given.tried.map((one) => ({ ...extra, ...one })),
        };
        expect(tell(cast(strange))).toBe(supportReport(given));
      }),
    );
  });

  test('whatever stands in the fields of a failure: only what has the shape of its field is told', () => {
    const word = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });
    const fields = fc.record({ errorType: word, errorCode: word, ray: word, model: word, buildId: word });
    fc.assert(
      fc.property(fields, (hostile) => {
        const lines = tell({ ...given, failures: [{ ...failure, ...hostile }] }).split('\n');
        const line = lines.find((one) => one.includes('failed overloaded')) ?? '';
        expect(line).toMatch(/^- [\w .:()·-]+$/u);
      }),
    );
  });
});
