import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { FailureSchema } from '@/utils/failures/types';
import { csvFile, jsonFile } from '@/utils/incidents/timeline-file';
import { claudeStatusPage } from '@/utils/status/claude-status-page';
import { officialHistory, ownIncidents, tryLog } from '@/utils/storage/incident-items';
import { witnesses } from '@/utils/storage/items';
import { official, page, work } from '../diagnosis/given';
import { failure } from '../failures/given';
import { NOW, own, past } from '../incidents/past';

const store = (key: string, value: unknown, area: 'local' | 'session' = 'local') =>
  fakeBrowser.storage[area].set({ [key]: { version: 1, value } });

beforeEach(() => fakeBrowser.reset());

describe.each([1e308, 8.7e15, 8.64e15, -1])('a time that no calendar has: %s', (bad) => {
  test('is left out with its row, and the files are written', async () => {
    const hour = { at: NOW - 3_600_000, model: null, tries: 2, failed: 1 };
    const line = { from: 'tab', key: 'send_failed', values: [], at: bad };
    await store('own-incidents', [
      ...[own({ startedAt: bad }), own({ endedAt: bad }), own({ failedAt: bad }), own({ evidence: [line] })],
      own(),
    ]);
    await store('official-history', {
      ...{ askedAt: NOW, answeredAt: NOW, problem: null },
      rows: [past({ startedAt: bad }), past({ resolvedAt: bad }), past()],
    });
    await store('tries', { recent: [], hours: [{ ...hour, at: bad }, hour] });
    const stored = { own: await ownIncidents.get(), official: (await officialHistory.get()).rows };
    const { hours } = await tryLog.get();
    expect(stored).toEqual({ own: [own()], official: [past()] });
    expect(hours).toEqual([hour]);
    const facts = { ...stored, hours, failures: [], maintenance: [], range: 'quarter' as const, now: NOW };
    const rest = { officialReadAt: NOW, extensionVersion: '0.1.0', wordsOf: () => '' };
    for (const write of [csvFile, jsonFile]) expect(() => write({ ...facts, ...rest })).not.toThrow();
  });

  test('is no time at which the page was read, something failed, or work is done', async () => {
    await store('official-history', { askedAt: NOW, answeredAt: bad, problem: null, rows: [past()] });
    expect((await officialHistory.get()).answeredAt).toBeNull();
    expect(FailureSchema.safeParse(failure({ at: bad })).success).toBe(false);
    const planned = official('ok', { official: page([], { ...work(true, 0), startsAt: bad }) });
    const readable = official('ok', { id: 'mastodon' });
    await store('witnesses', [planned, readable], 'session');
    expect(await witnesses.get()).toEqual([readable]);
  });
});

test('an official time of another age is none', () => {
  const body = JSON.stringify({
    page: { id: 'tymt9n04zgry', updated_at: '2026-11-20T13:50:00Z' },
    components: [{ id: 'rwppv331jlwc', status: 'operational' }],
    incidents: [{ id: 'x1', name: 'Errors', started_at: '+200000-01-01T00:00:00Z' }],
    scheduled_maintenances: [{ name: 'Work', status: 'scheduled', scheduled_for: '+200000-01-01T00:00:00Z' }],
  });
  expect(claudeStatusPage.parse({ status: 200, body }, NOW).official).toMatchObject({
    ...{ incidents: [], maintenance: null },
  });
});
