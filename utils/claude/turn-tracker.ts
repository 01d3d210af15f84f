/**
 * On the newer protocol a turn outlives its streams: they close and reopen, and each snapshot repeats the state.
 * The tracker lets a fact pass once, and only while a turn is expected or running, so that a chat which failed last week
 * doesn't fail again when it is opened, or when the user tries again in it. An action may be a rename, which starts no turn:
 * what is expected is expected of its own chat, and not for long.
 * Seen: tests/fixtures/claude/timeline-frames.json (2026-10). When wrong: old failures come back, or new ones are dropped.
 */
import type { ReplyFact, ReplyFailure } from './reply-reader';

/** A send is taken, or fails, within seconds. */
const EXPECTED_MS = 60_000;

export interface TurnTracker {
  /** The page has asked for something that may start a turn in this chat; null for one that has no address yet. */
  readonly expect: (chat: string | null) => void;
  readonly passes: (fact: ReplyFact) => boolean;
}

export function turnTracker(now: () => number): TurnTracker {
  let state: 'rest' | 'expected' | 'running' = 'rest';
  /** Of the turn that is expected or runs. */
  let chat: string | null = null;
  let until = 0;
  /** The chat that was seen failed before anything was asked for. */
  let failedChat: string | null | undefined;
  const failurePasses = ({ scope, conversationId }: ReplyFailure): boolean => {
    const before = state;
    if (before === 'rest') failedChat = conversationId;
    else if (scope === 'state' && (conversationId !== chat || (before === 'expected' && failedChat === chat)))
      return false;
    else if (before === 'running' && scope === 'send') return false;
    else if (scope !== 'stream') state = 'rest';
    return before !== 'rest';
  };
  const passes = (fact: ReplyFact): boolean => {
    if (state === 'expected' && now() > until) state = 'rest';
    const before = state;
    switch (fact.fact) {
      case 'accepted':
        state = 'running';
        if (before !== 'running') chat = fact.conversationId ?? chat;
        return before !== 'running';
      case 'output':
        if (before !== 'rest') state = 'running';
        return before !== 'rest';
      case 'complete':
        // While a turn is only expected, IDLE is the state before it.
        if (before !== 'running') return false;
        state = 'rest';
        return true;
      case 'failed':
        return failurePasses(fact);
      default:
        return before !== 'rest';
    }
  };
  return {
    expect: (asked) => {
      if (state === 'running' && (!chat || chat === asked)) return;
      state = 'expected';
      chat = asked;
      until = now() + EXPECTED_MS;
    },
    passes,
  };
}
