import { describe, expect, test } from 'vitest';
import { createMarkGone } from '@/utils/library/gone';
import { createHold } from '@/utils/library/run/hold';
import { createGate, inLanes } from '@/utils/library/run/lanes';
import { createRate, leftMs, restMs } from '@/utils/library/run/pace';
import { createStore } from '@/utils/library/store';
import { freshLibrary } from '../fresh-library';

describe('lanes', () => {
  test('so many at a time, each once, in order', async () => {
    let under = 0;
    let most = 0;
    const begun: number[] = [];
    await inLanes([1, 2, 3, 4, 5, 6, 7], 3, async (one) => {
      begun.push(one);
      under += 1;
      most = Math.max(most, under);
      await new Promise((resolve) => setTimeout(resolve, 5 - (one % 3)));
      under -= 1;
    });
    expect(begun).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(most).toBe(3);
  });

  test('a closed gate lets through when it is opened', async () => {
    const gate = createGate();
    gate.close();
    let isThrough = false;
    const passed = gate.passed().then(() => {
      isThrough = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(isThrough).toBe(false);
    gate.open();
    await passed;
  });
});

describe('pace', () => {
  test.each([
    [null, 30, 30],
    [null, 900, 200],
    [0, 900, 0],
    [200, 3, 200],
  ])('pause %s, answered in %i ms: rests for %i ms', (pauseMs, answerMs, rest) => {
    expect(restMs(pauseMs, answerMs)).toBe(rest);
  });

  test('the rate is that of the last ones, and of none before a pause', () => {
    const rate = createRate();
    for (const at of [0, 1000, 2000]) rate.note(at);
    expect(rate.perMinute()).toBeNull();
    rate.note(3000);
    expect(rate.perMinute()).toBe(60);
    for (let at = 3000; at <= 9000; at += 100) rate.note(at);
    expect(rate.perMinute()).toBe(600);
    expect(leftMs(50, rate.perMinute())).toBe(5000);
    rate.restart();
    expect(rate.perMinute()).toBeNull();
    expect(leftMs(50, null)).toBeNull();
  });
});

describe('holding all lanes up', () => {
  function given() {
    const slept: number[] = [];
    const told: (number | null)[] = [];
    const wakes: (() => void)[] = [];
    const sleep = (ms: number) => {
      slept.push(ms);
      return new Promise<void>((resolve) => wakes.push(resolve));
    };
    const hold = createHold({ now: () => 1000, sleep, changed: (until) => told.push(until) });
    const wake = async (): Promise<void> => {
      for (const one of wakes.splice(0)) one();
      await new Promise((resolve) => setTimeout(resolve));
    };
    return { hold, slept, told, wake };
  }

  test('what Claude asks for holds everybody, the longest wait counts', async () => {
    const { hold, slept, told, wake } = given();
    hold.ask(5000);
    hold.ask(2000);
    hold.ask(9000);
    expect(slept).toEqual([5000, 9000]);
    let isThrough = false;
    const passed = hold.passed().then(() => {
      isThrough = true;
    });
    expect(isThrough).toBe(false);
    await wake();
    await passed;
    expect(told).toEqual([6000, 10_000, null]);
  });

  test('six failures in a row are waited for, longer each time, then given up; one success forgets all', async () => {
    const { hold, slept, wake } = given();
    const fail = (times: number) => Array.from({ length: times }, () => hold.failed()).at(-1);
    fail(5);
    hold.succeeded();
    expect(fail(5)).toBe('go-on');
    expect(slept).toEqual([]);
    hold.failed();
    expect(fail(3)).toBe('go-on'); // of lanes that were under way
    expect(slept).toEqual([5000]);
    await wake();
    for (const ms of [10_000, 20_000]) {
      expect(hold.failed()).toBe('go-on');
      expect(slept.at(-1)).toBe(ms);
      await wake();
    }
    expect(hold.failed()).toBe('give-up');
  });
});

describe('marks of what is gone', () => {
  async function given() {
    const database = await freshLibrary();
    const store = createStore(database);
    const save = (conversationId: string, organizationId: string | null, capturedAt: number) =>
      store.saveSnapshot(`{"uuid":"${conversationId}"}`, {
        ...{ conversationId, organizationId, capturedAt, title: '', model: null, createdAt: null },
        ...{ updatedAt: null, leafId: null, messageCount: 1, projectId: null, whole: true, source: 'import' },
      });
    await save('here', 'org', 10);
    await save('gone', 'org', 10);
    await save('new', 'org', 99);
    await save('elsewhere', 'other', 10);
    await save('imported', null, 10);
    const marks = async () =>
      Object.fromEntries(
        (await database.getAll('conversations')).flatMap(({ conversationId, goneAt }) =>
          goneAt === undefined ? [] : [[conversationId, goneAt]],
        ),
      );
    return { markGone: createMarkGone(async () => database), marks, list: () => store.list() };
  }
  const list = (...listed: string[]) => ({ organizationId: 'org', listed: new Set(listed), listedAt: 50 });

  test('only what this organisation had before its list was read, and only until it is listed again', async () => {
    const { markGone, marks, list: all } = await given();
    await markGone(list('here'));
    expect(await marks()).toEqual({ gone: 50 });
    await markGone({ ...list('here'), listedAt: 80 });
    expect(await marks()).toEqual({ gone: 50 });
    await markGone(list('here', 'gone'));
    expect(await marks()).toEqual({});
    expect(await all()).toHaveLength(5);
  });

  test('an empty list marks nothing', async () => {
    const { markGone, marks } = await given();
    await markGone(list());
    expect(await marks()).toEqual({});
  });
});
