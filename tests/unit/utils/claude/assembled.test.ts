import { expect, test } from 'vitest';
import caches from '@/tests/fixtures/claude/page-caches.json';
import { assemble, matched } from '@/utils/claude/assembled';
import { activePath, type Conversation, ROOT_ID } from '@/utils/claude/conversation';
import type { ShownMessage } from '@/utils/claude/dom-transcript';
import { CHAT } from './watched';

const COPY = caches['claude-conversation-store'].trees[
  CHAT as '01990a4e-7c21-7d3a-9f10-52b6c0d1e2f3'
] as Conversation;
const [Q1, A1] = COPY.chat_messages.map(({ uuid }) => uuid) as [string, string];
const Q2 = '01990a4e-9000-7003-9a00-000000000003';
const A2 = '01990a4e-9000-7004-9a00-000000000004';

const shown = (...messages: (Partial<ShownMessage> & Pick<ShownMessage, 'text'>)[]) => ({
  title: 'Heights of lighthouses',
  messages: messages.map(
    (one, index): ShownMessage => ({
      key: '',
      sender: index % 2 === 0 ? 'human' : 'assistant',
      isUnfinished: false,
      ...one,
    }),
  ),
});
const FIRST = [
  { key: Q1, text: 'How tall is the tallest lighthouse?' },
  { key: A1, text: 'The **Jeddah Light** stands about 133 m high.' },
];
const textsOf = ({ chat_messages: messages }: Conversation) =>
  messages.map(({ content }) => (content as { text: string }[])[0]?.text);

test('a copy that has all that is shown needs nothing', () => {
  expect(assemble(CHAT, COPY, shown(...FIRST), null)).toBeUndefined();
  expect(assemble(CHAT, COPY, shown(), null)).toBeUndefined();
  expect(assemble(CHAT, null, shown(), null)).toBeUndefined();
});

test('what the page shows beyond the copy follows where it stands, and says where it is from', () => {
  const made = assemble(
    CHAT,
    COPY,
    shown(...FIRST, { key: Q2, text: 'And the oldest?' }, { key: A2, text: 'A Coruña’s.' }),
    null,
  );
  expect(made?.source).toBe('dom');
  const { conversation } = made ?? expect.fail('nothing');
  expect(conversation.chat_messages.slice(0, 2)).toEqual(COPY.chat_messages);
  expect(activePath(conversation).map(({ uuid }) => uuid)).toEqual([Q1, A1, Q2, A2]);
  expect(conversation.chat_messages.slice(2)).toMatchObject([
    { sender: 'human', truncated: false, lifeline: { source: 'dom' } },
    { sender: 'assistant', truncated: false, lifeline: { source: 'dom' } },
  ]);
  expect(conversation.name).toBe(COPY.name);
});

test('an answer that was arriving makes it a stream’s', () => {
  const made = assemble(
    CHAT,
    COPY,
    shown(
      ...FIRST,
      { key: Q2, text: 'And the oldest?' },
      { key: `${Q2}-hub-reply`, text: 'The Tower of Her', isUnfinished: true },
    ),
    null,
  );
  expect(made).toMatchObject({ source: 'stream' });
  expect(made?.conversation.chat_messages.at(-1)).toMatchObject({
    uuid: `${Q2}-hub-reply`,
    parent_message_uuid: Q2,
    truncated: true,
    lifeline: { source: 'stream' },
  });
});

test('half an answer that is kept is added when the page shows it no more', () => {
  const made = assemble(
    CHAT,
    COPY,
    shown(...FIRST, { key: Q2, text: 'And the oldest?' }),
    'The Tower of Her',
  );
  expect(made?.source).toBe('stream');
  expect(textsOf(made?.conversation ?? COPY).slice(2)).toEqual(['And the oldest?', 'The Tower of Her']);
});

test('… and not a second time when it does', () => {
  const made = assemble(
    CHAT,
    COPY,
    shown(...FIRST, { key: Q2, text: 'And the oldest?' }, { key: A2, text: 'The Tower of Her' }),
    'The Tower of Her',
  );
  expect(textsOf(made?.conversation ?? COPY).slice(2)).toEqual(['And the oldest?', 'The Tower of Her']);
  expect(made?.source).toBe('stream');
});

test('… nor when the copy has the whole answer', () => {
  expect(assemble(CHAT, COPY, shown(...FIRST), 'The **Jeddah Light** sta')).toBeUndefined();
});

test('without any copy the page’s window stands alone', () => {
  const made = assemble(CHAT, null, shown({ text: 'How tall?' }, { text: '133 m.' }), null);
  expect(made).toMatchObject({ source: 'dom', conversation: { uuid: CHAT, name: 'Heights of lighthouses' } });
  expect(made?.conversation.chat_messages.map((one) => one.parent_message_uuid)).toEqual([
    ROOT_ID,
    'shown-0',
  ]);
  expect(activePath(made?.conversation ?? COPY)).toHaveLength(2);
});

test('the same window twice is the same to the byte', () => {
  const once = () => JSON.stringify(assemble(CHAT, COPY, shown(...FIRST, { text: 'And the oldest?' }), null));
  expect(once()).toBe(once());
});

test('rows without ids are told by what they say', () => {
  const rows = shown(
    { text: 'How tall is the tallest lighthouse?' },
    { text: 'The Jeddah Light stands about 133 m high.' },
    { text: 'Thanks' },
  );
  expect(matched(COPY, rows).map((one) => one?.uuid)).toEqual([Q1, A1, undefined]);
});

test('a question that is asked again is another one, where rows have ids', () => {
  const rows = shown(...FIRST, { key: Q2, text: 'How tall is the tallest lighthouse?' });
  expect(matched(COPY, rows).map((one) => one?.uuid)).toEqual([Q1, A1, undefined]);
});

test('an answer that has an id by now is known though its row names the question', () => {
  const rows = shown(
    { key: Q1, text: 'How tall is the tallest lighthouse?' },
    { key: `${Q1}-hub-reply`, text: 'The Jeddah Light stands about 133 m high.' },
  );
  expect(matched(COPY, rows).map((one) => one?.uuid)).toEqual([Q1, A1]);
});

test('a copy with circles and without parents is no trouble', () => {
  const odd = {
    ...COPY,
    current_leaf_message_uuid: Q1,
    chat_messages: [{ uuid: Q1, parent_message_uuid: Q1, content: [null, 7, { type: 'text', text: 3 }] }],
  } as unknown as Conversation;
  expect(
    assemble(CHAT, odd, shown({ text: '…' }, { text: 'New' }), null)?.conversation.chat_messages.length,
  ).toBeGreaterThan(1);
});
