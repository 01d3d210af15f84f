import { type Block, textBlock } from './conversation.ts';
import { type Chance, pick, someUuid4, words } from './generated-words.ts';
import { stamp } from './ids.ts';

/** One answer in the making. */
export interface Turn {
  readonly chance: Chance;
  readonly at: number;
  /** Of the chat, so that what belongs together bears the same names. */
  readonly index: number;
}

const timed = ({ at }: Turn, block: Block): Block => ({
  start_timestamp: stamp(at),
  stop_timestamp: stamp(at + 700),
  flags: null,
  ...block,
});

/** Fields of a tool's two blocks. Seen: captures of 2026-05 to 2026-07. */
const TOOL = { integration_name: null, integration_icon_url: null, icon_name: null, hidden_in_chat: null };

function call(turn: Turn, name: string, input: Record<string, unknown>, result: unknown): Block[] {
  const id = `toolu_${someUuid4(turn.chance).replaceAll('-', '')}`;
  return [
    timed(turn, { type: 'tool_use', id, name, input, message: name, display_content: null, ...TOOL }),
    timed(turn, {
      type: 'tool_result',
      tool_use_id: id,
      name,
      content: result,
      is_error: false,
      structured_content: null,
      meta: null,
      display_content: null,
      ...TOOL,
    }),
  ];
}

const thinking = (turn: Turn): Block =>
  timed(turn, {
    type: 'thinking',
    thinking: words(turn.chance, 130),
    summaries: [{ summary: words(turn.chance, 6) }],
    cut_off: turn.chance() < 0.05,
  });

function search(turn: Turn): Block[] {
  const { chance } = turn;
  const hits = Array.from({ length: 5 }, (_, at) => ({
    type: 'knowledge',
    title: words(chance, 6),
    url: `https://example.com/${turn.index}/${at}`,
    metadata: { type: 'webpage_metadata', site_domain: 'example.com', favicon_url: '', site_name: 'Example' },
    is_missing: false,
    text: words(chance, 160),
    is_citable: true,
    prompt_context_metadata: { url: 'https://example.com', age: 'a week ago' },
    links: null,
  }));
  return call(turn, 'web_search', { query: words(chance, 5) }, hits);
}

const code = (turn: Turn, count: number): string =>
  `// ${words(turn.chance, 8)}\nexport function step${turn.index}(value) {\n  return value${' + 1'.repeat(3)};\n}\n/*\n${words(turn.chance, count)}\n*/\n`;

function artifact(turn: Turn): Block[] {
  const { chance } = turn;
  const id = `piece-${turn.index}`;
  const make = (input: Record<string, unknown>): Block[] =>
    call(turn, 'artifacts', { id, version_uuid: someUuid4(chance), ...input }, [
      { type: 'text', text: 'OK' },
    ]);
  const content = code(turn, 500);
  const whole = {
    type: 'application/vnd.ant.code',
    language: 'javascript',
    title: words(chance, 3),
    content,
    source: null,
    md_citations: [],
  };
  const change = { command: 'update', old_str: 'value + 1', new_str: "value + '$&' + 1" };
  return [...make({ command: 'create', ...whole }), ...(chance() < 0.5 ? make(change) : [])];
}

function files(turn: Turn): Block[] {
  const path = `/mnt/user-data/outputs/notes-${turn.index}.md`;
  const done = [{ type: 'text', text: 'File created successfully' }];
  return [
    ...call(turn, 'create_file', { path, file_text: words(turn.chance, 300), description: 'Notes' }, done),
    ...call(turn, 'present_files', { filepaths: [path] }, [{ type: 'text', text: 'ok' }]),
  ];
}

/** Shapes that are rare: a plain string, an object, what a text block shows twice, and one that nobody has seen yet. */
function oddities(turn: Turn): Block[] {
  const { chance } = turn;
  const shown = {
    type: 'json_block',
    json_block: JSON.stringify({ exit_code: 0, output: words(chance, 20) }),
  };
  const [use = { type: '' }, result = { type: '' }] = call(
    turn,
    'bash_tool',
    { command: 'ls -la' },
    'total 0',
  );
  return [
    use,
    { ...result, display_content: shown },
    ...call(turn, 'Notes:find', { text: words(chance, 3) }, { title: words(chance, 4), found: 3 }),
    timed(turn, { type: 'token_budget' }),
    timed(turn, { type: 'voice_note', text: words(chance, 12) }),
    { type: 'some_later_block', payload: { words: words(chance, 6), nested: [{ deep: words(chance, 3) }] } },
  ];
}

const LANGUAGES = ['js', 'python', 'sql', '', 'text'];

/** The answer itself, as Markdown. */
function reply(turn: Turn): Block {
  const { chance } = turn;
  const parts = [
    `## ${words(chance, 4)}`,
    words(chance, 150),
    Array.from({ length: 4 }, (_, at) => `${at + 1}. **${words(chance, 2)}** ${words(chance, 9)}`).join('\n'),
    `\`\`\`${pick(chance, LANGUAGES)}\nconst answer = ${turn.index}; // <b>"&amp;"</b>\n\`\`\``,
    `| ${words(chance, 2)} | ${words(chance, 2)} |\n| --- | --- |\n| ${words(chance, 3)} | \`a|b\` |`,
    `> ${words(chance, 12)}`,
    words(chance, 70),
  ];
  const text = parts.join('\n\n');
  const cited = chance() < 0.3;
  const citation = {
    uuid: someUuid4(chance),
    title: 'Example',
    url: `https://example.com/${turn.index}/1`,
    start_index: 3,
    end_index: 24,
    origin_tool_name: 'web_search',
    sources: [],
    metadata: {},
  };
  return textBlock(text, turn.at, cited ? [citation] : []);
}

export function answerBlocks(turn: Turn): Block[] {
  const { chance } = turn;
  return [
    thinking(turn),
    ...(chance() < 0.3 ? search(turn) : []),
    ...(chance() < 0.16 ? artifact(turn) : []),
    ...(chance() < 0.1 ? files(turn) : []),
    ...(chance() < 0.06 ? oddities(turn) : []),
    // Seen: one chat in eight has a block of white space only.
    ...(chance() < 0.03 ? [textBlock('\n', turn.at)] : []),
    reply(turn),
  ];
}
