import type { Account } from './account.ts';
import { type Block, type Conversation, textBlock } from './conversation.ts';
import { stamp } from './ids.ts';
import { imageFile } from './stage-files.ts';

/** Block shapes. Seen: captures of 2026-05 to 2026-07. */
const timed = (at: number, block: Block): Block => ({
  start_timestamp: stamp(at),
  stop_timestamp: stamp(at + 900),
  flags: null,
  ...block,
});

const toolUse = (at: number, name: string, input: Record<string, unknown>, id?: string): Block =>
  timed(at, {
    type: 'tool_use',
    ...(id ? { id } : {}),
    name,
    input,
    message: `Generating ${name}...`,
    integration_name: null,
    integration_icon_url: null,
    icon_name: null,
  });

const toolResult = (at: number, name: string, content: unknown, extra: Record<string, unknown> = {}): Block =>
  timed(at, { type: 'tool_result', name, content, is_error: false, display_content: null, ...extra });

const file = (uuid: string, extra: Record<string, unknown>): Record<string, unknown> => ({
  file_uuid: uuid,
  created_at: stamp(),
  ...extra,
});

/** What the sandbox still has: the upload as it came, and what was made there. */
function sandbox(account: Account, conversation: Conversation): void {
  account.sandboxes.set(conversation.uuid, [
    {
      path: '/mnt/user-data/uploads/data.csv',
      bytes: Buffer.from(`a,b,c\n${'1,2,3\n'.repeat(341)}`),
      type: 'text/csv',
    },
    { path: '/mnt/user-data/outputs/index.html', bytes: Buffer.from('<h1>Hello</h1>') },
  ]);
}

function firstQuestion(account: Account, conversation: Conversation, at: number): void {
  const image = 'bbbbbbbb-0000-7000-8000-000000000903';
  const url = (variant: string): string => `/api/${account.chatOrg}/files/${image}/${variant}`;
  account.files.set(image, imageFile());
  account.addMessage(conversation, {
    sender: 'human',
    text: 'Please read my notes, the sheet and the photo.',
    at,
    attachments: [
      {
        id: 'bbbbbbbb-0000-7000-8000-000000000901',
        file_name: 'notes.txt',
        file_size: 17,
        file_type: 'text/plain',
        extracted_content: 'hello from a note',
        created_at: stamp(at),
      },
    ],
    files: [
      file('bbbbbbbb-0000-7000-8000-000000000902', {
        file_kind: 'blob',
        file_name: 'data.csv',
        path: '/mnt/user-data/uploads/data.csv',
        size_bytes: 2052,
      }),
      file(image, {
        file_kind: 'image',
        file_name: 'photo.png',
        thumbnail_url: url('thumbnail'),
        preview_url: url('preview'),
        thumbnail_asset: { url: url('thumbnail'), file_variant: 'thumbnail' },
        preview_asset: { url: url('preview'), file_variant: 'preview' },
      }),
    ],
  });
}

function firstAnswer(account: Account, conversation: Conversation, at: number): void {
  const citation = {
    uuid: 'bbbbbbbb-0000-7000-8000-000000000905',
    title: 'Example',
    url: 'https://example.com/',
    start_index: 23,
    end_index: 26,
    origin_tool_name: 'web_search',
    sources: [],
    metadata: {},
  };
  account.addMessage(conversation, {
    sender: 'assistant',
    at: at + 5000,
    content: [
      timed(at, {
        type: 'thinking',
        thinking: 'Three attachments. I start with the sheet.',
        summaries: [{ summary: 'Reading the attachments' }],
        cut_off: false,
      }),
      toolUse(
        at,
        'bash_tool',
        { command: 'head -1 /mnt/user-data/uploads/data.csv', description: 'Peek' },
        'toolu_stage1',
      ),
      timed(at, { type: 'token_budget' }),
      toolResult(
        at,
        'bash_tool',
        [{ type: 'text', text: 'a,b,c', uuid: 'bbbbbbbb-0000-7000-8000-000000000904' }],
        { tool_use_id: 'toolu_stage1' },
      ),
      toolUse(at, 'web_search', { query: 'csv header', _tool_call_id: 'call-2' }),
      toolResult(at, 'web_search', 'a plain string result', { cut_off: false, truncated: false }),
      toolResult(at, 'web_fetch', { title: 'an object result' }, { is_error: true }),
      textBlock('The header is a,b,c. See [1].', at, [citation]),
      timed(at, { type: 'bell' }),
      timed(at, { type: 'voice_note', text: 'la la' }),
    ],
  });
}

function branches(account: Account, conversation: Conversation, at: number): void {
  const trunk = conversation.current_leaf_message_uuid;
  account.addMessage(conversation, { sender: 'human', text: 'Write a tiny page.', at });
  account.addMessage(conversation, {
    sender: 'assistant',
    at: at + 2000,
    content: [
      toolUse(
        at,
        'artifacts',
        {
          id: 'compass_artifact_wf-stage',
          command: 'create',
          title: 'Tiny page',
          type: 'text/html',
          content: '<h1>Hi</h1>',
          language: null,
          md_citations: [],
          source: null,
          version_uuid: 'bbbbbbbb-0000-7000-8000-000000000906',
        },
        'toolu_stage2',
      ),
      toolResult(at, 'artifacts', [{ type: 'text', text: 'OK' }], { tool_use_id: 'toolu_stage2' }),
      textBlock('Done.', at),
    ],
  });
  editedBranch(account, conversation, at, trunk);
}

/** The same question asked otherwise: a cancelled answer and a whole one. */
function editedBranch(account: Account, conversation: Conversation, at: number, trunk?: string): void {
  const edited = account.addMessage(conversation, {
    sender: 'human',
    text: 'Write a tiny page (edited).',
    parent: trunk,
    at: at + 3000,
  });
  // A cancelled retry leaves a node without a body. Seen: captures of 2026-06.
  account.addMessage(conversation, {
    sender: 'assistant',
    content: [],
    stopReason: 'user_canceled',
    parent: edited.uuid,
    at: at + 4000,
  });
  const last = account.addMessage(conversation, {
    sender: 'assistant',
    parent: edited.uuid,
    at: at + 6000,
    content: [
      toolUse(at, 'create_file', {
        path: '/mnt/user-data/outputs/index.html',
        file_text: '<h1>Hi</h1>',
        description: 'page',
      }),
      toolResult(at, 'create_file', [{ type: 'text', text: 'File created successfully' }]),
      toolUse(at, 'str_replace', {
        path: '/mnt/user-data/outputs/index.html',
        old_str: 'Hi',
        new_str: 'Hello',
        description: 'greet',
      }),
      toolUse(at, 'present_files', { filepaths: ['/mnt/user-data/outputs/index.html'] }),
      toolResult(at, 'present_files', [{ type: 'text', text: 'ok' }]),
      { type: 'some_future_block', payload: { unknown: true } },
      textBlock('Here it is.', at),
    ],
  });
  last.compaction_summary = [{ type: 'text', text: 'Earlier: notes, a sheet and a photo.' }];
}

/** One conversation with every shape that was seen, one that nobody has seen yet, and branches. */
export function addEveryBlockConversation(account: Account, uuid: string, at: number): void {
  const conversation = account.create({ uuid, name: 'Every kind of block', at });
  firstQuestion(account, conversation, at);
  sandbox(account, conversation);
  firstAnswer(account, conversation, at + 1000);
  branches(account, conversation, at + 20_000);
  account.addMessage(conversation, { sender: 'human', text: 'And now add a footer.', at: at + 40_000 });
}
