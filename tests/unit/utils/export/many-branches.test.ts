import { expect, test } from 'vitest';
import { branches, type Conversation, ROOT_ID } from '@/utils/claude/conversation';
import { lastArtifacts } from '@/utils/export/artifacts';
import { EXPORT_FORMATS } from '@/utils/export/registry';
import { distinctNames } from '@/utils/export/safe-name';
import { linesOf } from '@/utils/export/turns';

/** Nobody has so many, but an imported chat may: it must not cost the others their backup. */
const forked = (count: number): Conversation => ({
  uuid: 'c1',
  name: 'Names for a boat',
  chat_messages: Array.from({ length: count }, (_, index) => ({
    uuid: `m${index}`,
    sender: 'human',
    parent_message_uuid: ROOT_ID,
    content: [{ type: 'text', text: `Try ${index}` }],
  })),
});

test('a message names the versions around it, and all stand there', () => {
  const turns = linesOf(forked(300)).flatMap((line) => line.turns);
  expect(turns).toHaveLength(300);
  const named = (number: number) => turns.find((turn) => turn.number === number)?.versions ?? [];
  expect(named(1)).toEqual(Array.from({ length: 25 }, (_, index) => index + 2));
  expect(named(150)).toHaveLength(50);
  expect(named(150)).toContain(125);
  expect(named(150)).not.toContain(150);
  expect(named(300)).toContain(299);
});

test.each(EXPORT_FORMATS.map((format) => [format.id, format] as const))(
  '%s of thousands of them grows by as much as they are',
  (_, format) => {
    const [few, many] = [500, 2000].map((count) => format.render(forked(count), '').length);
    expect(many ?? 0).toBeLessThan(6 * (few ?? 0) + 6);
  },
);

test('so many branches are told apart in one go', () => {
  const started = performance.now();
  expect(branches(forked(20_000))).toHaveLength(20_000);
  expect(performance.now() - started).toBeLessThan(3_000);
});

test('so are so many equal names', () => {
  const started = performance.now();
  const names = distinctNames(Array.from({ length: 20_000 }, () => 'plan.md'));
  expect(new Set(names).size).toBe(20_000);
  expect(names.slice(0, 3)).toEqual(['plan.md', 'plan (2).md', 'plan (3).md']);
  expect(performance.now() - started).toBeLessThan(3_000);
});

test('so are as many at the end of a long chat', () => {
  const line = Array.from({ length: 5_000 }, (_, index) => ({
    uuid: `l${index}`,
    parent_message_uuid: index === 0 ? ROOT_ID : `l${index - 1}`,
  }));
  const ends = forked(5_000).chat_messages.map((one) => ({ ...one, parent_message_uuid: 'l4999' }));
  const started = performance.now();
  const found = branches({ uuid: 'c1', chat_messages: [...line, ...ends] });
  expect(found.flatMap((branch) => branch.messages)).toHaveLength(10_000);
  expect(found).toHaveLength(5_000);
  expect(performance.now() - started).toBeLessThan(3_000);
});

test('a branch that leaves the chat between two states of an artifact ends with the first, however many do', () => {
  const call = (uuid: string, parent: string, content: string) => ({
    uuid,
    parent_message_uuid: parent,
    content: [{ type: 'tool_use', name: 'artifacts', input: { id: 'boat', command: 'rewrite', content } }],
  });
  const chat = [call('a', ROOT_ID, 'one'), call('b', 'a', 'two'), call('c', 'b', 'three')];
  const ends = forked(4_000).chat_messages.map((one) => ({ ...one, parent_message_uuid: 'b' }));
  const started = performance.now();
  const found = lastArtifacts({
    uuid: 'c1',
    current_leaf_message_uuid: 'c',
    chat_messages: [...ends, ...chat],
  });
  expect(found.map(({ content }) => content).sort()).toEqual(['three', 'two']);
  expect(performance.now() - started).toBeLessThan(3_000);
});
