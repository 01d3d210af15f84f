import type { Call } from './call.ts';
import { limitMessage, withinLimit } from './errors.ts';
import { type Generation, type GenerationEvent, resetsAt } from './generation.ts';
import { requestId, stamp } from './ids.ts';
import { openSse, type SseWriter } from './sse.ts';

/** Seen: `ping` is padded with spaces on the wire. */
const PING = '{"type":"ping"   }';

function head(writer: SseWriter, generation: Generation): void {
  writer.event('message_start', {
    type: 'message_start',
    message: {
      id: `chatcompl_${generation.assistantUuid.slice(-12)}`,
      type: 'message',
      role: 'assistant',
      model: generation.conversation.model,
      parent_uuid: generation.humanUuid,
      uuid: generation.assistantUuid,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      trace_id: generation.assistantUuid.replaceAll('-', ''),
      request_id: requestId(),
    },
  });
}

function thinking(writer: SseWriter): void {
  writer.event('content_block_start', {
    type: 'content_block_start',
    index: 0,
    content_block: {
      start_timestamp: stamp(),
      stop_timestamp: null,
      flags: null,
      type: 'thinking',
      thinking: '',
      summaries: [],
      cut_off: false,
    },
  });
  writer.event('content_block_delta', {
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'thinking_delta', thinking: 'Let me think about this.' },
  });
  writer.event('content_block_stop', { type: 'content_block_stop', index: 0, stop_timestamp: stamp() });
}

function textStart(writer: SseWriter, index: number): void {
  writer.event('content_block_start', {
    type: 'content_block_start',
    index,
    content_block: {
      start_timestamp: stamp(),
      stop_timestamp: null,
      flags: null,
      type: 'text',
      text: '',
      citations: [],
    },
  });
}

function tail(writer: SseWriter, generation: Generation, index: number): void {
  writer.event('content_block_stop', { type: 'content_block_stop', index, stop_timestamp: stamp() });
  writer.event('message_delta', {
    type: 'message_delta',
    delta: { stop_reason: generation.stopReason, stop_sequence: null, stop_details: null },
  });
  const limit =
    generation.fault?.kind === 'limit-in-stream' ? limitMessage(resetsAt(generation)) : withinLimit();
  writer.event('message_limit', { type: 'message_limit', message_limit: limit });
  writer.event('message_stop', { type: 'message_stop' });
  writer.end();
}

interface Wire {
  writer: SseWriter;
  generation: Generation;
  index: number;
  started: boolean;
  /** Cut off: nothing more may be written. */
  mute: boolean;
  sent: number;
}

/** True when the fault ends this stream here. */
function strike(wire: Wire): boolean {
  const { fault } = wire.generation;
  if (!fault || wire.sent < (fault.afterChunks ?? 2)) return false;
  switch (fault.kind) {
    case 'truncated':
    case 'closed-for-good':
    case 'end-of-stream-error':
      wire.writer.end();
      break;
    case 'destroyed':
      wire.writer.destroy();
      break;
    case 'silent':
      break;
    default:
      return false;
  }
  wire.mute = true;
  return true;
}

function errorOf(generation: Generation): { type: string; message: string } {
  switch (generation.failedWith) {
    case 529:
      return { type: 'overloaded_error', message: 'Overloaded' };
    case 429:
      return { type: 'rate_limit_error', message: JSON.stringify(limitMessage(resetsAt(generation))) };
    default:
      return { type: 'api_error', message: 'Internal server error' };
  }
}

function onEnd(wire: Wire): void {
  const { generation, writer } = wire;
  if (generation.state === 'failed' && generation.fault?.kind !== 'stop-reason-error') {
    writer.event('error', { type: 'error', error: errorOf(generation), request_id: requestId() });
    writer.end();
    return;
  }
  if (!wire.started) textStart(writer, wire.index);
  tail(writer, generation, wire.index);
}

function onEvent(wire: Wire, event: GenerationEvent): void {
  if (wire.mute || !wire.writer.open) return;
  if (event.type === 'thinking') {
    thinking(wire.writer);
    wire.index = 1;
  } else if (event.type === 'piece') {
    if (strike(wire)) return;
    if (!wire.started) textStart(wire.writer, wire.index);
    wire.started = true;
    wire.sent += 1;
    wire.writer.event('content_block_delta', {
      type: 'content_block_delta',
      index: wire.index,
      delta: { type: 'text_delta', text: event.text },
    });
  } else if (event.type === 'end') onEnd(wire);
}

/** Plays a reply as the legacy SSE stream. The reply goes on without its reader. */
export function streamReply(call: Call, generation: Generation): void {
  const writer = openSse(call);
  const wire: Wire = { writer, generation, index: 0, started: false, mute: false, sent: 0 };
  if (generation.fault?.kind === 'silent-from-start') return;
  if (generation.fault?.kind !== 'never-begins') head(writer, generation);
  const leave = generation.listen((event) => onEvent(wire, event));
  const ping = setInterval(() => {
    if (!wire.mute && writer.open) writer.event('ping', PING);
  }, call.world.config.pingEveryMs);
  call.res.on('close', () => {
    clearInterval(ping);
    leave();
  });
}
