import { beforeEach, expect, test } from 'vitest';
import forked from '@/tests/fixtures/conversations/forked.json';
import { passingChat } from '@/utils/claude/passing-chat';
import { withLeftOut } from '@/utils/library/left-out';
import { keepPassing } from '@/utils/library/passing';
import { createStore, type LibraryStore } from '@/utils/library/store';
import { freshLibrary } from './fresh-library';

const ORG = '0b6c2f1e-5a77-4d0e-9c1b-64d2f8a7e310';
const AT = `https://claude.ai/api/organizations/${ORG}/chat_conversations/${forked.uuid}`;
const URL = `${AT}?tree=True&rendering_mode=messages&render_all_tools=true&consistency=eventual`;
const RAW = `\n${JSON.stringify(forked)} `;
const payload = (special: object = {}, url = URL) => `${url}\n${JSON.stringify({ ...forked, ...special })}`;

let store: LibraryStore;
let clock = 0;
const edges = () => ({ store, now: () => (clock += 1) });
beforeEach(async () => {
  store = createStore(await freshLibrary());
});

test('is kept as it was sent, line breaks and all, and never as if Lifeline had asked', async () => {
  const snapshot = await keepPassing(edges(), `${URL}\n${RAW}`);
  expect(snapshot).toMatchObject({
    conversationId: forked.uuid,
    organizationId: ORG,
    source: 'page-cache',
    whole: true,
    messageCount: 8,
  });
  expect(new TextDecoder().decode(await store.readRaw(snapshot?.hash ?? ''))).toBe(RAW);
});

test('once for each state of the chat, told by its time and its leaf', async () => {
  const leaf = forked.chat_messages[0]?.uuid;
  for (const special of [
    {},
    {},
    { current_leaf_message_uuid: leaf },
    {},
    { updated_at: '2027-01-01T00:00:00Z' },
  ])
    await keepPassing(edges(), payload(special));
  expect((await store.versionsOf(forked.uuid)).map(({ leafId, updatedAt }) => [leafId, updatedAt])).toEqual([
    [forked.current_leaf_message_uuid, forked.updated_at],
    [leaf, forked.updated_at],
    [forked.current_leaf_message_uuid, '2027-01-01T00:00:00Z'],
  ]);
});

test('a smaller tree is kept beside the larger one, which stays the best', async () => {
  await keepPassing(edges(), payload());
  const smaller = { chat_messages: forked.chat_messages.slice(0, 3), updated_at: '2027-01-01T00:00:00Z' };
  expect(await keepPassing(edges(), payload(smaller))).toMatchObject({ messageCount: 3 });
  expect(await store.latest(forked.uuid)).toMatchObject({ messageCount: 8 });
});

test.each([
  ['without its branches', payload({}, `${AT}?rendering_mode=messages&render_all_tools=true`)],
  ['without its tools', payload({}, `${AT}?tree=True&rendering_mode=messages`)],
  ['of another address', payload({}, URL.replace('claude.ai', 'claude.ai.example.com'))],
  ['of another page', payload({}, 'https://claude.ai/api/account?tree=True&render_all_tools=true')],
  ['under another id', payload({ uuid: '01990a51-02aa-7b1c-8e4d-77c0a9b8d6e5' })],
  ['that is a failure', `${URL}\n{"type":"error"}`],
  ['that is HTML', `${URL}\n<!DOCTYPE html>`],
  ['that is empty', `${URL}\n`],
  ['that is nothing at all', ''],
  ['without a trace', payload({ is_temporary: true })],
])('a conversation %s is not kept', async (_, said) => {
  expect(await keepPassing(edges(), said)).toBeUndefined();
  expect(await store.list()).toEqual([]);
});

test('which chat it is shows in its address', () => {
  expect(passingChat(payload())).toEqual({ organizationId: ORG, conversationId: forked.uuid });
  expect(passingChat('https://claude.ai/new\n{}')).toBeUndefined();
});

test('a chat is left out once, and comes back', () => {
  const out = withLeftOut(withLeftOut(['a'], 'b', true), 'b', true);
  expect(out).toEqual(['a', 'b']);
  expect(withLeftOut(out, 'a', false)).toEqual(['b']);
  expect(withLeftOut([], 'a', false)).toEqual([]);
});
