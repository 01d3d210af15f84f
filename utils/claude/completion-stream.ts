/**
 * The SSE stream that answers a send on the older protocol. Text deltas are not opened: their names are enough.
 * Seen: tests/fixtures/claude/completion.sse.txt (2026-04); an `error` event on this endpoint is only known from the
 * public API. When wrong: an interrupted reply is not noticed.
 */
import { type ErrorBody, loose, looseJson, parseErrorBody, readResetTime } from './error-body';
import { failureClass } from './failure';
import type { ReplyFact, ReplyReader } from './reply-reader';
import { sseEvents } from './sse-events';

/** Events whose data says something; of the others the name is enough. */
const OPENED = new Set(['', 'message_start', 'message_delta', 'message_limit', 'error']);

/** The stream names no status; these are the public API's. */
const STATUS_OF_TYPE: Record<string, number> = {
  overloaded_error: 529,
  rate_limit_error: 429,
  timeout_error: 504,
};

export function completionReader(): ReplyReader {
  const facts: ReplyFact[] = [];
  const decoder = new TextDecoder();
  const feed = sseEvents(
    (name) => OPENED.has(name),
    (name, data) => facts.push(...factsOf(name, data)),
  );
  return {
    push: (chunk) => {
      feed(decoder.decode(chunk, { stream: true }));
      return facts.splice(0);
    },
  };
}

function factsOf(name: string, data: string): readonly ReplyFact[] {
  switch (name) {
    case 'content_block_delta':
      return [{ fact: 'output' }];
    case 'message_start':
      return [accepted(data)];
    case 'message_delta':
      return stopFacts(data);
    case 'message_limit':
      return limitFacts(data);
    case 'message_stop':
      return [{ fact: 'complete' }];
    case '':
    case 'error':
      return failedFacts(parseErrorBody(data));
    default:
      return [];
  }
}

function accepted(data: string): ReplyFact {
  const { model } = loose(looseJson(data).message);
  return { fact: 'accepted', conversationId: null, model: typeof model === 'string' ? model : null };
}

function stopFacts(data: string): readonly ReplyFact[] {
  const reason = loose(looseJson(data).delta).stop_reason;
  return reason === 'error' ? [{ fact: 'failed', scope: 'turn', failure: 'server', status: null }] : [];
}

function limitFacts(data: string): readonly ReplyFact[] {
  const limit = loose(looseJson(data).message_limit);
  return limit.type === 'exceeded_limit' ? [{ fact: 'limit', resetsAt: readResetTime(limit) }] : [];
}

/** An event without a name counts only when it holds an error. */
function failedFacts(body: ErrorBody): readonly ReplyFact[] {
  if (body.type === null) return [];
  const status = STATUS_OF_TYPE[body.type] ?? 500;
  const failure = failureClass({ ...body, status, challenged: false });
  const failed: ReplyFact = { fact: 'failed', scope: 'turn', failure, status };
  return body.resetsAt === null ? [failed] : [{ fact: 'limit', resetsAt: body.resetsAt }, failed];
}
