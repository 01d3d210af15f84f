import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { type ExportLayout, exportFile, exportZip } from '@/tests/official-exports';
import { ROOT_ID } from '@/utils/claude/conversation';

interface Message {
  readonly parent_message_uuid?: string;
  readonly content: readonly object[];
}
const messagesIn = (path: string): readonly Message[] =>
  JSON.parse(strFromU8(exportFile(path))).flatMap((one: { chat_messages: Message[] }) => one.chat_messages);

const CHATS = 'conversations.json';
test.each<[ExportLayout, readonly string[]]>([
  ['2025', [CHATS, 'projects.json', 'users.json']],
  ['2026', [CHATS, 'memories.json', 'projects.json', 'users.json']],
  ['2026-split/conversations-000', [CHATS]],
])('the ZIP of %s holds its files at the top', (layout, names) => {
  expect(new Set(Object.keys(unzipSync(exportZip(layout))))).toEqual(new Set(names));
});

test('in the ZIPs of one kind the projects are a file each', () => {
  const [name] = Object.keys(unzipSync(exportZip('2026-split/projects-000')));
  expect(name).toMatch(/^projects\/[\w-]{36}\.json$/);
});

test('2025 is a line without flags, 2026 a tree with them', () => {
  const [before, after] = [messagesIn(`2025/${CHATS}`), messagesIn(`2026/${CHATS}`)];
  expect(before.some((one) => 'parent_message_uuid' in one)).toBe(false);
  expect(before.flatMap(({ content }) => content).some((block) => 'flags' in block)).toBe(false);
  expect(after.every((one) => 'parent_message_uuid' in one)).toBe(true);
  expect(after.filter((one) => one.parent_message_uuid === ROOT_ID)).toHaveLength(4);
});
