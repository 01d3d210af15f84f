/** Chats for the reader, as claude.ai's own export has them. All made up. */
const ROOT = '00000000-0000-4000-8000-000000000000';
const idOf = (chat: number, message = 0): string =>
  `019b0000-0000-7000-8000-${String(chat * 1_000 + message).padStart(12, '0')}`;

const text = (words: string, citations: readonly object[] = []) => ({ type: 'text', text: words, citations });

const ANSWER = `The **rack** holds three boats.

| Boat | Length |
|------|-------:|
| Heron | 7.2 m |

\`\`\`python
def gap(length, boats):
    return length / (boats + 1)
\`\`\`

- [x] ask the club`;

const RULES = 'Racks may stand up to 2.4 m high. Each needs two anchors.';
const cited = (number: number, from: number, to: number) => ({
  ...{ uuid: `c${number}`, title: `Rule ${number}`, url: `https://club.example/rules/${number}` },
  ...{ start_index: from, end_index: to },
});

const drawing = (input: object) => ({
  type: 'tool_use',
  id: 't',
  name: 'artifacts',
  input: { id: 'rack', ...input },
});

const message = (
  chat: number,
  number: number,
  parent: number,
  sender: string,
  content: readonly object[],
) => ({
  uuid: idOf(chat, number),
  ...{ sender, content, text: '', attachments: [], files: [], created_at: '2026-11-02T10:00:00Z' },
  parent_message_uuid: parent === 0 ? ROOT : idOf(chat, parent),
});

/** Markdown, code, thinking, citations, an artifact in two versions, an unknown block, and a question that was asked twice. */
export const RACK = {
  ...{ uuid: idOf(1), name: 'A rack for the rowing boats', model: 'claude-opus-4-7' },
  ...{ created_at: '2026-11-02T10:00:00Z', updated_at: '2026-11-02T10:05:00Z' },
  current_leaf_message_uuid: idOf(1, 6),
  chat_messages: [
    message(1, 1, 0, 'human', [text('Room for three boats?')]),
    message(1, 2, 1, 'assistant', [
      {
        type: 'thinking',
        thinking: 'They have **little** room.',
        summaries: [{ summary: 'Measuring the shed' }],
      },
      text(ANSWER),
    ]),
    message(1, 3, 2, 'human', [text('Draw it in blue.')]),
    message(1, 4, 3, 'assistant', [text('Blue it is, on a branch left behind.')]),
    message(1, 5, 2, 'human', [text('Draw it.')]),
    message(1, 6, 5, 'assistant', [
      drawing({
        command: 'create',
        type: 'image/svg+xml',
        title: 'The rack',
        content: '<svg><rect height="2"/></svg>',
      }),
      drawing({ command: 'update', old_str: 'height="2"', new_str: 'height="3"' }),
      text(RULES, [cited(1, 0, 33), cited(2, 34, 57)]),
      { type: 'hologram', payload: 'nobody knows this block' },
    ]),
  ],
};

const small = (chat: number, name: string, model: string, day: string, words: string) => ({
  ...{ uuid: idOf(chat), name, model, created_at: `${day}T10:00:00Z`, updated_at: `${day}T10:00:00Z` },
  current_leaf_message_uuid: idOf(chat, 1),
  chat_messages: [message(chat, 1, 0, 'human', [text(words)])],
});

export const SHELF = [
  RACK,
  small(2, 'Names for a café', 'claude-sonnet-4-6', '2026-10-01', 'Somewhere a boat goes by.'),
  small(3, 'Sourdough', 'claude-sonnet-4-6', '2026-11-05', 'It does not rise.'),
];

/** The same chat when it was younger, and its question another one. */
export const RACK_BEFORE = {
  ...RACK,
  updated_at: '2026-11-02T10:01:00Z',
  current_leaf_message_uuid: idOf(1, 2),
  chat_messages: [
    message(1, 1, 0, 'human', [text('Room for two boats?')]),
    ...RACK.chat_messages.slice(1, 2),
  ],
};
