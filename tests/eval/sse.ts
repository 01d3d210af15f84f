import { ASSISTANT_ID, USER_ID } from './ids.ts';
import type { SseItem } from './types.ts';

/** Shapes as in the captures of claude.ai's completion stream, 2026-03 and 2026-04. */
const DATA: Record<string, (item: SseItem) => unknown> = {
  message_start: ({ model }) => ({
    type: 'message_start',
    message: {
      id: 'chatcompl_INVENTED',
      type: 'message',
      role: 'assistant',
      model: model ?? 'claude-opus-4-8',
      parent_uuid: USER_ID,
      uuid: ASSISTANT_ID,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      trace_id: 'invented',
      request_id: 'req_INVENTED',
    },
  }),
  conversation_ready: () => ({ type: 'conversation_ready' }),
  content_block_start: () => ({
    type: 'content_block_start',
    index: 0,
    content_block: { type: 'text', text: '', citations: [] },
  }),
  thinking_start: () => ({
    type: 'content_block_start',
    index: 0,
    content_block: { type: 'thinking', thinking: '', summaries: [], cut_off: false },
  }),
  tool_start: ({ text }) => ({
    type: 'content_block_start',
    index: 1,
    content_block: { type: 'tool_use', id: 'toolu_INVENTED', name: text ?? 'web_search', input: {} },
  }),
  tool_input: ({ text }) => ({
    type: 'content_block_delta',
    index: 1,
    delta: { type: 'input_json_delta', partial_json: text ?? '{}' },
  }),
  text: ({ text }) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }),
  thinking: ({ text }) => ({
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'thinking_delta', thinking: text },
  }),
  content_block_stop: () => ({ type: 'content_block_stop', index: 0 }),
  message_delta: ({ stop }) => ({
    type: 'message_delta',
    delta: { stop_reason: stop ?? 'end_turn', stop_sequence: null, stop_details: null },
  }),
  message_limit: () => ({
    type: 'message_limit',
    message_limit: {
      type: 'within_limit',
      resetsAt: null,
      remaining: null,
      perModelLimit: null,
      representativeClaim: 'five_hour',
      windows: { '5h': { status: 'within_limit', resets_at: 1795629600, utilization: 0.21 } },
    },
  }),
  message_stop: () => ({ type: 'message_stop' }),
  compaction_status: ({ text }) => ({ type: 'compaction_status', status: text ?? 'compacting' }),
};

const WIRE_NAMES: Record<string, string> = {
  thinking_start: 'content_block_start',
  tool_start: 'content_block_start',
  tool_input: 'content_block_delta',
  text: 'content_block_delta',
  thinking: 'content_block_delta',
};

export function sseText(item: SseItem, eol: string): string {
  if (item.event === 'comment') return `: ${item.text ?? ''}${eol}${eol}`;
  if (item.event === 'raw') return item.text ?? '';
  const name = WIRE_NAMES[item.event] ?? item.event;
  if (item.event === 'ping') return `event: ping${eol}data: {"type": "ping"   }${eol}${eol}`;
  const data = item.data ?? DATA[item.event]?.(item) ?? { type: name };
  return `event: ${name}${eol}data: ${JSON.stringify(data)}${eol}${eol}`;
}
