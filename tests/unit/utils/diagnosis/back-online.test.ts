import { describe, expect, test } from 'vitest';
import { diagnose, type Observations } from '@/utils/diagnosis/diagnose';
import { crowd, found, given, MINUTE_MS, NOW, official, probe, worked } from './given';

/** Two minutes ago nothing could be reached, and nobody has checked since. */
const CUT_AT = NOW - 2 * MINUTE_MS;
const cut = [
  probe('internet', 'bad', 'no_internet', CUT_AT),
  probe('edge', 'bad', 'unreachable', CUT_AT),
  probe('claude', 'unknown', null, CUT_AT),
];
const before = { pageAt: NOW - 9 * MINUTE_MS, callAt: NOW - 9 * MINUTE_MS, answerAt: NOW - 9 * MINUTE_MS };
const lost = found(
  'failed-send',
  { failure: 'network', status: null, failed: 1, total: 1 },
  { since: CUT_AT, at: CUT_AT },
);
const browsers = (id: 'offline' | 'unreachable-page') =>
  found(id, { cause: 'offline' }, { since: CUT_AT, at: CUT_AT });

const seen = (more: Partial<Observations>): Observations => ({
  ...given([], [], worked(before)),
  probes: cut,
  ...more,
});
const told = (more: Partial<Observations>) => diagnose(seen(more), NOW);

const answeredAt = (at: number) => ({ witnesses: [official('ok', { answeredAt: at })] });
const BACK: readonly (readonly [what: string, of: (at: number) => Partial<Observations>])[] = [
  ['the official page', answeredAt],
  ['a community source', (at) => ({ witnesses: [crowd('hacker-news', 'ok', { answeredAt: at })] })],
  [
    'a witness that has been silenced since',
    (at) => ({ witnesses: [official('unknown', { answeredAt: at })] }),
  ],
  ['claude.ai itself, with whatever', (at) => ({ successes: worked({ ...before, answerAt: at }) })],
];

describe.each(BACK)('offline ends with an answer: %s', (_, of) => {
  test('where only a check has failed', () => {
    expect(told(of(CUT_AT - MINUTE_MS))).toMatchObject({ id: 'offline', reason: 'nothing_reachable' });
    const now = told(of(NOW - MINUTE_MS));
    expect(now.id).toBe('ok');
    expect(now.hops).not.toContainEqual(expect.objectContaining({ state: 'bad' }));
    expect(now.evidence.map(({ key }) => key)).not.toContain('internet_fails');
  });
  test('where a message was lost: why isn’t known', () => {
    expect(told({ findings: [lost], ...of(CUT_AT - MINUTE_MS) }).id).toBe('offline');
    expect(told({ findings: [lost], ...of(NOW - MINUTE_MS) }).id).toBe('unclear');
  });
  test('where the browser has said so', () => {
    for (const id of ['offline', 'unreachable-page'] as const) {
      const idOf = (at: number) => told({ findings: [browsers(id)], probes: [], ...of(at) }).id;
      expect(idOf(CUT_AT - MINUTE_MS)).toBe('offline');
      expect(idOf(CUT_AT + 2_000)).toBe('offline'); // it was on its way
      expect(idOf(NOW - MINUTE_MS)).not.toBe('offline');
    }
  });
});

describe('offline stays', () => {
  test('when the check is the later one', () => {
    const probes = cut.map((one) => ({ ...one, at: NOW - 1_000 }));
    expect(told({ probes, ...answeredAt(NOW - MINUTE_MS) }).id).toBe('offline');
  });
  test('whatever a clock that was set back has noted', () => {
    expect(told(answeredAt(NOW + MINUTE_MS)).id).toBe('offline');
    expect(told({ findings: [browsers('offline')], ...answeredAt(NOW + MINUTE_MS) }).id).toBe('offline');
  });
});

test('what answered badly meanwhile still counts', () => {
  const bad = { ...probe('claude', 'bad', 'server', CUT_AT - 1_000), status: 500 };
  expect(told({ probes: [...cut.slice(0, 2), bad], ...answeredAt(NOW - MINUTE_MS) })).toMatchObject({
    id: 'degraded',
    reason: 'check_fails',
  });
});

test('claude.ai alone being cut is not disproved by somebody else’s answer', () => {
  const probes = [probe('internet', 'ok', null, CUT_AT), probe('edge', 'bad', 'unreachable', CUT_AT)];
  expect(told({ probes, ...answeredAt(NOW - MINUTE_MS) })).toMatchObject({ reason: 'claude_is_cut' });
});
