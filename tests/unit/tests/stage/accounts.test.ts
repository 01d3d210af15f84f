// @vitest-environment node

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Conversation } from '../../../stage/conversation.ts';
import { generatedAccount } from '../../../stage/generated.ts';
import { SEEDED } from '../../../stage/seed.ts';
import { startStage } from '../../../stage/stage.ts';
import type { Stage } from '../../../stage/types.ts';
import { ask } from './client.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

interface Page {
  data: { uuid: string; name: string }[];
  has_more: boolean;
}
const org = (): string => `/api/organizations/${stage.account.chatOrg}`;
const read = async <T>(path: string): Promise<T> => JSON.parse((await ask(stage, path)).body) as T;
const page = (offset: number, more = ''): Promise<Page> =>
  read(`${org()}/chat_conversations_v2?limit=50&offset=${offset}${more}`);
const tree = (id: string): string =>
  `${org()}/chat_conversations/${id}?tree=True&rendering_mode=messages&render_all_tools=true`;

test('1,000 chats of ten messages are about 44 MB, the same ones each time', () => {
  const size = (one: Conversation): number =>
    Buffer.byteLength(JSON.stringify({ ...one, chat_messages: one.chat_messages }));
  const [first, second] = [generatedAccount({ chats: 1000 }), generatedAccount({ chats: 1000 })];
  const chats = [...first.conversations.values()];
  expect(new Set(chats.map(({ uuid }) => uuid)).size).toBe(1000);
  const bytes = chats.reduce((sum, one) => sum + size(one), 0);
  expect(bytes / 1e6).toBeGreaterThan(43);
  expect(bytes / 1e6).toBeLessThan(46);
  const again = second.find(chats[77]?.uuid ?? '');
  expect(again?.chat_messages).toEqual(chats[77]?.chat_messages);
});

test('every parent is there, and the leaf is the last message', () => {
  for (const one of generatedAccount({ chats: 40, messages: 7 }).conversations.values()) {
    const ids = one.chat_messages.map(({ uuid }) => uuid);
    expect(one.chat_messages.slice(1).every((message) => ids.includes(message.parent_message_uuid))).toBe(
      true,
    );
    expect(one.current_leaf_message_uuid).toBe(ids.at(-1));
  }
});

test('a message of its own stays in a generated chat', () => {
  const account = generatedAccount({ chats: 2 });
  const [chat] = account.conversations.values();
  if (!chat) throw new Error('no chat');
  account.addMessage(chat, { sender: 'human', text: 'One more.' });
  expect(chat.chat_messages).toHaveLength(11);
  expect(chat.chat_messages.at(-1)?.parent_message_uuid).toBe(chat.chat_messages.at(-2)?.uuid);
});

test('a generated account over the wire: pages, organisations, archived, starred, projects', async () => {
  stage.reset({
    generated: {
      chats: 120,
      organizations: 2,
      projects: 3,
      archivedEvery: 10,
      starredEvery: 6,
      imageEvery: 4,
    },
  });
  const organizations = await read<{ uuid: string; capabilities: string[] }[]>('/api/organizations');
  expect(organizations.map(({ capabilities }) => capabilities.includes('chat'))).toEqual([false, true, true]);
  const [first, second, archived] = [await page(0), await page(50), await page(0, '&archived=true')];
  // Every tenth is archived, and those are all of the second organisation.
  expect([first.data.length, first.has_more, second.data.length, second.has_more]).toEqual([
    50,
    true,
    10,
    false,
  ]);
  expect(archived.data).toHaveLength(0);
  const other = await read<Page>(
    `/api/organizations/${organizations[2]?.uuid}/chat_conversations_v2?limit=100&archived=true`,
  );
  expect(other.data).toHaveLength(12);
  expect((await page(0, '&starred=true')).data.length + (await page(0, '&starred=false')).data.length).toBe(
    50,
  );
  expect((await ask(stage, tree(other.data[0]?.uuid ?? ''))).status).toBe(404);
  const projects = await read<{ uuid: string }[]>(`${org()}/projects`);
  expect(projects).toHaveLength(3);
  const id = projects[0]?.uuid ?? '';
  const project = await read<{ prompt_template: string }>(`${org()}/projects/${id}`);
  expect(project.prompt_template.length).toBeGreaterThan(300);
  const docs = await read<{ content: string; file_name: string }[]>(`${org()}/projects/${id}/docs`);
  expect(docs.map((one) => one.file_name)).toEqual(['overview.md', 'glossary.txt']);
});

test('files come in their variants, and a sandbox serves what it lists', async () => {
  stage.reset();
  const image = 'bbbbbbbb-0000-7000-8000-000000000903';
  const status = async (path: string): Promise<number> => (await ask(stage, path)).status;
  expect(await status(`${org()}/files/${image}/contents`)).toBe(200);
  expect(await status(`/api/${stage.account.chatOrg}/files/${image}/preview`)).toBe(200);
  expect(await status(`${org()}/files/bbbbbbbb-0000-7000-8000-000000000902/contents`)).toBe(404);
  const wiggle = `${org()}/conversations/${SEEDED.everyBlock}/wiggle`;
  const { files_metadata } = await read<{ files_metadata: { path: string; size: number }[] }>(
    `${wiggle}/list-files?prefix=`,
  );
  for (const { path, size } of files_metadata) {
    const got = await ask(stage, `${wiggle}/download-file?path=${encodeURIComponent(path)}`);
    expect([got.status, got.bytes.length]).toEqual([200, size]);
  }
  expect(await status(`${org()}/conversations/${SEEDED.short}/wiggle/list-files?prefix=`)).toBe(404);
});

test('a list that drifts: what was touched is missed, what was deleted takes a neighbour along', async () => {
  stage.reset({ generated: { chats: 120 } });
  const all = new Set(stage.account.list().map(({ uuid }) => uuid));
  const walk = async (): Promise<Set<string>> => {
    const seen = [await page(0), await page(50), await page(100)].flatMap(({ data }) => data);
    return new Set(seen.map(({ uuid }) => uuid));
  };
  expect((await walk()).size).toBe(120);
  stage.set({ drift: 'touched' });
  expect((await walk()).size).toBe(118);
  stage.reset({ generated: { chats: 120 }, drift: 'deleted' });
  const seen = await walk();
  const living = stage.account.list();
  expect(living).toHaveLength(118);
  expect(living.filter(({ uuid }) => !seen.has(uuid))).toHaveLength(2);
  expect([...seen].every((uuid) => all.has(uuid))).toBe(true);
});

test('every tenth answer fails in one of four ways, after some that pass', async () => {
  stage.reset({ generated: { chats: 1 } });
  const [id = ''] = stage.account.conversations.keys();
  const results = async (count: number): Promise<unknown[]> => {
    const all: unknown[] = [];
    for (let at = 0; at < count; at += 1) {
      const { status, body, headers } = await ask(stage, tree(id));
      const isWhole = Number(headers['content-length']) === Buffer.byteLength(body);
      all.push(status === 200 ? isWhole && body.startsWith('{') : [status, headers['retry-after']]);
    }
    return all;
  };
  stage.fail({ on: 'api', kind: 'json-429', retryAfter: 2, every: 5, skip: 2 });
  expect(await results(8)).toEqual([true, true, [429, '2'], true, true, true, true, [429, '2']]);
  stage.clear();
  stage.fail({ on: 'tree', kind: 'cut', every: 2 });
  expect(await results(4)).toEqual([false, true, false, true]);
  stage.clear();
  stage.fail({ on: 'tree', kind: 'html-200', every: 2, skip: 1 });
  expect(await results(3)).toEqual([true, false, true]);
});
