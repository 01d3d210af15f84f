import { randomFrom } from '../eval/random.ts';
import { type Account, createAccount } from './account.ts';
import {
  buildMessage,
  type Conversation,
  emptyConversation,
  type Message,
  textBlock,
} from './conversation.ts';
import { answerBlocks } from './generated-blocks.ts';
import { type Chance, pick, someUuid4, someUuid7, words } from './generated-words.ts';
import { ROOT_PARENT, stamp } from './ids.ts';
import { makeProject } from './projects.ts';
import { imageFile } from './stage-files.ts';

/** An account of any size, the same one for the same numbers. 1,000 chats of 10 messages are about 44 MB of JSON. */
export interface Generated {
  readonly chats: number;
  /** In each chat (default 10), all branches together. */
  readonly messages?: number;
  readonly seed?: number;
  /** So many chats of the first organisation bear the same title. */
  readonly equalTitles?: number;
  /** That chat (default 1); the chats are dealt out in turn. */
  readonly organizations?: number;
  /** In the first organisation, each with two documents; every fourth chat there belongs to one. */
  readonly projects?: number;
  /** Every so many is archived, or starred (default: none is). */
  readonly archivedEvery?: number;
  readonly starredEvery?: number;
  /** Every so many of the questions has an image whose bytes are there (default: none has). */
  readonly imageEvery?: number;
}

const START = Date.parse('2026-01-05T08:00:00Z');
const BETWEEN_MS = 37 * 60_000;
const MODELS = ['claude-opus-4-8', 'claude-sonnet-4-6', 'claude-haiku-4-5'];

export function generatedAccount(options: Generated): Account {
  const account = createAccount();
  const organizations = [account.chatOrg];
  for (let more = 1; more < (options.organizations ?? 1); more += 1) {
    const uuid = `77777777-7777-4777-8777-${String(more).padStart(12, '0')}`;
    account.organizations.push({ uuid, name: `Team ${more}`, capabilities: ['chat', 'raven'] });
    organizations.push(uuid);
  }
  for (let index = 0; index < (options.projects ?? 0); index += 1) addProject(account, options, index);
  for (let index = 0; index < options.chats; index += 1) {
    const organization = organizations[index % organizations.length] ?? account.chatOrg;
    addChat(account, options, index, organization);
  }
  return account;
}

const isEvery = (every: number | undefined, index: number): boolean =>
  every !== undefined && index % every === every - 1;

const seedOf = ({ seed = 1 }: Generated, index: number, kind: number): number =>
  Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b) ^ Math.imul(kind + 1, 0xc2b2ae35);

function addProject(account: Account, options: Generated, index: number): void {
  const chance = randomFrom(seedOf(options, index, 2)).next;
  const project = makeProject(account.chatOrg, {
    uuid: someUuid4(chance),
    name: `Project ${index + 1}: ${words(chance, 3)}`,
    instructions: words(chance, 120),
    docs: { 'overview.md': `# Overview\n\n${words(chance, 600)}`, 'glossary.txt': words(chance, 300) },
    starred: index % 3 === 0,
    archived: index % 5 === 4,
    at: START + index * 60_000,
  });
  account.projects.set(project.uuid, project);
}

function addChat(account: Account, options: Generated, index: number, organization: string): void {
  const chance = randomFrom(seedOf(options, index, 0)).next;
  const at = START + index * BETWEEN_MS;
  const isEqual = index < (options.equalTitles ?? 0);
  const projects = [...account.projects.keys()];
  const mayHaveProject = organization === account.chatOrg && index % 4 === 0 && projects.length > 0;
  const chat = emptyConversation(
    {
      uuid: someUuid4(chance),
      name: isEqual ? 'Notes for Monday' : `${words(chance, 5).slice(0, -1)} ${index + 1}`,
      model: pick(chance, MODELS),
      at,
      organization,
      archived: isEvery(options.archivedEvery, index),
      starred: isEvery(options.starredEvery, index),
      ...(mayHaveProject ? { project: pick(chance, projects) } : {}),
    },
    organization,
  );
  chat.summary = words(chance, 180);
  const count = options.messages ?? 10;
  chat.updated_at = stamp(at + count * TURN_MS);
  if (count > 0) chat.current_leaf_message_uuid = idOf(options, index, count - 1, at);
  // Made when it is read, and again the next time: an account of any size fits into memory.
  Object.defineProperty(chat, 'chat_messages', {
    get: () => messagesOf(account, options, chat, index),
    configurable: true,
  });
  account.conversations.set(chat.uuid, chat);
}

const TURN_MS = 20_000;

function idOf(options: Generated, chat: number, message: number, at: number): string {
  return someUuid7(randomFrom(seedOf(options, chat * 10_007 + message, 1)).next, at + message * TURN_MS);
}

function messagesOf(account: Account, options: Generated, chat: Conversation, index: number): Message[] {
  const chance = randomFrom(seedOf(options, index, 3)).next;
  const at = START + index * BETWEEN_MS;
  const id = (message: number): string => idOf(options, index, message, at);
  const count = options.messages ?? 10;
  // One chat in four was edited: the third pair of messages is another beginning of what the second pair began.
  const edited = chance() < 0.25 ? 4 : -1;
  return Array.from({ length: count }, (_, message) => {
    const parent = message === 0 ? ROOT_PARENT : id(message === edited ? 1 : message - 1);
    const input = { uuid: id(message), parent, at: at + message * TURN_MS };
    const turn = { chance, at: input.at, index };
    if (message % 2 === 1)
      return buildMessage(chat, { ...input, sender: 'assistant', content: answerBlocks(turn) }, message);
    const question = {
      ...input,
      sender: 'human' as const,
      content: [textBlock(words(chance, 45), input.at)],
    };
    return buildMessage(chat, { ...question, ...enclosures(account, options, turn, message) }, message);
  });
}

/** What comes with a question: pasted text in one of ten, and images where they are wanted. */
function enclosures(
  account: Account,
  options: Generated,
  { chance, at, index }: { chance: Chance; at: number; index: number },
  message: number,
): { attachments?: Record<string, unknown>[]; files?: Record<string, unknown>[] } {
  const isPasted = chance() < 0.1;
  const text = isPasted ? words(chance, 400) : '';
  const attachment = {
    id: someUuid4(chance),
    file_name: chance() < 0.5 ? '' : 'notes.txt',
    file_size: text.length,
    file_type: 'txt',
    extracted_content: text,
    created_at: stamp(at),
  };
  const hasImage = isEvery(options.imageEvery, index * 5 + message / 2);
  return {
    ...(isPasted ? { attachments: [attachment] } : {}),
    ...(hasImage ? { files: [image(account, someUuid4(chance), at)] } : {}),
  };
}

function image(account: Account, uuid: string, at: number): Record<string, unknown> {
  account.files.set(uuid, imageFile());
  const url = (variant: string): string => `/api/${account.chatOrg}/files/${uuid}/${variant}`;
  return {
    file_kind: 'image',
    file_uuid: uuid,
    file_name: 'photo.png',
    created_at: stamp(at),
    thumbnail_url: url('thumbnail'),
    preview_url: url('preview'),
    thumbnail_asset: { url: url('thumbnail'), file_variant: 'thumbnail', image_width: 1, image_height: 1 },
    preview_asset: { url: url('preview'), file_variant: 'preview', image_width: 1, image_height: 1 },
  };
}
