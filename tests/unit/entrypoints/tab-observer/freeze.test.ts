// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { freezeWatch } from '@/entrypoints/tab-observer/freeze';
import type { Signal } from '@/utils/signals/types';
import { a } from '../../utils/signals/given';

const merged = { protocol: 'merged' } as const;
const SECOND = 1_000;
const pass = (seconds: number) => vi.advanceTimersByTime(seconds * SECOND);
beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** The older protocol says it when the stream opens, and again when the message in it begins. */
const accept = (tell: (signal: Signal) => void, special = {}) => {
  tell(a('reply-accepted', 0, special));
  tell(a('reply-accepted', 0, special));
};

function watched() {
  const signals: Signal[] = [];
  return { signals, ...freezeWatch((signal) => signals.push(signal)) };
}

test('silence in a reply is told once, with its length', () => {
  const { signals, tell } = watched();
  tell(a('reply-accepted', 0, merged));
  tell(a('reply-began', 400, merged));
  vi.advanceTimersByTime(60_000);
  expect(signals).toMatchObject([{ kind: 'reply-silent', id: 'lx-1', outputBegan: true }]);
  expect((signals[0] as { silentMs: number }).silentMs).toBeGreaterThanOrEqual(15_000);
});

test('a reply that goes on is told', () => {
  const { signals, tell } = watched();
  tell(a('reply-accepted', 0, merged));
  vi.advanceTimersByTime(20_000);
  tell(a('reply-activity', 20_000, merged));
  expect(signals.map(({ kind }) => kind)).toEqual(['reply-silent', 'reply-resumed']);
});

test('signs of life keep it quiet, for as long as it takes', () => {
  const { signals, tell } = watched();
  accept(tell);
  for (let at = 10_000; at <= 300_000; at += 10_000) {
    vi.advanceTimersByTime(10_000);
    tell(a('reply-activity', at));
  }
  expect(signals).toEqual([]);
});

test.each([
  ['its end', a('reply-ended', 1_000, merged)],
  ['a cut', a('reply-ended', 1_000, { ...merged, outcome: 'cut' })],
])('after %s nothing is measured', (_, signal) => {
  const { signals, tell } = watched();
  tell(a('reply-accepted', 0, merged));
  tell(signal);
  vi.advanceTimersByTime(120_000);
  expect(signals).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('without a reply nothing is measured', () => {
  const { tell } = watched();
  tell(a('reply-activity', 0, merged));
  expect(vi.getTimerCount()).toBe(0);
});

test('a message that gets no answer at all is silent after 45 s, and not before', () => {
  const { signals, tell } = watched();
  tell(a('request-started', 0));
  vi.advanceTimersByTime(44_000);
  expect(signals).toEqual([]);
  vi.advanceTimersByTime(2_000);
  expect(signals).toMatchObject([{ kind: 'reply-silent', outputBegan: false }]);
});

test('an answer ends the waiting', () => {
  const { signals, tell } = watched();
  tell(a('request-started', 0));
  tell(a('response-received', 9_000));
  vi.advanceTimersByTime(120_000);
  expect(signals).toEqual([]);
});

test('a hidden tab is not silent', () => {
  const { signals, tell } = watched();
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  tell(a('reply-accepted', 0, merged));
  vi.advanceTimersByTime(120_000);
  expect(signals).toEqual([]);
});

describe('several replies in one tab', () => {
  const second = { id: 'lx-2', conversationId: 'c-2' } as const;

  test('one streams on while another is silent', () => {
    const { signals, tell } = watched();
    accept(tell);
    accept(tell, second);
    for (let count = 0; count < 60; count += 1) {
      pass(1);
      tell(a('reply-activity', 0, second));
    }
    expect(signals).toMatchObject([{ kind: 'reply-silent', id: 'lx-1' }]);
  });

  test('the end of one is not the end of the other', () => {
    const { signals, tell } = watched();
    accept(tell);
    accept(tell, second);
    tell(a('reply-ended', 0));
    pass(60);
    expect(signals).toMatchObject([{ kind: 'reply-silent', id: 'lx-2' }]);
  });

  test('the page asks again: the clock starts anew', () => {
    const { signals, tell } = watched();
    tell(a('request-started', 0));
    pass(40);
    tell(a('request-started', 0, { id: 'lx-2' }));
    pass(40);
    expect(signals).toEqual([]);
    pass(6);
    expect(signals).toMatchObject([{ kind: 'reply-silent', id: 'lx-2' }]);
  });

  test('a page that forges beginnings is watched so far and no further', () => {
    const { signals, tell } = watched();
    for (let count = 0; count < 1_000; count += 1) tell(a('reply-accepted', 0, { id: `lx-${count}` }));
    pass(60);
    expect(signals.length).toBeLessThanOrEqual(8);
  });
});

describe('taken, but never begun', () => {
  const action = { endpoint: 'action', protocol: 'merged', conversationId: null } as const;
  const taken = () => {
    const tab = watched();
    tab.tell(a('reply-activity', 0, { ...merged, id: 'none' })); // the timeline is there
    pass(30);
    tab.tell(a('request-started', 0, action));
    tab.tell(a('response-received', 0, action));
    return tab;
  };
  const stopButton = () => {
    document.body.innerHTML = '<button data-testid="chat-input-stop"></button>';
  };
  afterEach(() => document.body.replaceChildren());

  test('a message that left the composer: 45 s', () => {
    const { signals, left } = taken();
    left();
    pass(44);
    expect(signals).toEqual([]);
    pass(2);
    expect(signals).toMatchObject([{ kind: 'reply-silent', id: 'lx-1', outputBegan: false }]);
  });

  test('the page shows that it waits for a reply', () => {
    const { signals } = taken();
    stopButton();
    pass(46);
    expect(signals).toMatchObject([{ kind: 'reply-silent' }]);
  });

  test('a new title, or anything else that is no message', () => {
    const { signals } = taken();
    pass(120);
    expect(signals).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a new title beside a reply that runs', () => {
    const { signals, tell } = taken();
    stopButton();
    tell(a('reply-accepted', 0, { ...merged, id: 'turn-1' }));
    tell(a('request-started', 0, { ...action, id: 'lx-2' }));
    tell(a('response-received', 0, { ...action, id: 'lx-2' }));
    for (let count = 0; count < 100; count += 1) {
      pass(1);
      tell(a('reply-activity', 0, { ...merged, id: 'turn-1' }));
    }
    expect(signals).toEqual([]);
  });

  test('it begins after all', () => {
    const { signals, left, tell } = taken();
    left();
    pass(50);
    tell(a('reply-accepted', 0, { ...merged, id: 'turn-1' }));
    expect(signals.map(({ kind }) => kind)).toEqual(['reply-silent', 'reply-resumed']);
    tell(a('reply-ended', 0, { ...merged, id: 'turn-1' }));
    pass(60);
    expect(signals).toHaveLength(2);
  });

  test('it fails before it has a name', () => {
    const { signals, left, tell } = taken();
    left();
    tell(a('reply-ended', 0, { ...merged, id: 'none', outcome: 'failed' }));
    pass(60);
    expect(signals).toEqual([]);
  });

  test('its beginning could not be read, but heartbeats come', () => {
    const { signals, left, tell } = taken();
    left();
    for (let count = 0; count < 10; count += 1) {
      pass(0.5);
      tell(a('reply-activity', 0, { ...merged, id: 'none' }));
    }
    pass(60);
    expect(signals).toEqual([]);
  });

  test('a stream that closes and reopens now and then is no heartbeat', () => {
    const { signals, left, tell } = taken();
    left();
    for (let count = 0; count < 10; count += 1) {
      pass(5);
      for (let part = 0; part < 3; part += 1) tell(a('reply-activity', 0, { ...merged, id: 'none' }));
    }
    expect(signals).toMatchObject([{ kind: 'reply-silent' }]);
  });

  test('a page whose timeline cannot be seen is unknown', () => {
    const { signals, left, tell } = watched();
    tell(a('request-started', 0, action));
    tell(a('response-received', 0, action));
    left();
    pass(120);
    expect(signals).toEqual([]);
  });
});

describe('a stream of the older protocol with nothing but pings', () => {
  const pings = (tell: (signal: Signal) => void, seconds: number) => {
    for (let count = 0; count < seconds; count += 5) {
      pass(5);
      tell(a('reply-activity', 0));
    }
  };

  test('and no message in it never begins: 45 s', () => {
    const { signals, tell } = watched();
    tell(a('request-started', 0));
    tell(a('response-received', 0));
    tell(a('reply-accepted', 0));
    pings(tell, 40);
    expect(signals).toEqual([]);
    pings(tell, 10);
    expect(signals).toMatchObject([{ kind: 'reply-silent', outputBegan: false }]);
    tell(a('reply-accepted', 0));
    expect(signals).toMatchObject([{}, { kind: 'reply-resumed' }]);
  });

  test('in a message that has begun is thinking', () => {
    const { signals, tell } = watched();
    accept(tell);
    pings(tell, 600);
    expect(signals).toEqual([]);
  });

  test('after output that came without the beginning of a message', () => {
    const { signals, tell } = watched();
    tell(a('reply-accepted', 0));
    tell(a('reply-began', 0));
    pings(tell, 600);
    expect(signals).toEqual([]);
  });
});

describe('time', () => {
  test('a tab hidden for the whole reply and then shown is given its time', () => {
    const { signals, tell } = watched();
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    tell(a('reply-accepted', 0, merged));
    pass(600);
    hidden.mockReturnValue(false);
    pass(14);
    expect(signals).toEqual([]);
    pass(2);
    expect(signals).toHaveLength(1);
  });

  test.each([
    ['back', -3_600_000],
    ['forward', 3_600_000],
  ])('a clock set %s: neither at once nor never', (_, jump) => {
    const { signals, tell } = watched();
    vi.setSystemTime(7_200_000);
    tell(a('reply-accepted', 0, merged));
    pass(8);
    vi.setSystemTime(Date.now() + jump);
    pass(14);
    expect(signals).toEqual([]);
    pass(2);
    expect(signals).toHaveLength(1);
    expect((signals[0] as { silentMs: number }).silentMs).toBeGreaterThanOrEqual(14_000);
  });

  test('what the page claims about the time means nothing', () => {
    const { signals, tell } = watched();
    tell(a('reply-accepted', 0, merged));
    tell(a('reply-activity', 9e15, merged));
    pass(20);
    expect(signals).toHaveLength(1);
  });
});

test('a reply that is watched no further, because there are too many, is not left silent', () => {
  const { signals, tell } = watched();
  tell(a('reply-accepted', 0, merged));
  tell(a('reply-began', 0, merged));
  pass(60);
  expect(signals).toMatchObject([{ kind: 'reply-silent', id: 'lx-1' }]);
  for (let count = 0; count < 8; count += 1)
    tell(
      a('request-started', 60_000, { id: `other-${count}`, endpoint: 'send', conversationId: `c-${count}` }),
    );
  expect(signals.slice(1)).toMatchObject([{ kind: 'reply-resumed', id: 'lx-1' }]);
});
