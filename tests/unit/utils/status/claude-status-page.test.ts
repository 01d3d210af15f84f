import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import rows from '@/tests/fixtures/status/index.json';
import { claudeStatusPage } from '@/utils/status/claude-status-page';
import { ReportSchema } from '@/utils/status/types';
import { broken } from './feed-cases';

const NOW = Date.parse('2026-11-12T14:02:00Z');
const read = (file: string): string => readFileSync(`tests/fixtures/status/${file}`, 'utf8');

test.each(rows)('$file with $status: $report.state', ({ file, status, report }) => {
  const { official, ...said } = claudeStatusPage.parse({ status, body: read(file) }, NOW);
  expect(said).toEqual(report);
  expect(official === undefined).toBe(report.state === 'unknown');
});

describe('unknown is never green', () => {
  test('nor red: a summary that breaks off', () => {
    for (const file of ['operational.json', 'major.json']) {
      const whole = read(file).trimEnd();
      for (let end = 0; end < whole.length; end += 37) {
        const { state } = claudeStatusPage.parse({ status: 200, body: whole.slice(0, end) }, NOW);
        expect(state).toBe('unknown');
      }
    }
  });

  test('nor red: any other answer', () => {
    const status = fc.integer({ min: 100, max: 599 });
    fc.assert(
      fc.property(status, fc.oneof(fc.string(), fc.json()), (code, body) => {
        expect(claudeStatusPage.parse({ status: code, body }, NOW).state).toBe('unknown');
      }),
      { numRuns: 2_000 },
    );
  });

  test('any status but 200 says nothing', () => {
    const status = fc.integer({ min: 100, max: 599 }).filter((code) => code !== 200);
    fc.assert(
      fc.property(status, fc.constantFrom('operational.json', 'major.json'), (code, file) => {
        expect(claudeStatusPage.parse({ status: code, body: read(file) }, NOW).state).toBe('unknown');
      }),
    );
  });
});

test('a page that moves seldom is not stale for months', () => {
  const body = read('operational.json');
  const month = 30 * 24 * 3_600_000;
  expect(claudeStatusPage.parse({ status: 200, body }, NOW + 7 * month).state).toBe('ok');
  expect(claudeStatusPage.parse({ status: 200, body }, NOW + 13 * month).state).toBe('unknown');
});

test('asks the page itself first, then the host that serves it', () => {
  expect(claudeStatusPage.urls.map((url) => new URL(url).hostname)).toEqual([
    'status.claude.com',
    'anthropic.statuspage.io',
  ]);
});

describe('beyond the state', () => {
  type Summary = Record<string, unknown> & { incidents: Record<string, unknown>[] };
  const open = (): Summary => JSON.parse(read('open-incidents.json')) as Summary;
  const official = (summary: unknown, now = NOW) =>
    claudeStatusPage.parse({ status: 200, body: JSON.stringify(summary) }, now).official;

  test('each open incident: what its title names, and whether the chat is hit', () => {
    const seen = official(open())?.incidents.map(({ title, impact, models, surfaces, concernsChat }) => [
      ...[concernsChat, impact, title, models, surfaces],
    ]);
    expect(seen).toEqual([
      // Its component changed, whoever else is listed.
      ['yes', 'minor', 'Elevated errors on Claude Opus 4.8 and Sonnet 5', ['Opus 4.8', 'Sonnet 5'], []],
      // No component yet: the title tells.
      ['yes', 'minor', 'Elevated errors on Claude.ai', [], ['claude.ai']],
      ['yes', null, 'Users can not log in', [], ['login']],
      ['unclear', 'critical', 'Elevated errors across many models', 'many', []],
      // Listed, and not changed.
      ['no', 'major', 'Elevated errors on the admin API', [], ['api']],
      ['no', 'major', 'Degraded functionality for Claude Cowork on Windows', [], ['cowork']],
      ['no', 'minor', 'Errors on the Claude API for Haiku 4.5', ['Haiku 4.5'], ['api']],
    ]);
  });

  test('since when, and when it was last heard of', () => {
    const [first] = official(open())?.incidents ?? [];
    expect([first?.startedAt, first?.updatedAt].map((at) => new Date(at ?? 0).toISOString())).toEqual([
      '2026-11-12T13:31:00.000Z',
      '2026-11-12T13:50:00.000Z',
    ]);
  });

  test('the models of what may concern the chat, and no others', () => {
    const summary = open();
    expect(official(summary)?.models).toBe('many');
    summary.incidents = summary.incidents.filter(({ impact }) => impact !== 'critical');
    expect(official(summary)?.models).toEqual(['Opus 4.8', 'Sonnet 5']);
    expect(official({ ...summary, incidents: [] })?.models).toEqual([]);
  });

  test('every component that is known by its id', () => {
    expect(official(open())?.components).toEqual({
      'claude.ai': 'partial_outage',
      console: 'operational',
      api: 'degraded_performance',
      code: 'operational',
      cowork: 'degraded_performance',
      government: 'operational',
    });
  });

  test('the next maintenance, the one that runs, and none when it is over', () => {
    const at = (time: string) => official(open(), Date.parse(time))?.maintenance ?? null;
    expect(at('2026-11-12T14:02:00Z')).toMatchObject({
      ...{ title: 'Console database upgrade', running: false, concernsChat: 'no' },
      startsAt: Date.parse('2026-11-13T06:00:00Z'),
    });
    expect(at('2026-11-13T12:00:00Z')).toMatchObject({
      ...{ title: 'Move of the storage for projects', running: false, concernsChat: 'yes' },
    });
    expect(at('2026-11-15T12:00:00Z')).toBeNull();
    const running = JSON.parse(read('maintenance.json')) as unknown;
    expect(official(running)?.maintenance).toMatchObject({ running: true, concernsChat: 'yes' });
  });

  test('an incident that can not be read takes nothing else with it', () => {
    const summary = open();
    for (const strange of [
      null,
      7,
      {},
      { name: 3 },
      { name: 'x', incident_updates: 'none' },
      { name: 'y', started_at: 'soon' },
    ])
      summary.incidents.unshift(strange as never);
    expect(official(summary)?.incidents).toHaveLength(7);
    expect(official({ ...summary, scheduled_maintenances: 'none' })?.maintenance).toBeNull();
  });

  test('what is closed is not open, and a flood is cut', () => {
    const summary = open();
    const [first = {}] = summary.incidents;
    const resolved = { ...first, resolved_at: '2026-11-12T13:59:00.000Z' };
    expect(official({ ...summary, incidents: [resolved] })?.incidents).toEqual([]);
    const flood = Array.from({ length: 5_000 }, (_, index) => ({
      ...first,
      id: `i${index}`,
      name: 'Opus 4.8 '.repeat(500),
    }));
    const read = official({ ...summary, incidents: flood });
    expect(read?.incidents).toHaveLength(10);
    expect(JSON.stringify(read).length).toBeLessThan(10_000);
  });

  test('100,000 broken summaries: never thrown at, and what is read fits its schema', () => {
    const summary = open();
    const small = {
      ...summary,
      incidents: summary.incidents.slice(1, 2),
      components: (summary.components as unknown[]).slice(0, 1),
    };
    fc.assert(
      fc.property(broken(JSON.stringify(small)), (body) => {
        const report = claudeStatusPage.parse({ status: 200, body }, NOW);
        return report.state === 'unknown'
          ? report.problem !== null && !report.official
          : ReportSchema.safeParse(report).success;
      }),
      { numRuns: 100_000 },
    );
  }, 60_000);
});
