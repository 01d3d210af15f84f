import { expect, test } from 'vitest';
import { type Conversation, type Message, ROOT_ID } from '@/utils/claude/conversation';
import { transcript } from '@/utils/fixes/transcript';

const id = (end: string) => `01990a4e-7c21-7d3a-9f10-52b6c0d1e2f${end}`;
const message = (end: string, parent: string | null, special: Partial<Message>): Message => ({
  uuid: id(end),
  sender: 'human',
  parent_message_uuid: parent === null ? ROOT_ID : id(parent),
  ...special,
});
const chat = (leaf: string, ...messages: Message[]): Conversation => ({
  uuid: id('0'),
  name: 'Two\nlines',
  current_leaf_message_uuid: id(leaf),
  chat_messages: messages,
});

const QUESTION = message('a', null, {
  content: [{ type: 'text', text: 'What does this do?' }],
  attachments: [{ file_name: 'loop.py', extracted_content: 'for x in y:\n  print("```")' }],
  files_v2: [{ file_name: 'plan.pdf' }, null],
});
const ANSWER = message('b', 'a', {
  sender: 'assistant',
  content: [
    { type: 'thinking', thinking: 'A secret thought' },
    { type: 'text', text: 'It prints.' },
    { type: 'tool_use', name: 'create_file', input: { path: '/a.md', content: '# Notes', lines: 3 } },
    { type: 'tool_result', content: [{ type: 'text', text: 'File created' }] },
    7,
  ],
});

test('the branch in use, with what was attached and what Claude wrote', () => {
  const other = message('c', 'a', { sender: 'assistant', text: 'An answer that was given up' });
  expect(transcript(chat('b', QUESTION, other, ANSWER))).toBe(
    [
      '# Two lines',
      '## You',
      'Attached: loop.py',
      '````\nfor x in y:\n  print("```")\n````',
      'Attached: plan.pdf',
      'What does this do?',
      '## Claude',
      'It prints.',
      'Tool create_file:',
      'path:',
      '```\n/a.md\n```',
      'content:',
      '```\n# Notes\n```',
    ].join('\n\n'),
  );
});

test('text of older payloads, and messages with nothing to read', () => {
  const empty = message('b', 'a', { sender: 'assistant', content: [] });
  const old = message('c', 'b', { sender: null, text: ' As in older exports ' });
  expect(transcript(chat('c', QUESTION, empty, old))).toMatch(/## Unknown sender\n\nAs in older exports$/);
  expect(transcript(chat('c', QUESTION, empty, old))).not.toContain('## Claude');
});
