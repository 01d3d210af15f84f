import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PastIncidentSchema, readHistory, USUAL, usualDuration } from '@/utils/status/incident-history';
import { broken } from './feed-cases';

const NOW = Date.parse('2026-11-12T14:02:00Z');
const MINUTE_MS = 60_000;
const read = (file: string): string => readFileSync(`tests/fixtures/status/${file}`, 'utf8');
const history = JSON.parse(read('incidents.json')) as { page: unknown; incidents: Record<string, unknown>[] };
const from = (body: unknown, status = 200) => readHistory({ status, body: JSON.stringify(body) }, NOW);
const rows = (body: unknown = history) => {
  const result = from(body);
  if (!result.ok) throw new Error(result.error);
  return result.value;
};

describe('rows for a timeline', () => {
  test('all of them, newest first, the open one without an end', () => {
    const all = rows();
    expect(all).toHaveLength(16);
    expect(all[0]).toMatchObject({ title: 'Service disruption on Claude Services', resolvedAt: null });
    const times = all.map(({ startedAt }) => startedAt);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  test('each with what its title names and how long it took', () => {
    const row = rows().find(({ title }) => title === 'Elevated errors on Claude Opus 5 and Haiku 4.5');
    expect(row).toMatchObject({ impact: 'minor', models: ['Opus 5', 'Haiku 4.5'], surfaces: [] });
    expect(((row?.resolvedAt ?? 0) - (row?.startedAt ?? 0)) / MINUTE_MS).toBe(57);
  });

  test('which of them concerned the chat', () => {
    const concerned = Object.fromEntries(rows().map(({ title, concernsChat }) => [title, concernsChat]));
    expect(concerned).toMatchObject({
      'Claude.ai is experiencing elevated error rates': 'yes',
      'Elevated errors on Claude Sonnet 5': 'yes',
      'Elevated error rates on the Claude API': 'no',
      'Claude Code on the Web Partial Outage': 'no',
      'Microsoft Office add-in availability': 'no',
    });
  });

  test('one that can not be read is left out, one that ends before it began too', () => {
    const [first = {}] = history.incidents;
    const strange = [
      null,
      {},
      { ...first, started_at: 'x', created_at: null },
      { ...first, resolved_at: '2020-01-01T00:00:00Z' },
    ];
    expect(rows({ ...history, incidents: [...strange, first] })).toHaveLength(1);
  });

  test.each<[string, unknown, number, string]>([
    ['blocked', history, 405, 'http-405'],
    ['nothing new, and no cache', history, 304, 'http-304'],
    ['somebody else', { ...history, page: { id: 'zzzzzzzzzzzz' } }, 200, 'wrong-page'],
    ['no incident at all', { ...history, incidents: [] }, 200, 'empty'],
    ['none that can be read', { ...history, incidents: [{}, 3] }, 200, 'not-readable'],
    ['something else', { page: { id: 'tymt9n04zgry' } }, 200, 'not-readable'],
    [
      'a clock that is wrong',
      {
        ...history,
        incidents: [{ ...history.incidents[0], started_at: '2027-01-01T00:00:00Z', resolved_at: null }],
      },
      200,
      'clock',
    ],
  ])('%s', (_, body, status, error) => {
    expect(from(body, status)).toEqual({ ok: false, error });
  });

  test('half an answer says nothing', () => {
    const body = read('incidents.json').trimEnd();
    for (let end = 0; end < body.length; end += 97)
      expect(readHistory({ status: 200, body: body.slice(0, end) }, NOW).ok).toBe(false);
  });

  test('fifty incidents of the usual size are read quickly, ten million characters not at all', () => {
    const long = history.incidents.slice(0, 5).map((one) => ({ ...one, postmortem_body: 'x'.repeat(5_000) }));
    const body = JSON.stringify({ ...history, incidents: Array.from({ length: 10 }, () => long).flat() });
    expect(body.length).toBeGreaterThan(290_000);
    const before = performance.now();
    expect(readHistory({ status: 200, body }, NOW).ok).toBe(true);
    expect(readHistory({ status: 200, body: body + ' '.repeat(1e7) }, NOW)).toEqual({
      ok: false,
      error: 'too-long',
    });
    expect(performance.now() - before).toBeLessThan(500);
  });

  test('100,000 broken answers: never thrown at, and what is read fits its schema', () => {
    const small = JSON.stringify({ page: { id: 'tymt9n04zgry' }, incidents: history.incidents.slice(3, 4) });
    fc.assert(
      fc.property(broken(small), (body) => {
        const result = readHistory({ status: 200, body }, NOW);
        return !result.ok || result.value.every((row) => PastIncidentSchema.safeParse(row).success);
      }),
      { numRuns: 100_000 },
    );
  }, 60_000);
});

describe('how long such trouble usually lasts', () => {
  const minutes = (of: ReturnType<typeof usualDuration>) =>
    [of.lower, of.median, of.upper].map((ms) => ms / MINUTE_MS).concat(of.count);

  test('from the history, without notices, without what has no length, without what is open', () => {
    // 9 15 17 18 26 28 47 57 57 71 90 164 291, in minutes
    expect(minutes(usualDuration(rows()))).toEqual([18, 47, 71, 13]);
  });
  test('of all, when there are too few like it', () => {
    expect(usualDuration(rows(), ({ models }) => models.includes('Opus 4.8'))).toEqual(usualDuration(rows()));
  });
  test('of those like it, when there are enough', () => {
    const many = rows({ ...history, incidents: Array.from({ length: 6 }, () => history.incidents).flat() });
    expect(minutes(usualDuration(many, ({ models }) => models.includes('Opus 4.8')))).toEqual([
      49.25, 64, 75.75, 24,
    ]);
  });
  test('the usual figures, when the history is too short', () => {
    expect(usualDuration([])).toEqual(USUAL);
    expect(minutes(usualDuration(rows().slice(0, 6)))).toEqual([26, 57, 99, 139]);
  });
});
