import fc from 'fast-check';
import type { Conversation } from '@/utils/claude/conversation';

/** Texts as people, models and tools write them, and as nobody would. */
const WORDS = [
  ...[
    'plain words',
    '**bold**',
    '# heading',
    '- point\n- point',
    '1. one\n2. two',
    '```js\nconst a = 1;\n```',
  ],
  ...[
    '| a | b |\n|---|---|\n| c | d |',
    '> quote',
    '</details>',
    '<b>x</b> & &lt;',
    '$& $1',
    '\\*',
    '`',
    '````',
  ],
  ...[
    '~~~',
    '[t](https://a.example/b_c)',
    '終電',
    'سؤال',
    '🚉',
    '\r\n',
    '\n\n',
    '\t',
    '"',
    "'",
    '</pre>',
    '<antArtifact>',
  ],
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 }).map((words) => words.join(' ')),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).map((one) => one.replaceAll('\0', ' ')),
);
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value);
const short = fc.constantFrom('toolu_a', 'toolu_b', 'toolu_c');

const citation = fc.record({ url: fc.webUrl(), title: text, start_index: fc.nat(5), end_index: fc.nat(20) });
const item = fc.oneof(
  fc.record({ type: fc.constant('text'), text }),
  fc.record({ type: fc.constant('knowledge'), title: text, url: fc.webUrl(), text }),
  fc.record({ type: fc.constant('image'), file_uuid: fc.uuid() }),
  fc.record({ type: fc.constant('later'), anything: fc.record({ deep: text }) }),
);
const display = fc.oneof(
  fc.record({ type: fc.constant('code_block'), language: fc.constant('js'), code: text, filename: text }),
  fc.record({ type: fc.constant('json_block'), json_block: text.map((one) => JSON.stringify({ one })) }),
  fc.record({ type: fc.constant('rich_link'), link: fc.record({ title: text, subtitles: fc.array(text) }) }),
);
const input = fc.oneof(
  fc.dictionary(fc.constantFrom('query', 'path', 'command', 'code', 'file_text', 'title', 'other'), text),
  fc.record({ id: fc.constant('a'), command: fc.constant('create'), title: text, content: text }),
  fc.record({ id: fc.constant('a'), command: fc.constant('update'), old_str: text, new_str: text }),
  text,
);
const block = fc.oneof(
  fc.record({ type: fc.constant('text'), text, citations: fc.array(citation, { maxLength: 2 }) }),
  fc.record({
    type: fc.constant('thinking'),
    thinking: text,
    summaries: fc.array(fc.record({ summary: text }), { maxLength: 2 }),
  }),
  fc.record({
    type: fc.constant('tool_use'),
    id: maybe(short),
    name: fc.constantFrom('artifacts', 'bash_tool', 'x:y'),
    input,
    message: maybe(text),
    display_content: maybe(display),
  }),
  fc.record({
    type: fc.constant('tool_result'),
    tool_use_id: maybe(short),
    content: fc.oneof(fc.array(item), text, item),
    is_error: fc.boolean(),
    structured_content: maybe(fc.record({ data: text })),
    display_content: maybe(display),
  }),
  fc.record({ type: fc.constantFrom('voice_note', 'new_block'), words: text, list: fc.array(text) }),
  fc.record({ type: fc.constant('token_budget') }),
);
const message = fc.record({
  sender: fc.constantFrom('human', 'assistant'),
  text: fc.oneof(fc.constant(''), text),
  content: fc.oneof(fc.array(block, { maxLength: 5 }), fc.constant(null)),
  attachments: fc.array(fc.record({ file_name: fc.oneof(fc.constant(''), text), extracted_content: text }), {
    maxLength: 1,
  }),
  files_v2: fc.array(fc.record({ file_uuid: fc.uuid(), file_name: text, file_kind: fc.constant('blob') }), {
    maxLength: 1,
  }),
  truncated: fc.boolean(),
  later_field: maybe(text),
  /** Chooses the parent. */
  back: fc.nat(3),
});

/** Conversations with every kind of block, forks, and fields of tomorrow. */
export const conversations: fc.Arbitrary<Conversation> = fc
  .record({ name: text, messages: fc.array(message, { maxLength: 8 }) })
  .map(({ name, messages }) => ({
    uuid: '019a6c41-0000-7000-8000-0000000000aa',
    name,
    chat_messages: messages.map(({ back, ...one }, index) => ({
      ...one,
      uuid: `m${index}`,
      parent_message_uuid:
        index - 1 - back < 0 ? '00000000-0000-4000-8000-000000000000' : `m${index - 1 - back}`,
    })),
    current_leaf_message_uuid: `m${messages.length - 1}`,
  }));
