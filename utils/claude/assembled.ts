/**
 * A conversation put together from the last copy of it and what the page shows beyond that. What is added is text only, and says by
 * its field `lifeline` that claude.ai has not sent it so.
 * Seen: tests/fixtures/claude/page-hooks.html (2026-10): what a row's key tells of its message. When wrong: a message stands twice in
 * a rescued chat, or not at all; every real copy is kept beside it.
 */
import { activePath, type Conversation, type Message, ROOT_ID } from './conversation';
import type { Shown, ShownMessage } from './dom-transcript';

export interface Assembled {
  readonly conversation: Conversation;
  /** `stream` when part of an answer that was arriving is in it. */
  readonly source: 'stream' | 'dom';
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
const ANSWER_UNDER_WAY = /-hub-reply$/;
/** So much of a message tells it from the others. */
const TELLING_LETTERS = 300;

/** Marks of formatting differ between what is sent and what is shown; letters don't. */
const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();

function said({ text, content }: Message): string {
  const blocks = (content ?? []) as readonly ({ readonly text?: unknown } | null)[];
  return letters(
    [text, ...blocks.map((block) => block?.text)].filter((one) => typeof one === 'string').join(' '),
  );
}

/** Which message of the copy each shown one is; undefined for one that the copy doesn't have. */
export function matched(
  copy: Conversation | null,
  { messages: shown }: Shown,
): readonly (Message | undefined)[] {
  const messages = copy?.chat_messages ?? [];
  const byId = new Map(messages.map((message) => [message.uuid, message]));
  const sameId = ({ key }: ShownMessage) =>
    ANSWER_UNDER_WAY.test(key) ? undefined : byId.get(UUID.exec(key)?.[0] ?? '');
  // Where one id is known, the page names its messages as claude.ai does.
  const hasIds = shown.some((one) => sameId(one));
  const texts = new Map(messages.map((message) => [message, said(message)]));
  const sameText = (one: ShownMessage) => {
    const start = letters(one.text).slice(0, TELLING_LETTERS);
    const isSame = (message: Message) =>
      message.sender === one.sender && start !== '' && texts.get(message)?.includes(start) === true;
    return one.isUnfinished ? messages.slice(-1).find(isSame) : messages.findLast(isSame);
  };
  return shown.map((one) => {
    const isReply = ANSWER_UNDER_WAY.test(one.key);
    return sameId(one) ?? (hasIds && !isReply && UUID.test(one.key) ? undefined : sameText(one));
  });
}

/** undefined when the copy has all that is shown. `half`: what had arrived of an answer, after the copy was made. */
export function assemble(
  conversationId: string,
  copy: Conversation | null,
  shown: Shown,
  half: string | null,
): Assembled | undefined {
  const there = matched(copy, shown);
  const added: Message[] = [];
  let before = copy ? activePath(copy).at(-1)?.uuid : undefined;
  const add = (one: ShownMessage, id: string): void => {
    added.push(messageOf(one, id, before ?? ROOT_ID));
    before = id;
  };
  const start = half === null ? '' : letters(half).slice(0, TELLING_LETTERS);
  const isHalf = (one: ShownMessage): boolean =>
    one.isUnfinished || (start !== '' && one.sender === 'assistant' && letters(one.text).startsWith(start));
  shown.messages.forEach((one, index) => {
    const known = there[index];
    if (known) before = known.uuid;
    else add({ ...one, isUnfinished: isHalf(one) }, idOf(one, index));
  });
  const isThere = [...added, ...(copy?.chat_messages ?? [])].some((one) => said(one).includes(start));
  if (half !== null && !isThere)
    add({ key: '', sender: 'assistant', text: half, isUnfinished: true }, 'half-answer');
  if (added.length === 0) return undefined;
  const base = copy ?? { uuid: conversationId, name: shown.title, chat_messages: [] };
  const conversation: Conversation = {
    ...base,
    current_leaf_message_uuid: before,
    chat_messages: [...base.chat_messages, ...added],
  };
  return { conversation, source: added.some(({ truncated }) => truncated) ? 'stream' : 'dom' };
}

const idOf = ({ key }: ShownMessage, index: number): string =>
  (ANSWER_UNDER_WAY.test(key) ? key : UUID.exec(key)?.[0]) || `shown-${index}`;

const messageOf = ({ sender, text, isUnfinished }: ShownMessage, uuid: string, parent: string): Message => ({
  uuid,
  sender,
  parent_message_uuid: parent,
  text: '',
  content: [{ type: 'text', text, citations: [] }],
  attachments: [],
  files: [],
  truncated: isUnfinished,
  lifeline: { source: isUnfinished ? 'stream' : 'dom' },
});
