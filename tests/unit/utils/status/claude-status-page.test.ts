import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import rows from '@/tests/fixtures/status/index.json';
import { claudeStatusPage } from '@/utils/status/claude-status-page';

const NOW = Date.parse('2026-11-12T14:02:00Z');
const read = (file: string): string => readFileSync(`tests/fixtures/status/${file}`, 'utf8');

test.each(rows)('$file with $status: $report.state', ({ file, status, report }) => {
  expect(claudeStatusPage.parse({ status, body: read(file) }, NOW)).toEqual(report);
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
