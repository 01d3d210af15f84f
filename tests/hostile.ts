import addresses from './fixtures/hostile/addresses.json' with { type: 'json' };
import markdown from './fixtures/hostile/markdown.json' with { type: 'json' };
import names from './fixtures/hostile/names.json' with { type: 'json' };
import svg from './fixtures/hostile/svg.json' with { type: 'json' };
import tags from './fixtures/hostile/tags.json' with { type: 'json' };

/** The payloads by where they are meant to work; `hit()` is what each of them tries to call. */
export const HOSTILE = { tags, svg, markdown, addresses, names } as const;

export const ALL_HOSTILE: readonly string[] = [...new Set(Object.values(HOSTILE).flat())];

const ROOT = '00000000-0000-4000-8000-000000000000';
const uuid = (place: number): string => `00000000-0000-7000-8000-${String(place).padStart(12, '0')}`;

/** A chat with the payload in every place that is shown: a title, names, texts, code, a citation, an artifact, unknown blocks. */
export function hostileChat(payload: string, place = 0) {
  const id = uuid(place * 10);
  const message = (number: number, sender: string, content: readonly unknown[], more: object = {}) => ({
    uuid: uuid(place * 10 + number),
    sender,
    text: '',
    content,
    index: number,
    created_at: payload,
    stop_reason: payload,
    attachments: [],
    files: [],
    parent_message_uuid: number === 1 ? ROOT : uuid(place * 10 + number - 1),
    ...more,
  });
  const cited = { uuid: payload, url: payload, title: payload, start_index: 0, end_index: payload.length };
  const artifact = { command: 'create', id: payload, type: 'text/html', title: payload, language: payload };
  return {
    uuid: id,
    name: payload,
    model: payload,
    created_at: '2026-11-01T10:00:00Z',
    updated_at: '2026-11-01T10:00:00Z',
    current_leaf_message_uuid: uuid(place * 10 + 2),
    chat_messages: [
      message(1, 'human', [{ type: 'text', text: payload }], {
        attachments: [{ file_name: payload, file_type: payload, extracted_content: payload }],
        files: [{ file_uuid: payload, file_name: payload, file_kind: payload, preview_url: payload }],
      }),
      message(2, 'assistant', [
        { type: 'thinking', thinking: payload, summaries: [{ summary: payload }] },
        { type: 'text', text: payload, citations: [cited] },
        {
          type: 'text',
          text: `[${payload}](${payload})\n\n\`\`\`${payload}\n${payload}\n\`\`\`\n\n# ${payload}`,
        },
        { type: 'tool_use', id: 't', name: 'artifacts', input: { ...artifact, content: payload } },
        { type: 'tool_result', tool_use_id: 't', name: payload, content: [{ type: 'text', text: payload }] },
        { type: 'tool_use', name: payload, message: payload, input: { code: payload, [payload]: payload } },
        { type: payload, text: payload, html: payload },
      ]),
    ],
  };
}
