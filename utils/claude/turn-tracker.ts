/**
 * On the newer protocol a turn outlives its streams: they close and reopen, and each snapshot repeats the state.
 * The tracker lets a fact pass once, and only while a turn is expected or running, so that a chat which failed last week
 * doesn't fail again when it is opened.
 * Seen: tests/fixtures/claude/timeline-frames.json (2026-10). When wrong: old failures come back, or new ones are dropped.
 */
import type { ReplyFact } from './reply-reader';

export interface TurnTracker {
  /** The page has asked for something that may start a turn. */
  readonly expect: () => void;
  readonly filter: (facts: readonly ReplyFact[]) => readonly ReplyFact[];
}

export function turnTracker(): TurnTracker {
  let state: 'rest' | 'expected' | 'running' | 'output' = 'rest';
  const passes = (fact: ReplyFact): boolean => {
    const before = state;
    switch (fact.fact) {
      case 'accepted':
        if (before === 'running' || before === 'output') return false;
        state = 'running';
        return true;
      case 'output':
        if (before === 'rest') return false;
        state = 'output';
        return true;
      case 'complete':
        // While a turn is only expected, IDLE is the state before it.
        if (before !== 'running' && before !== 'output') return false;
        state = 'rest';
        return true;
      case 'failed':
        if (fact.scope === 'turn') state = 'rest';
        return before !== 'rest';
      default:
        return before !== 'rest';
    }
  };
  return {
    expect: () => {
      if (state === 'rest') state = 'expected';
    },
    filter: (facts) => facts.filter(passes),
  };
}
