import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createFailureStore, type FailureStore } from '@/utils/failures/store';
import type { OfficialHistory } from '@/utils/incidents/official-history';
import { createIncidents, type IncidentsEdges } from '@/utils/library/page/incidents';
import { PAGE_ID } from '@/utils/status/claude-status-page';
import { failure, freshLog } from '../../failures/given';
import { HOUR_MS, MINUTE_MS, NOW, own, past } from '../../incidents/past';

let store: FailureStore;
beforeEach(async () => {
  store = createFailureStore(await freshLog());
});

const NEVER: OfficialHistory = { askedAt: null, answeredAt: null, problem: null, rows: [] };
const page = {
  status: 200,
  body: JSON.stringify({
    page: { id: PAGE_ID },
    incidents: [
      { id: 'n1', name: 'Claude.ai unavailable', started_at: new Date(NOW - HOUR_MS).toISOString() },
    ],
  }),
};

function opened(kept: OfficialHistory = NEVER, edges: Partial<IncidentsEdges> = {}) {
  const saved: { name: string; text: string; mediaType: string }[] = [];
  const states: string[] = [];
  let history = kept;
  const keep = (next: OfficialHistory): void => {
    history = next;
  };
  const fetchText = vi.fn(async () => page);
  const view = createIncidents({
    store: async () => store,
    own: async () => [own()],
    tries: async () => ({ recent: [], hours: [{ at: NOW - HOUR_MS, model: null, tries: 8, failed: 2 }] }),
    maintenance: async () => [],
    history: { get: async () => history, set: async (next) => keep(next) },
    mayAsk: async () => true,
    fetchText,
    wordsOf: ({ key }) => key,
    saveFile: (name, bytes, mediaType) =>
      void saved.push({ name, text: new TextDecoder().decode(bytes), mediaType }),
    extensionVersion: '0.1.0',
    now: () => NOW,
    onChange: () => void states.push(view.state().official.state),
    ...edges,
  });
  return { view, saved, states, fetchText };
}

describe('what it shows', () => {
  test('own failures, incidents and tries at once; the official page when it has answered', async () => {
    await store.write([failure()], NOW);
    const { view, states } = opened();
    expect(view.state().timeline).toBeNull();
    await view.look();
    expect([...new Set(states)]).toEqual(['reading', 'read']);
    expect(view.state().timeline?.rows.map(({ kind }) => kind)).toEqual(['failures', 'official', 'own']);
    expect(view.state()).toMatchObject({
      official: { answeredAt: NOW, from: NOW - HOUR_MS },
      reliability: { tries: 8, failed: 2, from: NOW - HOUR_MS },
    });
  });

  test('a log that cannot be read is said to be so; the rest is shown', async () => {
    const { view } = opened(NEVER, { store: () => Promise.reject(new Error('corrupt')) });
    await view.look();
    expect(view.state().news).toBe('log-unreadable');
    expect(view.state().timeline?.rows.map(({ kind }) => kind)).toEqual(['official', 'own']);
  });

  test('another range, without reading anything anew', async () => {
    await store.write([failure({ at: NOW - 30 * HOUR_MS })], NOW);
    const { view, fetchText } = opened();
    await view.look();
    expect(view.state().timeline?.rows).toHaveLength(2);
    view.onRange('week');
    expect(view.state().timeline).toMatchObject({ range: 'week', unit: 'day' });
    expect(view.state().timeline?.rows).toHaveLength(3);
    expect(fetchText).toHaveBeenCalledOnce();
  });
});

describe('the official page', () => {
  const fresh = {
    askedAt: NOW - 30 * MINUTE_MS,
    answeredAt: NOW - 30 * MINUTE_MS,
    problem: null,
    rows: [past()],
  };

  test('is not asked again within the hour, also not by the button', async () => {
    const { view, fetchText } = opened(fresh);
    await view.look();
    await view.onReadAgain();
    expect(fetchText).not.toHaveBeenCalled();
    expect(view.state().official.state).toBe('read');
  });

  test('that cannot be read keeps what is known, and says so', async () => {
    const broken = vi.fn(async () => ({ status: 503, body: '' }));
    const { view } = opened({ ...fresh, askedAt: NOW - 2 * HOUR_MS }, { fetchText: broken });
    await view.look();
    expect(view.state().official).toMatchObject({ state: 'unreadable', answeredAt: fresh.answeredAt });
    expect(view.state().timeline?.rows.map(({ kind }) => kind)).toContain('official');
    expect(broken).toHaveBeenCalledTimes(2);
    await view.look();
    expect(broken).toHaveBeenCalledTimes(2);
  });

  test('that is switched off is not asked', async () => {
    const { view, fetchText } = opened(NEVER, { mayAsk: async () => false });
    await view.look();
    await view.onReadAgain();
    expect(fetchText).not.toHaveBeenCalled();
    expect(view.state().official.state).toBe('off');
  });

  test('is asked once, however often one looks meanwhile', async () => {
    const { view, fetchText } = opened();
    await Promise.all([view.look(), view.look(), view.onReadAgain()]);
    expect(fetchText).toHaveBeenCalledOnce();
  });
});

test.each([
  ['csv', 'text/csv', /^kind,started_at,/],
  ['json', 'application/json', /^\{\n {2}"schemaVersion": 1,/],
] as const)('%s: what is shown becomes a file', async (kind, mediaType, beginning) => {
  const { view, saved } = opened();
  await view.look();
  await view.onExport(kind);
  expect(saved).toMatchObject([{ mediaType, name: expect.stringMatching(new RegExp(`\\.${kind}$`)) }]);
  expect(saved[0]?.text).toMatch(beginning);
  expect(view.state().news).toBe(`${kind}-saved`);
});
