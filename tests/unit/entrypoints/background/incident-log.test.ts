import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type IncidentEdges, incidentLog } from '@/entrypoints/background/incident-log';
import type { VerdictId } from '@/utils/diagnosis/severity';
import { EMPTY_TRACK } from '@/utils/incidents/track';
import type { Signal } from '@/utils/signals/types';
import { USUAL } from '@/utils/status/incident-history';
import { incidentTrack, officialHistory, ownIncidents } from '@/utils/storage/incident-items';
import { verdict } from '../../utils/incidents/given';
import { HOUR_MS, past } from '../../utils/incidents/past';
import { a, failedTry, goodTry } from '../../utils/signals/given';
import { TAB } from './given';

const START = 1_700_000_000_000;
const here = [a('page-loaded', START), a('page-context', START + 1)];
const failed = (count: number): Signal[] => [
  ...here,
  ...Array.from({ length: count }, (_, index) =>
    failedTry(`lx-${index}`, START + 10_000 * (index + 1)),
  ).flat(),
];

let signals: readonly Signal[] = [];
let now = START;
beforeEach(() => {
  fakeBrowser.reset();
  now = START + 60_000;
});

function started(special: Partial<IncidentEdges> = {}) {
  const edges = {
    now: () => now,
    signalsOf: async () => signals,
    witnesses: async () => [],
    isPrivate: async () => false,
    noted: vi.fn(),
    wentDown: vi.fn(),
    ...special,
  };
  const log = incidentLog(edges);
  const look = async (seen: readonly Signal[], id: VerdictId): Promise<void> => {
    signals = seen;
    log.note({
      tabId: TAB,
      verdict: verdict({ id }),
      findings: [],
      successes: { replyAt: null, pageAt: null, callAt: null, answerAt: null },
    });
    await log.forget(-1); // in turn: what was noted is done by then
  };
  /** One after the other. */
  const fail = async (count: number): Promise<void> => {
    for (let index = 1; index <= count; index += 1) await look(failed(index), 'degraded');
  };
  return { log, look, fail, edges };
}

test('several failures open an incident, several successes close it', async () => {
  const { log, look, fail } = started();
  await fail(2);
  expect(await ownIncidents.get()).toEqual([]);
  await fail(4);
  expect(await ownIncidents.get()).toMatchObject([{ verdict: 'degraded', failures: 4, endedAt: null }]);
  expect((await log.history()).incident).toMatchObject({ verdict: 'degraded', failures: 4 });
  const once = [...failed(4), ...goodTry('lx-8', START + 80_000)];
  await look(once, 'ok');
  expect((await log.history()).incident).not.toBeNull();
  await look([...once, ...goodTry('lx-9', START + 90_000)], 'ok');
  expect((await log.history()).incident).toBeNull();
  expect(await ownIncidents.get()).toMatchObject([{ ending: 'seen' }]);
});

test('what the user has deleted is not written again by what comes after it', async () => {
  const { log, look, fail } = started();
  await fail(4);
  await log.clear();
  await ownIncidents.set([]);
  expect((await log.history()).incident).toBeNull();
  expect(await incidentTrack.get()).toEqual(EMPTY_TRACK);
  await look([...here, ...goodTry('lx-9', START + 90_000)], 'ok');
  expect(await ownIncidents.get()).toEqual([]);
});

describe('the worker dies', () => {
  test('and the next one goes on where it was', async () => {
    await started().fail(4);
    const { log, look } = started();
    expect((await log.history()).incident).toMatchObject({ failures: 4 });
    await look([...failed(4), ...goodTry('lx-8', START + 80_000), ...goodTry('lx-9', START + 90_000)], 'ok');
    expect(await ownIncidents.get()).toMatchObject([{ ending: 'seen' }]);
  });

  test('with the browser: nobody saw the end, and the log says so', async () => {
    await started().fail(4);
    await fakeBrowser.storage.session.clear();
    now += 86_400_000;
    const { log } = started();
    expect((await log.history()).incident).toBeNull();
    const [row] = await ownIncidents.get();
    expect(row).toMatchObject({ ending: 'assumed' });
    expect((row?.endedAt ?? 0) - (row?.failedAt ?? 0)).toBe(600_000);
  });
});

describe('the clock is set back by a day', () => {
  const DAY = 86_400_000;
  const later = (count: number): Signal[] =>
    Array.from({ length: count }, (_, index) => goodTry(`lx-2${index}`, START - DAY + 72_000 + index)).flat();

  test('and what works closes the incident, as long as it was', async () => {
    const { log, look, fail } = started();
    await fail(4);
    now += 10_000 - DAY;
    await look([], 'unclear');
    expect((await log.history()).incident?.startedAt).toBeLessThan(now);
    now += 10_000;
    await look(later(3), 'ok');
    expect((await log.history()).incident).toBeNull();
    const [row] = await ownIncidents.get();
    expect(row?.endedAt).toBeLessThanOrEqual(now);
    // Four failures ten seconds apart.
    expect((row?.failedAt ?? 0) - (row?.startedAt ?? 0)).toBe(30_000);
    expect((row?.endedAt ?? 0) - (row?.startedAt ?? 0)).toBeGreaterThanOrEqual(30_000);
  });

  test('and a worker that begins anew knows it, too', async () => {
    await started().fail(4);
    now -= DAY;
    const { log, look } = started();
    await look([], 'ok');
    now += 62 * 60_000;
    expect((await log.history()).incident).toBeNull();
  });
});

test('of a private window, and of a tab that cannot be asked, nothing is kept', async () => {
  await started({ isPrivate: async () => true }).fail(4);
  await started({ isPrivate: () => Promise.reject(new Error('gone')) }).look(failed(4), 'down');
  expect(await ownIncidents.get()).toEqual([]);
});

test('an outage is told once', async () => {
  const { look, fail, edges } = started();
  await fail(4);
  expect(edges.wentDown).not.toHaveBeenCalled();
  await look(failed(5), 'down');
  await look(failed(6), 'down');
  expect(edges.wentDown).toHaveBeenCalledTimes(1);
});

test('what is on the user’s side is kept, and is no trouble of Claude’s', async () => {
  const { log, look } = started();
  await look(here, 'offline');
  expect(await ownIncidents.get()).toMatchObject([{ verdict: 'offline', endedAt: null }]);
  expect((await log.history()).incident).toBeNull();
  await log.forget(TAB);
  expect(await ownIncidents.get()).toMatchObject([{ verdict: 'offline', ending: 'seen' }]);
});

test('never throws, and goes on', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const witnesses = vi
    .fn<IncidentEdges['witnesses']>()
    .mockRejectedValueOnce(new Error('broken'))
    .mockResolvedValue([]);
  const { fail } = started({ witnesses });
  await fail(4);
  expect(warn).toHaveBeenCalled();
  expect(await ownIncidents.get()).toHaveLength(1);
});

describe.each(['session', 'local'] as const)('the area %s takes nothing for a moment', (area) => {
  test('what was seen is in the log all the same, and the outage is told', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { look, fail, edges } = started();
    await fail(2);
    vi.spyOn(fakeBrowser.storage[area], 'set').mockRejectedValueOnce(new Error('full'));
    await look(failed(3), 'down');
    await look(failed(3), 'down');
    expect(await ownIncidents.get()).toMatchObject([{ verdict: 'down', failures: 3 }]);
    expect(edges.wentDown).toHaveBeenCalledTimes(1);
  });
});

test('how long it usually lasts, until something better is known', async () => {
  expect((await started().log.history()).usual).toEqual(USUAL);
});

describe('what cannot be read once', () => {
  const full = new Error('storage');

  test('how long it usually lasts: the usual figures, until the next look', async () => {
    const rows = Array.from({ length: 20 }, (_, index) =>
      past({ id: `p${index}`, startedAt: START - 5 * HOUR_MS, resolvedAt: START - HOUR_MS }),
    );
    await officialHistory.set({ askedAt: START, answeredAt: START, problem: null, rows });
    vi.spyOn(officialHistory, 'get').mockRejectedValueOnce(full);
    const { log } = started();
    expect((await log.history()).usual).toEqual(USUAL);
    expect((await log.history()).usual).toMatchObject({ median: 4 * HOUR_MS });
  });

  test('what was seen before: told, and read again', async () => {
    vi.spyOn(incidentTrack, 'get').mockRejectedValueOnce(full);
    const { log } = started();
    await expect(log.history()).rejects.toThrow(full);
    expect((await log.history()).incident).toBeNull();
  });

  test('a log that cannot be written is read all the same', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    await started().fail(4);
    await incidentTrack.set(EMPTY_TRACK); // a new session of the browser
    vi.spyOn(ownIncidents, 'update').mockRejectedValueOnce(full);
    expect((await started().log.history()).incident).toBeNull();
    expect(warn).toHaveBeenCalled();
  });
});
