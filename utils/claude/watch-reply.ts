/**
 * Follows reply streams and reports what the user would want to know of them: taken, begun, alive, over.
 * Seen: tests/fixtures/claude/completion.sse.txt (2026-04), tests/fixtures/claude/timeline-frames.json (2026-10).
 */
import { completionReader } from './completion-stream';
import type { ReplyFact } from './reply-reader';
import type { ReplyClue } from './sighting';
import { timelineReader } from './timeline-stream';
import type { TurnTracker } from './turn-tracker';
import { watchBody } from './watch-body';
import type { Call, Watch } from './watch-fetch';

/** Silence is measured in seconds, so life needs no finer report. */
const ACTIVITY_EVERY_MS = 400;

type Outcome = 'complete' | 'stopped' | 'cut' | 'failed';
type Body = ReadableStream<Uint8Array>;

/** Older protocol: one stream, one reply. */
export function watchCompletion(call: Call, body: Body, watch: Watch): void {
  const reply = replyReporter('legacy', watch);
  const read = completionReader(reply.tell);
  reply.name(call.id, call.conversationId);
  watchBody(body, {
    onStart: () => reply.tell({ fact: 'accepted', conversationId: null, model: null, requestId: null }),
    onChunk: (chunk) => {
      read(chunk);
      reply.alive();
    },
    onClose: (how) => reply.close(how === 'left' || call.signal?.aborted ? 'stopped' : 'cut'),
  });
}

/** Newer protocol: a turn outlives its streams, which close and reopen as the server likes. */
export function timelineWatcher(turns: TurnTracker, watch: Watch): (body: Body) => void {
  const reply = replyReporter('merged', watch);
  const prefix = watch.now().toString(36);
  let count = 0;
  const tell = (fact: ReplyFact): void => {
    if (!turns.passes(fact)) return;
    if (fact.fact === 'accepted') reply.name(`${prefix}-turn-${++count}`, fact.conversationId);
    reply.tell(fact);
  };
  return (body) => {
    const read = timelineReader(tell);
    watchBody(body, {
      onStart: () => undefined,
      onChunk: (chunk) => {
        read(chunk);
        reply.alive();
      },
      onClose: () => undefined,
    });
  };
}

interface ReplyReporter {
  /** Starts the next reply. */
  readonly name: (id: string, conversationId: string | null) => void;
  readonly tell: (fact: ReplyFact) => void;
  readonly alive: () => void;
  /** Ends a reply that has not ended by itself. */
  readonly close: (outcome: Outcome) => void;
}

function replyReporter(protocol: 'legacy' | 'merged', { report, now }: Watch): ReplyReporter {
  let id = 'none';
  let conversationId: string | null = null;
  let outputBegan = false;
  let over = false;
  let broken = false;
  let resets: unknown = null;
  let aliveAt = 0;
  const about = <K extends string>(kind: K) => ({ kind, at: now(), id, protocol });
  const end = (outcome: Outcome, clue?: ReplyClue): void => {
    if (over) return;
    over = true;
    const how = clue?.how ?? null;
    report({ ...about('reply-ended'), outcome, outputBegan, resets, how, what: clue?.what ?? '' });
  };
  const tell = (fact: ReplyFact): void => {
    if (fact.fact === 'accepted')
      report({
        ...about('reply-accepted'),
        conversationId,
        model: fact.model,
        requestId: fact.requestId,
      });
    else if (fact.fact === 'retrying')
      report({ kind: 'page-retry', at: now(), active: true, attempt: 1, of: null });
    else if (fact.fact === 'limit') resets = fact.resets;
    else if (fact.fact === 'complete') end('complete');
    else if (fact.fact === 'output') {
      if (!outputBegan || broken) report(about('reply-began'));
      outputBegan = true;
      broken = false;
    } else {
      end('failed', fact);
      // The page opens the stream anew, and the turn may go on there.
      broken = fact.scope === 'stream';
      if (broken) over = false;
    }
  };
  return {
    tell,
    name: (nextId, where) => {
      id = nextId;
      conversationId = where;
      outputBegan = false;
      over = false;
      resets = null;
    },
    alive: () => {
      if (over || now() - aliveAt < ACTIVITY_EVERY_MS) return;
      aliveAt = now();
      report(about('reply-activity'));
    },
    close: (outcome) => end(outcome),
  };
}
