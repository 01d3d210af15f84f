import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import bodiless from '@/tests/fixtures/conversations/bodiless.json';
import everyBlock from '@/tests/fixtures/conversations/every-block.json';
import forked from '@/tests/fixtures/conversations/forked.json';
import line from '@/tests/fixtures/conversations/line.json';
import {
  activePath,
  branches,
  type Conversation,
  messageCount,
  parseConversation,
  readConversationText,
  snapshotFacts,
} from '@/utils/claude/conversation';

const parse = (value: unknown): Conversation => {
  const parsed = parseConversation(value);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
};
const numbers = (conversation: Conversation, messages: readonly { uuid: string }[]): number[] =>
  messages.map((one) => conversation.chat_messages.findIndex((other) => other.uuid === one.uuid) + 1);

describe('parseConversation', () => {
  test('keeps every field and block, known or not', () => {
    expect(parse(everyBlock)).toEqual(everyBlock);
  });

  test.each([
    ['nothing', null],
    ['a list', []],
    ['an error envelope', { type: 'error', error: { type: 'not_found_error', message: 'Not found' } }],
    ['a conversation without messages', { uuid: 'x' }],
    ['a message without an id', { uuid: 'x', chat_messages: [{ sender: 'human' }] }],
  ])('%s is no conversation', (_name, value) => {
    expect(parseConversation(value)).toEqual({ ok: false, error: 'unknown-shape' });
  });

  test('an empty chat has no leaf', () => {
    expect(snapshotFacts(parse({ uuid: 'x', chat_messages: [] }))).toMatchObject({
      messageCount: 0,
      leafId: null,
      whole: true,
    });
  });

  test('no text throws', () => {
    const half = fc.nat().map((cut) => JSON.stringify(everyBlock).slice(0, cut % 5000));
    fc.assert(fc.property(fc.oneof(half, fc.string(), fc.json()), (raw) => void readConversationText(raw)));
    expect(readConversationText('<!doctype html>')).toEqual({ ok: false, error: 'not-json' });
    expect(readConversationText('{"uuid":"x","chat_mess')).toEqual({ ok: false, error: 'not-json' });
  });
});

describe('the tree', () => {
  test('the active path ends at the leaf', () => {
    const conversation = parse(forked);
    expect(numbers(conversation, activePath(conversation))).toEqual([1, 3, 4]);
  });

  test('every message is on exactly one branch, parents before their replies', () => {
    const conversation = parse(forked);
    const found = branches(conversation).map((branch) => numbers(conversation, branch.messages));
    expect(found).toEqual([[1, 3, 4], [2, 7], [5, 6], [8]]);
  });

  test('messages without a parent id are one line', () => {
    const conversation = parse(line);
    expect(numbers(conversation, activePath(conversation))).toEqual([1, 2]);
  });

  test('a leaf without a body still ends the path', () => {
    const conversation = parse(bodiless);
    expect(numbers(conversation, activePath(conversation))).toEqual([1, 2, 3, 4]);
  });

  test('an unknown leaf falls back to the newest line', () => {
    const conversation = parse({ ...forked, current_leaf_message_uuid: 'gone' });
    expect(numbers(conversation, activePath(conversation))).toEqual([8]);
  });

  test('all messages missing though one is named makes it less than whole; an empty chat is whole', () => {
    expect(snapshotFacts(parse({ ...forked, chat_messages: [] })).whole).toBe(false);
    const empty = { ...forked, chat_messages: [], current_leaf_message_uuid: null };
    expect(snapshotFacts(parse(empty)).whole).toBe(true);
  });

  test('a message that is there twice counts once', () => {
    const chat_messages = [...forked.chat_messages, ...forked.chat_messages];
    expect(snapshotFacts(parse({ ...forked, chat_messages })).messageCount).toBe(forked.chat_messages.length);
  });

  test('a missing parent makes it less than whole', () => {
    const chat_messages = forked.chat_messages.slice(2);
    expect(snapshotFacts(parse({ ...forked, chat_messages })).whole).toBe(false);
    expect(snapshotFacts(parse(forked)).whole).toBe(true);
  });

  test('any tangle of parents ends, and loses no message', () => {
    const message = fc.record({
      uuid: fc.constantFrom(...'abcdefgh'),
      parent_message_uuid: fc.constantFrom(...'abcdefgh', null),
    });
    fc.assert(
      fc.property(fc.array(message), fc.constantFrom(...'abcz'), (chat_messages, leaf) => {
        const conversation = parse({ uuid: 'x', current_leaf_message_uuid: leaf, chat_messages });
        const found = branches(conversation).flatMap((branch) => branch.messages.map((one) => one.uuid));
        expect(found).toHaveLength(new Set(found).size);
        expect(new Set(found)).toEqual(new Set(chat_messages.map((one) => one.uuid)));
      }),
    );
  });

  test('a long chat is walked in well under a second', () => {
    const chat_messages = Array.from({ length: 5000 }, (_, index) => ({
      uuid: `m${index}`,
      parent_message_uuid: index === 0 ? null : `m${index - 1}`,
    }));
    const conversation = parse({ uuid: 'x', current_leaf_message_uuid: 'm4999', chat_messages });
    expect(activePath(conversation)).toHaveLength(5000);
    expect(messageCount(conversation)).toBe(5000);
  });
});
