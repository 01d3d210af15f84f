import { expect, test } from 'vitest';
import { newChat } from '@/utils/fixes/new-chat';
import { context, draft } from './given';

const OPEN = [
  { verb: 'save-conversation' },
  { verb: 'open-chat', path: '/new' },
  { verb: 'await-page', timeoutMs: 30_000 },
];

test('saves first, then opens a new chat', () => {
  expect(newChat.plan(context())).toEqual(OPEN);
});

test.each(['typing', 'sent'] as const)('takes a text that was %s along', (state) => {
  expect(newChat.plan(context({ draft: draft(state) }))).toEqual([
    ...OPEN,
    { verb: 'fill-composer', text: draft().text, replace: false },
  ]);
});

test.each([
  ['in a chat', {}, true],
  ['in a new chat already', { conversationId: null }, false],
  ['when the page itself fails', { failed: 'document' }, false],
] as const)('available %s', (_, special, expected) => {
  expect(newChat.available(context(special))).toBe(expected);
});
