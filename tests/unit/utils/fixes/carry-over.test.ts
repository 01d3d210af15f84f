import { expect, test } from 'vitest';
import { type Conversation, ROOT_ID } from '@/utils/claude/conversation';
import { carriedFile, carriedText, MOST_CHARS } from '@/utils/fixes/carry-over';

const ids = ['a', 'b', 'c', 'd'].map((end) => `01990a4e-7c21-7d3a-9f10-52b6c0d1e2f${end}`);
const chat = (...said: string[]): Conversation => ({
  uuid: '01990a4e-7c21-7d3a-9f10-52b6c0d1e2f3',
  name: 'Cooking / rice: 2nd try',
  current_leaf_message_uuid: ids[said.length - 1],
  chat_messages: said.map((text, index) => ({
    uuid: ids[index] ?? '',
    sender: index % 2 === 0 ? 'human' : 'assistant',
    parent_message_uuid: ids[index - 1] ?? ROOT_ID,
    content: [{ type: 'text', text }, { type: 'tool_use', name: 'view' }, 'broken'],
  })),
});

test('a file with the whole of it, named after the chat, that leads back', () => {
  expect(carriedFile(chat('Hi', 'Hello.'))).toEqual({
    name: 'cooking-rice-2nd-try.md',
    text: [
      'Continued from https://claude.ai/chat/01990a4e-7c21-7d3a-9f10-52b6c0d1e2f3',
      '# Cooking / rice: 2nd try',
      '## You',
      'Hi',
      '## Claude',
      'Hello.\n',
    ].join('\n\n'),
  });
});

test('the last turns as text, and the prompt at the end', () => {
  expect(carriedText(chat('How long?', '20 minutes.', 'And brown rice?'), 2, 'Was that wrong?')).toBe(
    [
      'We are continuing this chat: https://claude.ai/chat/01990a4e-7c21-7d3a-9f10-52b6c0d1e2f3\nIts last messages:',
      'You: 20 minutes.',
      'Me: And brown rice?',
      'Go on from here:',
      'Was that wrong?',
    ].join('\n\n'),
  );
});

test('never so much that the new chat begins too long; the prompt is never cut', () => {
  const prompt = 'p'.repeat(50_000);
  const text = carriedText(chat('x'.repeat(30_000), 'y'.repeat(30_000)), 6, prompt);
  expect(text.endsWith(prompt)).toBe(true);
  expect(text.length - prompt.length).toBeLessThan(MOST_CHARS + 300);
  expect(text).toContain('yyy');
  expect(text).not.toContain('xxx');
});

test('without a prompt it ends with the last turn', () => {
  expect(carriedText(chat('How long?'), 6, '').endsWith('Me: How long?')).toBe(true);
});
