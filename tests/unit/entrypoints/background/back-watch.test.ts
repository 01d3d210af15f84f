import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { backWatching, WATCH } from '@/entrypoints/background/back-watch';
import { alarmAt, clearAlarm, setAlarm } from '@/utils/browser/alarms';
import type { Outcome } from '@/utils/incidents/outcomes';
import { EMPTY_TRACK } from '@/utils/incidents/track';
import type { Back } from '@/utils/incidents/types';
import type { ProbeResult } from '@/utils/probes/types';
import type { Witness } from '@/utils/status/types';
import { backNotice, backWatch } from '@/utils/storage/incident-items';
import { MINUTE, outcomes, START } from '../../utils/incidents/given';
import { TAB } from './given';

vi.mock('@/utils/browser/alarms', () => ({
  setAlarm: vi.fn(),
  clearAlarm: vi.fn(),
  alarmAt: vi.fn(async () => null),
  SOONEST_ALARM_MS: 30_000,
}));

const TOTAL = '-0 -1 -2 -3 -4';
/** So many that it can't be luck. */
const WORKS = `${TOTAL} ${Array.from({ length: 14 }, (_, index) => `+${6 + index / 10}`).join(' ')}`;
const at = (minutes: number) => START + minutes * MINUTE;
const read = (minutes: number, state: ProbeResult['state'] = 'ok'): ProbeResult => ({
  ...{ id: 'claude', state, cause: null, status: 200, tookMs: 80 },
  at: at(minutes),
});
const official = (state: Witness['state'], minutes: number): Witness => ({
  ...{
    id: 'claude-status-page',
    state,
    impact: state === 'trouble' ? 'major' : 'none',
    headline: null,
    problem: null,
  },
  ...{ answeredAt: at(minutes), askedAt: at(minutes) },
});

/** The world around it; each part may change while it waits. */
function world() {
  const is = {
    minutes: 5,
    outcomes: outcomes(TOTAL) as Outcome[],
    probes: [] as ProbeResult[],
    witnesses: [] as Witness[],
    tabs: [TAB],
    quietMs: 0,
    isPrivate: async () => false,
  };
  const told: Back['by'][] = [];
  const probe = vi.fn(async () => undefined);
  const start = () =>
    backWatching({
      now: () => at(is.minutes),
      chance: () => 0,
      track: async () => ({ ...EMPTY_TRACK, outcomes: is.outcomes }),
      witnesses: async () => is.witnesses,
      isPrivate: () => is.isPrivate(),
      tabs: async () => is.tabs,
      probes: async () => is.probes,
      probe,
      tell: async ({ by }) => {
        if (is.quietMs === 0) told.push(by);
        return is.quietMs;
      },
      changed: () => undefined,
    });
  const later = (minutes: number, special: Partial<typeof is> = {}) =>
    Object.assign(is, { minutes, ...special });
  return { is, told, probe, start, later };
}

beforeEach(() => fakeBrowser.reset());
const alarms = () => vi.mocked(setAlarm).mock.calls.map(([, delayMs]) => delayMs);

test('the first success is told as that within two minutes, once', async () => {
  const { told, start, later } = world();
  const watch = start();
  await watch.begin(TAB, 'send');
  expect(await watch.isWatching()).toBe(true);
  later(6, { outcomes: outcomes(`${TOTAL} +6`) });
  await watch.check();
  expect(told).toEqual([]);
  later(7.9);
  await watch.tick();
  await watch.tick();
  expect(told).toEqual(['first']);
  expect([await watch.isWatching(), await watch.back()]).toEqual([false, { at: at(6), by: 'first' }]);
});

test('a run of successes is told at once, and once', async () => {
  const { told, start, later } = world();
  const watch = start();
  await watch.begin(TAB, 'send');
  later(8, { outcomes: outcomes(WORKS) });
  await watch.check();
  await watch.tick();
  await watch.check();
  expect(told).toEqual(['run']);
  expect(clearAlarm).toHaveBeenCalledWith(WATCH);
  expect([await watch.isWatching(), await watch.back()]).toEqual([false, { at: at(6), by: 'run' }]);
});

test('a worker that has just begun goes on with the watch', async () => {
  const { told, start, later } = world();
  await start().begin(TAB, 'send');
  later(8, { outcomes: outcomes(WORKS) });
  await start().check();
  expect(told).toEqual(['run']);
});

test.each([
  ['asked for in a private window', async () => true],
  ['asked for by a tab that is gone', () => Promise.reject(new Error('no tab'))],
])('%s: it is told, and nothing is on the disk', async (_, isPrivate) => {
  const { is, told, start, later } = world();
  const watch = start();
  await watch.begin(TAB, 'send'); // once in a normal window
  is.isPrivate = isPrivate;
  await watch.begin(TAB, 'send');
  expect(JSON.stringify(await fakeBrowser.storage.local.get(null))).not.toContain('since');
  expect(await watch.isWatching()).toBe(true);
  later(8, { outcomes: outcomes(WORKS) });
  await start().check();
  expect([told, await watch.isWatching()]).toEqual([['run'], false]);
});

test('while it fails nothing is told, and after twelve hours nothing is asked', async () => {
  const { told, start, later, probe } = world();
  const watch = start();
  await watch.begin(TAB, 'document');
  later(11 * 60, { outcomes: outcomes('-659') });
  await watch.tick();
  expect(probe).toHaveBeenCalledTimes(1);
  later(13 * 60);
  await watch.tick();
  await watch.tick();
  expect(probe).toHaveBeenCalledTimes(2);
  expect([told, await backWatch.get()]).toEqual([[], null]);
});

describe('small reads', () => {
  test('prove that a page loads: twice', async () => {
    const { told, start, later } = world();
    const watch = start();
    await watch.begin(TAB, 'document');
    later(6, { probes: [read(6)] });
    await watch.tick();
    expect(told).toEqual([]);
    later(7.2, { probes: [read(7.2)] });
    await watch.tick();
    expect(told).toEqual(['run']);
  });
  test('are not made for messages before the official page has spoken, nor without a tab', async () => {
    const { start, later, probe } = world();
    const watch = start();
    await watch.begin(TAB, 'send');
    await watch.tick();
    expect(probe).not.toHaveBeenCalled();
    later(6, { witnesses: [official('trouble', 6)] });
    await watch.check();
    await watch.tick();
    expect(probe).toHaveBeenCalledTimes(1);
    later(7, { tabs: [] });
    await watch.tick();
    expect(probe).toHaveBeenCalledTimes(1);
  });
  /** Lets hours pass: the alarm goes off when it is due, and every so many minutes some tab is looked at. */
  async function readsIn(hours: number, everyMinutes: number): Promise<number> {
    const { is, start, later, probe } = world();
    let due = Number.POSITIVE_INFINITY;
    vi.mocked(setAlarm).mockImplementation(async (_, delayMs) => {
      due = is.minutes + Math.max(delayMs, 30_000) / MINUTE;
    });
    vi.mocked(alarmAt).mockImplementation(async () => (Number.isFinite(due) ? at(due) : null));
    const watch = start();
    await watch.begin(TAB, 'document');
    for (let look = 5 + everyMinutes; look < 5 + 60 * hours; look += everyMinutes) {
      while (due <= look) {
        later(due);
        due = Number.POSITIVE_INFINITY;
        await watch.tick();
      }
      later(look);
      await watch.check();
    }
    return probe.mock.calls.length;
  }
  test.each([0.5, 0.75, 1, 4, 30])('are not put off by a look at a tab every %d minutes', async (every) => {
    // Ten minutes at one a minute, then one in four minutes.
    const reads = await readsIn(3, every);
    expect(reads).toBeGreaterThan(40);
    expect(reads).toBeLessThan(60);
  });
  test('an alarm that a clock which was set back has left far away is set anew', async () => {
    vi.mocked(alarmAt).mockResolvedValueOnce(at(24 * 60));
    await world().start().begin(TAB, 'document');
    expect(alarms()).toEqual([MINUTE]);
  });
  test('grow rare', async () => {
    const { start, later } = world();
    const watch = start();
    await watch.begin(TAB, 'document');
    expect(alarms().at(-1)).toBe(MINUTE);
    later(40);
    await watch.tick();
    expect(alarms().at(-1)).toBe(4 * MINUTE);
  });
});

test('the official page closes, reads work, nothing was sent: its word is passed on', async () => {
  const { told, start, later } = world();
  const watch = start();
  await watch.begin(TAB, 'send');
  later(10, { witnesses: [official('trouble', 10)] });
  await watch.check();
  later(36, { witnesses: [official('ok', 36)], probes: [read(36)] });
  await watch.tick();
  expect(told).toEqual([]);
  later(66);
  await watch.tick();
  expect(told).toEqual(['page']);
});

describe('quiet hours', () => {
  const quiet = { quietMs: 60 * MINUTE, outcomes: outcomes(WORKS) };
  test('it is seen at once, and told when they end', async () => {
    const { told, start, later } = world();
    const watch = start();
    await watch.begin(TAB, 'send');
    later(8, quiet);
    await watch.check();
    expect(told).toEqual([]);
    expect(alarms().at(-1)).toBe(60 * MINUTE);
    expect([await watch.isWatching(), await watch.back()]).toEqual([false, { at: at(6), by: 'run' }]);
    later(70, { quietMs: 0 });
    await watch.tick();
    expect(told).toEqual(['run']);
  });
  test.each([
    ['what proved it is forgotten by then', {}, ['run']],
    ['a small read fails by then', { probes: [read(13 * 60 - 1, 'bad')] }, []],
  ])('they end after more than twelve hours: %s', async (_, special, expected) => {
    const { told, start, later } = world();
    const watch = start();
    await watch.begin(TAB, 'send');
    later(8, quiet);
    await watch.check();
    later(13 * 60, { quietMs: 0, outcomes: [], ...special });
    await watch.tick();
    expect(told).toEqual(expected);
    await watch.tick();
    expect([told, await backWatch.get()]).toEqual([expected, null]);
  });
  test('it fails again before anybody was told: nothing is told', async () => {
    const { told, start, later } = world();
    const watch = start();
    await watch.begin(TAB, 'send');
    later(8, quiet);
    await watch.check();
    later(70, { quietMs: 0, outcomes: outcomes(`${TOTAL} +6 -60`) });
    await watch.tick();
    expect([told, await watch.isWatching(), await backNotice.get()]).toEqual([[], true, null]);
  });
});

describe('the clock is set back by a day', () => {
  const DAY = 24 * 60;
  test('twelve hours later nothing is asked any more', async () => {
    const { start, later, probe } = world();
    const watch = start();
    await watch.begin(TAB, 'document');
    later(6 - DAY);
    await watch.tick();
    later(12 * 60 + 7 - DAY);
    await watch.tick();
    expect([await backWatch.get(), probe.mock.calls.length]).toEqual([null, 2]);
  });
  test('what works is told', async () => {
    const { told, start, later } = world();
    const watch = start();
    await watch.begin(TAB, 'send');
    later(6 - DAY, { outcomes: outcomes(`-${5.9 - DAY}`) });
    await watch.check();
    const [failed, works] = [WORKS.split(' ').slice(0, 5), WORKS.split(' ').slice(5)];
    const line = [...failed, ...works].map((word) => `${word[0]}${Number(word.slice(1)) - DAY}`);
    later(9 - DAY, { outcomes: outcomes(line.join(' ')) });
    await watch.check();
    expect(told).toEqual(['run']);
  });
  test('what was back then is no news', async () => {
    const { start, later } = world();
    await backNotice.set({ at: at(6), by: 'run', tabId: TAB });
    later(7 - DAY);
    expect(await start().back()).toBeNull();
  });
});

test('the user does not want to know any more', async () => {
  const { told, start, later } = world();
  const watch = start();
  await watch.begin(TAB, 'send');
  await watch.stop();
  later(8, { outcomes: outcomes(WORKS) });
  await watch.check();
  expect([told, await watch.isWatching()]).toEqual([[], false]);
});

test('that it is back is no news after half an hour, or when it fails again', async () => {
  const { start, later } = world();
  const watch = start();
  await backNotice.set({ at: at(6), by: 'run', tabId: TAB });
  later(7);
  expect(await watch.back()).not.toBeNull();
  later(8, { outcomes: outcomes('-7.5') });
  expect(await watch.back()).toBeNull();
  later(37, { outcomes: [] });
  expect(await watch.back()).toBeNull();
});
