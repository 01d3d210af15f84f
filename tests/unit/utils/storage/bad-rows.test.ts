import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { logged } from '@/utils/incidents/log';
import { observe } from '@/utils/status/surge';
import { officialHistory, ownIncidents, tryLog } from '@/utils/storage/incident-items';
import { probeResults, surges } from '@/utils/storage/witness-items';
import { probe } from '../diagnosis/given';
import { NOW, own, past } from '../incidents/past';

const store = (key: string, value: unknown, area: 'local' | 'session' = 'local') =>
  fakeBrowser.storage[area].set({ [key]: { version: 1, value } });
const learnt = () => observe(undefined, { posts: [], from: NOW - 60_000 }, { quietPerHour: 2 }, NOW);

beforeEach(() => fakeBrowser.reset());

describe('one bad row leaves the others', () => {
  const [first, last] = [own({ id: 'first' }), own({ id: 'last', startedAt: NOW, endedAt: null })];

  test.each<[string, unknown]>([
    ['without a time', { ...own(), failedAt: null }],
    ['with the verdict of a later version', { ...own(), verdict: 'haunted' }],
    ['without its lines', { ...own(), evidence: undefined }],
    ['that is no object', 'nonsense'],
    ['that is nothing', null],
  ])('an own incident %s', async (_, bad) => {
    await store('own-incidents', [first, bad, last]);
    expect(await ownIncidents.get()).toEqual([first, last]);
    await ownIncidents.update((before) => logged(before, [{ ...last, failures: 9 }], NOW));
    expect((await ownIncidents.get()).map(({ id, failures }) => [id, failures])).toEqual([
      ['first', 4],
      ['last', 9],
    ]);
  });

  test('what one source has learnt is spoilt: the others know what is usual', async () => {
    const state = learnt();
    const spoilt = { ...state, baseline: { ...state.baseline, posts: [1] } };
    await store('surges', { 'hacker-news': state, mastodon: spoilt, reddit: null });
    expect(await surges.get()).toEqual({ 'hacker-news': state });
    await surges.update((all) => ({ ...all, mastodon: state }));
    expect(await surges.get()).toEqual({ 'hacker-news': state, mastodon: state });
  });

  test('of the official history, of tries and hours, and of checks', async () => {
    const read = { askedAt: NOW, answeredAt: NOW, problem: null };
    await store('official-history', { ...read, rows: [past(), { ...past(), impact: 'huge' }, { id: 7 }] });
    expect(await officialHistory.get()).toEqual({ ...read, rows: [past()] });
    const one = { name: 'k3', at: NOW, model: null, failed: true };
    const hour = { at: NOW, model: 'Opus 4.8', tries: 3, failed: 1 };
    await store('tries', {
      recent: [{ ...one, name: 3 }, one],
      hours: [hour, { ...hour, tries: '3' }, {}],
    });
    expect(await tryLog.get()).toEqual({ recent: [one], hours: [hour] });
    const check = probe('claude', 'ok');
    await store('probes', { all: [{ id: 'moon' }, check], 7: 'nonsense', 8: [check] }, 'session');
    expect(await probeResults.get()).toEqual({ all: [check], 8: [check] });
  });
});
