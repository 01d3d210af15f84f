import { describe, expect, test } from 'vitest';
import { csvFile, type FileFacts, jsonFile } from '@/utils/incidents/timeline-file';
import { failure } from '../failures/given';
import { DAY_MS, HOUR_MS, NOW, own, past, work } from './past';
import { readCsv } from './read-csv';

const given = (more: Partial<FileFacts> = {}): FileFacts => ({
  failures: [failure(), failure({ at: NOW - 40 * DAY_MS })],
  own: [own()],
  official: [past({ title: '=HYPERLINK("https://evil.example")', models: 'many' })],
  maintenance: [work()],
  hours: [{ at: NOW - HOUR_MS, model: 'Opus 4.7', tries: 5, failed: 4 }],
  range: 'week',
  officialReadAt: NOW - 60_000,
  extensionVersion: '0.1.0',
  wordsOf: ({ key, values }) => `${key} ${values.join('/')}`,
  now: NOW,
  ...more,
});
const text = ({ bytes }: { bytes: Uint8Array }): string => new TextDecoder().decode(bytes);

function rowsOf(facts: FileFacts): Record<string, string>[] {
  const [head = [], ...rows] = readCsv(text(csvFile(facts)));
  return rows.map((cells) => Object.fromEntries(cells.map((cell, index) => [head[index], cell])));
}

describe('the CSV', () => {
  test('one row for each thing, in the order of time; names of this day', () => {
    expect(csvFile(given()).name).toMatch(/^lifeline-incidents-2026-11-\d\d\.csv$/);
    expect(rowsOf(given()).map(({ kind }) => kind)).toEqual([
      ...['incident', 'official', 'tries', 'failure', 'maintenance'],
    ]);
  });

  test('what an incident of one’s own was', () => {
    expect(rowsOf(given()).find(({ kind }) => kind === 'incident')).toMatchObject({
      ...{
        started_at: new Date(own().startedAt).toISOString(),
        minutes: '50',
        verdict: 'degraded',
        code: '529',
      },
      ...{ model: 'Opus 4.7', failures: '4', witnesses: 'claude-status-page', evidence: 'send_failed 4/5' },
    });
  });

  test('a title that is a formula is text', () => {
    const { title, model, concerns_chat } = rowsOf(given()).find(({ kind }) => kind === 'official') ?? {};
    expect([title, model, concerns_chat]).toEqual([`'=HYPERLINK("https://evil.example")`, 'many', 'yes']);
  });

  test('what is open has no end', () => {
    const [row] = rowsOf(
      given({ failures: [], own: [], hours: [], maintenance: [], official: [past({ resolvedAt: null })] }),
    );
    expect([row?.ended_at, row?.minutes]).toEqual(['', '']);
  });
});

describe('the JSON', () => {
  const read = (facts: FileFacts) => JSON.parse(text(jsonFile(facts)));

  test('says its version, and from when to when', () => {
    expect(read(given())).toMatchObject({
      ...{ schemaVersion: 1, extensionVersion: '0.1.0', savedAt: new Date(NOW).toISOString() },
      ...{
        from: new Date(NOW - 7 * DAY_MS).toISOString(),
        officialReadAt: new Date(NOW - 60_000).toISOString(),
      },
    });
  });

  test('holds what lies within the range, titles as they are', () => {
    const content = read(given());
    expect(content.failures).toHaveLength(1);
    expect(content.officialIncidents[0].title).toBe('=HYPERLINK("https://evil.example")');
    expect(content.incidents[0].evidence[0]).toMatchObject({ text: 'send_failed 4/5', values: ['4', '5'] });
    expect(content.tries).toEqual([
      { at: new Date(NOW - HOUR_MS).toISOString(), model: 'Opus 4.7', tries: 5, failed: 4 },
    ]);
    expect(read(given({ range: 'quarter' })).failures).toHaveLength(2);
  });
});
