import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Answer, tabPulses } from '@/entrypoints/background/pulses';
import type { SignalOf } from '@/utils/signals/types';
import { TAB } from './given';

const START = 1_000_000;
const SECOND = 1_000;

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(() => vi.useRealTimers());

/** A tab that answers, hangs, or isn't there. */
function started(state = { active: true, loading: false }) {
  const told: SignalOf<'tab-hang'>[] = [];
  let settle: ((answer: Answer) => void) | undefined;
  let thread: Answer | 'blocked' = 'answered';
  const ask = vi.fn((_tabId: number, _arriving: boolean) =>
    thread === 'blocked'
      ? new Promise<Answer>((resolve) => {
          settle = resolve;
        })
      : Promise.resolve(thread),
  );
  const pulses = tabPulses({
    now: Date.now,
    ask,
    stateOf: async () => state,
    isHung: async () => told.at(-1)?.hung ?? false,
    report: (_, signal) => told.push(signal),
  });
  return {
    told,
    ask,
    ...pulses,
    state,
    block: () => {
      thread = 'blocked';
    },
    is: (next: Answer) => {
      thread = next;
      settle?.(next);
    },
  };
}

const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * SECOND);

describe('a tab that is used', () => {
  test('beats: nothing is asked and nothing is told', async () => {
    const { beat, ask, told } = started();
    for (let count = 0; count < 20; count += 1) {
      await beat(TAB, true);
      await pass(5);
    }
    expect(ask).not.toHaveBeenCalled();
    expect(told).toEqual([]);
  });

  test('falls silent and does not answer: it hangs, within 20 s of its last beat and not before', async () => {
    const { beat, block, told } = started();
    await beat(TAB, true);
    block();
    await pass(19);
    expect(told).toEqual([]);
    await pass(2);
    expect(told).toEqual([{ kind: 'tab-hang', at: START + 20_000, hung: true, silentMs: 20_000 }]);
    await pass(600);
    expect(told).toHaveLength(1);
  });

  test('falls silent, but answers: a timer was held back, no more', async () => {
    const { beat, ask, told } = started();
    await beat(TAB, true);
    await pass(60);
    expect(ask).toHaveBeenCalledTimes(1);
    expect(told).toEqual([]);
  });

  test('falls silent, and nobody is there: closed, discarded, crashed, on its way elsewhere', async () => {
    const { beat, is, told } = started();
    await beat(TAB, true);
    is('gone');
    await pass(60);
    expect(told).toEqual([]);
  });

  test('says that it rests: nothing is expected, and no timer is kept', async () => {
    const { beat, block, ask } = started();
    await beat(TAB, true);
    await beat(TAB, false);
    block();
    expect(vi.getTimerCount()).toBe(0);
    await pass(600);
    expect(ask).not.toHaveBeenCalled();
  });

  test('is closed', async () => {
    const { beat, forget, ask } = started();
    await beat(TAB, true);
    forget(TAB);
    await pass(60);
    expect(ask).not.toHaveBeenCalled();
  });
});

describe('a tab that hangs', () => {
  const hanging = async () => {
    const tab = started();
    await tab.beat(TAB, true);
    tab.block();
    await pass(25);
    expect(tab.told).toMatchObject([{ hung: true }]);
    return tab;
  };

  test.each([
    ['answers at last', (tab: ReturnType<typeof started>) => tab.is('answered')],
    ['beats again', (tab: ReturnType<typeof started>) => tab.beat(TAB, true)],
    ['beats for the last time: it was hidden meanwhile', (tab) => tab.beat(TAB, false)],
    ['is gone', (tab: ReturnType<typeof started>) => tab.is('gone')],
  ] as [string, (tab: ReturnType<typeof started>) => unknown][])('%s: it hangs no more', async (_, act) => {
    const tab = await hanging();
    await act(tab);
    await pass(1);
    expect(tab.told).toMatchObject([{ hung: true }, { hung: false, silentMs: 0 }]);
  });

  test('a worker that was started anew knows it still', async () => {
    const tab = await hanging();
    const told = vi.fn();
    const anew = tabPulses({
      now: Date.now,
      ask: async () => 'answered',
      stateOf: async () => tab.state,
      isHung: async () => true,
      report: told,
    });
    await anew.beat(TAB, false);
    expect(told).toHaveBeenCalledExactlyOnceWith(TAB, expect.objectContaining({ hung: false }));
  });

  test('an old answer means nothing once the tab has been heard', async () => {
    const tab = await hanging();
    await tab.beat(TAB, true);
    tab.is('gone');
    tab.block();
    await pass(25);
    expect(tab.told).toMatchObject([{ hung: true }, { hung: false }, { hung: true }]);
  });
});

describe('time that did not pass', () => {
  test.each([
    ['a machine that slept for an hour', 3_600_000],
    ['a clock that was set back', -3_600_000],
  ])('%s', async (_, jump) => {
    const { beat, block, ask, told } = started();
    await beat(TAB, true);
    block();
    vi.setSystemTime(START + jump);
    await pass(16);
    expect(ask).not.toHaveBeenCalled();
    await pass(25);
    expect(told).toMatchObject([{ hung: true }]);
    expect(told[0]?.silentMs).toBeGreaterThanOrEqual(0);
  });

  test('sleep between question and answer', async () => {
    const { beat, block, told, is } = started();
    await beat(TAB, true);
    block();
    await pass(16);
    vi.setSystemTime(START + 3_600_000);
    await pass(4);
    expect(told).toEqual([]);
    is('answered');
    await pass(60);
    expect(told).toEqual([]);
  });
});

describe('somebody opens the popup', () => {
  test('a tab that hangs is known within 3 s', async () => {
    const { look, block, told } = started();
    block();
    await look(TAB);
    await pass(3);
    expect(told).toMatchObject([{ hung: true, silentMs: 2_500 }]);
  });

  test('how long it has been silent, when it was to beat', async () => {
    const { look, beat, block, told } = started();
    await beat(TAB, true);
    block();
    await pass(9);
    await look(TAB);
    await pass(3);
    expect(told).toMatchObject([{ hung: true, silentMs: 11_500 }]);
  });

  test('a tab that answers and then hangs, before its next beat', async () => {
    const { look, beat, block, told } = started();
    await beat(TAB, true);
    await look(TAB);
    await pass(1);
    block();
    await pass(21);
    expect(told).toMatchObject([{ hung: true }]);
  });

  test.each([
    ['a tab that answers', { active: true, loading: false }, 'answered'],
    ['a hidden tab', { active: false, loading: false }, 'blocked'],
    ['a tab that loads', { active: true, loading: true }, 'blocked'],
    ['a tab without us', { active: true, loading: false }, 'gone'],
  ] as const)('%s does not hang', async (_, state, thread) => {
    const { look, block, is, told } = started(state);
    if (thread === 'blocked') block();
    else is(thread);
    await look(TAB);
    await pass(30);
    expect(told).toEqual([]);
  });
});

describe('a document has arrived', () => {
  test.each([
    ['and blocks its thread before our script can run', { active: true, loading: true }, 'blocked', true],
    ['and loads slowly', { active: true, loading: true }, 'gone', false],
    ['and is through, but holds no script of ours', { active: true, loading: false }, 'blocked', false],
    ['in the background', { active: false, loading: true }, 'blocked', false],
  ] as const)('%s', async (_, state, thread, hangs) => {
    const { arrived, block, is, told } = started(state);
    if (thread === 'blocked') block();
    else is(thread);
    arrived(TAB);
    await pass(24);
    expect(told).toEqual([]);
    await pass(6);
    expect(told.map(({ hung }) => hung)).toEqual(hangs ? [true] : []);
  });

  test('and is heard of', async () => {
    const { arrived, beat, ask } = started();
    arrived(TAB);
    await beat(TAB, true);
    await pass(5);
    await beat(TAB, false);
    await pass(60);
    expect(ask).not.toHaveBeenCalled();
  });

  test('the last word of the page before is not taken for its own', async () => {
    const { arrived, beat, block, told } = started({ active: true, loading: true });
    arrived(TAB);
    await beat(TAB, false);
    block();
    await pass(30);
    expect(told).toMatchObject([{ hung: true }]);
  });

  test('where our script may not be yet, it is asked in another way', async () => {
    const { arrived, beat, ask } = started({ active: true, loading: true });
    arrived(TAB);
    await pass(16);
    await beat(TAB, true);
    await pass(16);
    expect(ask.mock.calls).toEqual([
      [TAB, true],
      [TAB, false],
    ]);
  });

  test('its script was heard before the browser told of it: it is expected to beat on', async () => {
    const { arrived, beat, block, told } = started();
    await beat(TAB, true);
    arrived(TAB);
    block();
    await pass(21);
    expect(told).toMatchObject([{ hung: true }]);
  });

  test('before the page that it replaces has said its last word', async () => {
    const { arrived, beat, block, told } = started({ active: true, loading: true });
    await beat(TAB, true);
    arrived(TAB);
    await beat(TAB, false);
    block();
    await pass(30);
    expect(told).toMatchObject([{ hung: true }]);
  });
});

describe('a tab that is closed', () => {
  test('while it is asked, and settles only then: nothing is told of it', async () => {
    const { beat, forget, block, is, told } = started();
    await beat(TAB, true);
    block();
    await pass(16);
    forget(TAB);
    is('gone');
    await pass(60);
    expect(told).toEqual([]);
  });

  test.each([
    ['its last word', (tab: ReturnType<typeof started>) => tab.beat(TAB, false)],
    ['a look from the popup', (tab: ReturnType<typeof started>) => tab.look(TAB)],
  ])('%s comes later: it is as if it had never been', async (_, act) => {
    const tab = started({ active: false, loading: false });
    tab.arrived(TAB);
    tab.forget(TAB);
    await act(tab);
    expect(vi.getTimerCount()).toBe(0);
    await pass(60);
    expect(tab.ask).not.toHaveBeenCalled();
    expect(tab.told).toEqual([]);
  });

  test('while its state is looked up: it is not asked', async () => {
    const tab = started({ active: true, loading: true });
    tab.arrived(TAB);
    vi.advanceTimersByTime(15 * SECOND); // the look has begun
    tab.forget(TAB);
    await pass(60);
    expect(tab.ask).not.toHaveBeenCalled();
  });
});
