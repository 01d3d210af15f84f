import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import bodiless from '@/tests/fixtures/conversations/bodiless.json';
import everyBlock from '@/tests/fixtures/conversations/every-block.json';
import forked from '@/tests/fixtures/conversations/forked.json';
import line from '@/tests/fixtures/conversations/line.json';
import { parseConversation, snapshotFacts } from '@/utils/claude/conversation';
import { createShelves } from '@/utils/library/shelves';
import { createStore } from '@/utils/library/store';
import { createInMemory } from '@/utils/library/zip/disk';
import { exportFiles } from '@/utils/library/zip/files';
import { createLists } from '@/utils/library/zip/lists';
import { freshLibrary } from './fresh-library';

interface Taken {
  readonly title: string;
  readonly messages: readonly { readonly isCreatedByUser: boolean; readonly text: string }[];
}

/**
 * LibreChat's rules, restated: an array whose first item has `chat_messages` is Claude's; of each message the texts and the
 * thinking count, `text` where there are none, and a message with neither is left out. Branches are taken as one line.
 */
function takeIn(json: unknown): readonly Taken[] {
  if (!Array.isArray(json) || !json[0]?.chat_messages) throw new Error('Unsupported import type');
  return json.map((chat) => ({
    title: chat.name || 'Imported Claude Chat',
    messages: chat.chat_messages.flatMap((message: Record<string, unknown>) => {
      const parts = (message.content ?? []) as { type?: string; text?: string; thinking?: string }[];
      const of = (type: 'text' | 'thinking'): string =>
        parts.map((part) => (part.type === type ? (part[type] ?? '') : '')).join('');
      const text = of('text') || ((message.text as string | undefined) ?? '');
      const isCreatedByUser = message.sender === 'human';
      return text || of('thinking') ? [{ isCreatedByUser, text }] : [];
    }),
  }));
}

const chats = [everyBlock, forked, line, bodiless];

async function lists(): Promise<unknown[]> {
  const database = await freshLibrary();
  const store = createStore(database);
  for (const chat of chats) {
    const parsed = parseConversation(chat);
    if (!parsed.ok) throw new Error(parsed.error);
    const about = { organizationId: null, source: 'api', capturedAt: 1 } as const;
    await store.saveSnapshot(JSON.stringify(chat), { ...snapshotFacts(parsed.value), ...about });
  }
  const disk = { create: async () => createInMemory() };
  const edges = { store, shelf: createShelves(database), disk, report: () => undefined };
  const { files } = await exportFiles(edges, { ids: null, format: 'json', extensionVersion: '', now: 1 });
  const zip = unzipSync(new Uint8Array((await files[0]?.blob.arrayBuffer()) ?? []));
  return Object.keys(zip)
    .filter((path) => path.startsWith('importers/'))
    .map((path) => JSON.parse(strFromU8(zip[path] ?? new Uint8Array())));
}

test('LibreChat takes the list in, chat by chat and message by message', async () => {
  const [list] = await lists();
  const taken = takeIn(list);
  expect(new Set(taken.map(({ title }) => title))).toEqual(
    new Set(chats.map(({ name }) => name || 'Imported Claude Chat')),
  );
  const own = takeIn(chats);
  const count = (all: readonly Taken[]): number =>
    all.reduce((sum, { messages }) => sum + messages.length, 0);
  expect(count(taken)).toBe(count(own));
  expect(count(taken)).toBeGreaterThan(15);
  const spoken = taken.find(({ title }) => title === everyBlock.name)?.messages.map(({ text }) => text);
  expect(spoken).toContain('An answer on the branch that was left behind.');
});

test('the payloads in the list are the payloads as sent', async () => {
  const [list] = await lists();
  expect(new Set(list as unknown[])).toEqual(new Set(chats));
});

test('lists stay small enough to be read in one go', () => {
  const payload = new TextEncoder().encode(JSON.stringify(line));
  const made = createLists(payload.byteLength * 3);
  const full = Array.from({ length: 7 }, () => made.add(payload, 0)).filter((one) => one !== undefined);
  const all = [...full, made.rest()].map((one) => JSON.parse(new TextDecoder().decode(one?.bytes)));
  expect(all.flat()).toHaveLength(7);
  expect(all.length).toBeGreaterThan(2);
  expect(made.rest()).toBeUndefined();
});
