import { describe, expect, test } from 'vitest';
import { failure, type ReplyFact } from '@/utils/claude/reply-reader';
import { turnTracker } from '@/utils/claude/turn-tracker';

const accepted: ReplyFact = { fact: 'accepted', conversationId: 'c', model: null, requestId: null };
const output: ReplyFact = { fact: 'output' };
const complete: ReplyFact = { fact: 'complete' };
const retrying: ReplyFact = { fact: 'retrying' };
const limit: ReplyFact = { fact: 'limit', resets: null };
const failed: ReplyFact = failure('turn', 'class', '10');
const broke: ReplyFact = failure('stream', 'json', '{}');
/** What a snapshot says of a chat. */
const state = (chat = 'c'): ReplyFact => failure('state', 'class', '2', chat);
const unsent: ReplyFact = failure('send', 'known', 'other');

let now = 0;

/** What passes of these, after the page has asked for something (or not). */
function passing(asked: boolean, ...facts: ReplyFact[]): ReplyFact[] {
  const turns = turnTracker(() => now);
  if (asked) turns.expect('c');
  return facts.filter(turns.passes);
}

describe('at rest, nothing but a new turn passes', () => {
  test.each([
    ['an old failure', failed],
    ['an old end', complete],
    ['an old output', output],
    ['a limit of before', limit],
    ['a retry', retrying],
    ['a stream that fails: the page opens another', broke],
    ['a chat that failed last week', state()],
    ['a message that was never sent', unsent],
  ])('%s', (_, fact) => {
    expect(passing(false, fact)).toEqual([]);
  });

  test('a turn that another tab has asked for', () => {
    expect(passing(false, accepted, output, complete)).toEqual([accepted, output, complete]);
  });
});

describe('once asked for', () => {
  test('the state before it says nothing', () => {
    expect(passing(true, complete, accepted, output, complete)).toEqual([accepted, output, complete]);
  });

  test('each snapshot repeats the state: a turn begins once', () => {
    expect(passing(true, accepted, accepted, output, accepted, complete, complete)).toEqual([
      accepted,
      output,
      complete,
    ]);
  });

  test('it may fail before it runs', () => {
    expect(passing(true, failed)).toEqual([failed]);
    expect(passing(true, broke)).toEqual([broke]);
  });

  test('it fails once', () => {
    expect(passing(true, accepted, failed, failed)).toEqual([accepted, failed]);
  });

  test('a stream that fails does not end the turn', () => {
    expect(passing(true, accepted, output, broke, output, complete)).toEqual([
      accepted,
      output,
      broke,
      output,
      complete,
    ]);
  });

  test('a limit may come at any point', () => {
    expect(passing(true, accepted, limit, output, limit, complete)).toEqual([
      accepted,
      limit,
      output,
      limit,
      complete,
    ]);
  });
});

describe('a snapshot of a chat that failed', () => {
  const askedAfter = (seen: ReplyFact[], ...facts: ReplyFact[]): ReplyFact[] => {
    now = 0;
    const turns = turnTracker(() => now);
    expect(seen.filter(turns.passes)).toEqual([]);
    turns.expect('c');
    return facts.filter(turns.passes);
  };

  test('repeats what was so before the user tried again', () => {
    expect(askedAfter([state()], state(), accepted, output, complete)).toEqual([accepted, output, complete]);
  });

  test('is news where it was not so before', () => {
    expect(askedAfter([], state(), accepted)).toEqual([state(), accepted]);
    expect(askedAfter([complete], state())).toEqual([state()]);
  });

  test('is news of another chat', () => {
    expect(askedAfter([state('old')], state())).toEqual([state()]);
  });

  test('is news of a turn that runs', () => {
    expect(askedAfter([state()], accepted, state())).toEqual([accepted, state()]);
  });
});

test('a message that was not sent is the one that was asked for, not one that waits behind a running turn', () => {
  expect(passing(true, unsent, failed)).toEqual([unsent]);
  expect(passing(true, accepted, unsent, output, unsent, complete)).toEqual([accepted, output, complete]);
});

test('the next turn', () => {
  const turns = turnTracker(() => now);
  turns.expect('c');
  expect([accepted, output, complete].filter(turns.passes)).toHaveLength(3);
  expect([failed].filter(turns.passes)).toEqual([]);
  turns.expect('c');
  expect([complete, accepted, failed].filter(turns.passes)).toEqual([accepted, failed]);
});

test('asking while one runs changes nothing', () => {
  const turns = turnTracker(() => now);
  turns.expect('c');
  expect([accepted, output].filter(turns.passes)).toHaveLength(2);
  turns.expect('c');
  expect([accepted, complete].filter(turns.passes)).toEqual([complete]);
});

describe('an action that may have been a rename', () => {
  const asked = (chat: string | null) => {
    now = 0;
    const turns = turnTracker(() => now);
    turns.expect(chat);
    return turns;
  };

  test.each(['c', null])('asked for in %s: another chat that failed long ago is opened', (chat) => {
    expect(asked(chat).passes(state('old'))).toBe(false);
  });

  test('its own chat that fails is news for a minute, then it is history', () => {
    const turns = asked('c');
    now = 61_000;
    expect([state(), failed, broke, output].filter(turns.passes)).toEqual([]);
    turns.expect('c');
    now += 59_000;
    expect([failed].filter(turns.passes)).toEqual([failed]);
  });

  test('while a turn runs, an old failure of another chat is not its end', () => {
    const turns = asked('c');
    expect([accepted, output, state('old'), complete].filter(turns.passes)).toEqual([
      accepted,
      output,
      complete,
    ]);
  });

  test('a new chat fails by its snapshot, once it runs', () => {
    expect([accepted, state()].filter(asked(null).passes)).toEqual([accepted, state()]);
  });

  test('a turn that was left behind in another chat does not keep the next one from being told', () => {
    const turns = asked('c');
    expect([accepted].filter(turns.passes)).toHaveLength(1);
    turns.expect('d');
    const next: ReplyFact = { ...accepted, conversationId: 'd' };
    expect([next, output, complete].filter(turns.passes)).toHaveLength(3);
  });
});
