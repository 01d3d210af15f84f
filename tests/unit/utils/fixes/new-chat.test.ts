import { expect, test } from 'vitest';
import { newChat } from '@/utils/fixes/new-chat';
import { CHAT, context, draft, knowing, stepsOf } from './given';

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

const transcript = (turns: number) => ({ conversationId: CHAT, turns });
const kept = (turns: number, special = {}) =>
  stepsOf(newChat, knowing({ transcript: transcript(turns), ...special }, { draft: draft('sent') })).slice(3);
const carry = { verb: 'carry-over', conversationId: CHAT, prompt: draft().text };

test('takes the chat along as a file, with the prompt', () => {
  expect(kept(40)).toEqual([{ ...carry, as: 'file', turns: null }]);
});

test.each([
  [40, 6],
  [3, 3],
])('as text only the end of it: of %i turns %i', (turns, last) => {
  expect(kept(turns, { carryAs: 'text' })).toEqual([{ ...carry, as: 'text', turns: last }]);
});

test('a chat without a message has nothing to carry', () => {
  expect(kept(0)).toEqual([{ verb: 'fill-composer', text: draft().text, replace: false }]);
});

test('names the files that must be attached again', () => {
  const withFiles = { ...draft(), attachments: ['plan.png', 'notes.pdf'] };
  expect(stepsOf(newChat, context({ draft: withFiles })).at(-1)).toEqual({
    verb: 'name-attachments',
    names: ['plan.png', 'notes.pdf'],
  });
});
