/**
 * The SSE stream that answers a send on the older protocol. Text deltas are not opened: their names are enough. Some servers
 * before it named no events, or sent `completion` events with the text in them.
 * Seen: tests/fixtures/claude/completion.sse.txt (2026-04); an `error` event on this endpoint is only known from the
 * public API. When wrong: an interrupted reply is not noticed.
 */
import { loose, looseJson } from './error-body';
import { each, failure, type OnFact, type ReplyFact, type ReplyReader } from './reply-reader';
import { MAX_CLUE } from './sighting';
import { sseEvents } from './sse-events';

/** Events whose data says something; of the others the name is enough. */
const OPENED = new Set(['', 'message_start', 'message_delta', 'message_limit', 'error', 'completion']);

/** The last `completion` says why it stopped. Quotes inside the text are escaped, so the text can't say this. */
const LAST_COMPLETION = /"stop_reason": ?"/;

export function completionReader(tell: OnFact): ReplyReader {
  const decoder = new TextDecoder();
  const feed = sseEvents(
    (name) => OPENED.has(name),
    (name, data) => each(factsOf(name, data), tell),
  );
  return (chunk) => feed(decoder.decode(chunk, { stream: true }));
}

function factsOf(name: string, data: string): readonly ReplyFact[] {
  switch (name) {
    case 'content_block_delta':
      return [{ fact: 'output' }];
    case 'completion':
      return LAST_COMPLETION.test(data) ? [{ fact: 'output' }, { fact: 'complete' }] : [{ fact: 'output' }];
    case 'message_start':
      return [accepted(data)];
    case 'message_delta':
      return loose(looseJson(data).delta).stop_reason === 'error' ? [failure('turn')] : [];
    case 'message_limit':
      return limitFacts(data);
    case 'message_stop':
      return [{ fact: 'complete' }];
    case 'error':
      return [failure('turn', 'json', data.slice(0, MAX_CLUE))];
    case '':
      return namelessFacts(data);
    default:
      return [];
  }
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function accepted(data: string): ReplyFact {
  const { model, request_id } = loose(looseJson(data).message);
  return { fact: 'accepted', conversationId: null, model: text(model), requestId: text(request_id) };
}

function limitFacts(data: string): readonly ReplyFact[] {
  const limit = loose(looseJson(data).message_limit);
  return limit.type === 'exceeded_limit'
    ? [{ fact: 'limit', resets: limit.resetsAt ?? limit.resets_at }]
    : [];
}

/** An event that has its name somewhere in its data, or none at all. */
function namelessFacts(data: string): readonly ReplyFact[] {
  const { type, error, completion } = looseJson(data);
  const name = text(type) ?? (error ? 'error' : completion ? 'completion' : '');
  return name ? factsOf(name, data) : [];
}
