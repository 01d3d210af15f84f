import { describe, expect, test } from 'vitest';
import type { ReplyFact } from '@/utils/claude/reply-reader';
import { turnTracker } from '@/utils/claude/turn-tracker';

const accepted: ReplyFact = { fact: 'accepted', conversationId: 'c', model: null };
const output: ReplyFact = { fact: 'output' };
const complete: ReplyFact = { fact: 'complete' };
const retrying: ReplyFact = { fact: 'retrying' };
const limit: ReplyFact = { fact: 'limit', resetsAt: null };
const failed: ReplyFact = { fact: 'failed', scope: 'turn', failure: 'server', status: 500 };
const broke: ReplyFact = { fact: 'failed', scope: 'stream', failure: 'gateway', status: 503 };

/** What passes of these, after the page has asked for something (or not). */
function passing(asked: boolean, ...facts: ReplyFact[]): ReplyFact[] {
  const turns = turnTracker();
  if (asked) turns.expect();
  return facts.flatMap((fact) => turns.filter([fact]));
}

describe('at rest, nothing but a new turn passes', () => {
  test.each([
    ['an old failure', failed],
    ['an old end', complete],
    ['an old output', output],
    ['a limit of before', limit],
    ['a retry', retrying],
    ['a stream that fails: the page opens another', broke],
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

test('the next turn', () => {
  const turns = turnTracker();
  turns.expect();
  turns.filter([accepted, output, complete]);
  expect(turns.filter([failed])).toEqual([]);
  turns.expect();
  expect(turns.filter([complete, accepted, failed])).toEqual([accepted, failed]);
});

test('asking while one runs changes nothing', () => {
  const turns = turnTracker();
  turns.expect();
  turns.filter([accepted, output]);
  turns.expect();
  expect(turns.filter([accepted, complete])).toEqual([complete]);
});
