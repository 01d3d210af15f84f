import { expect, test } from 'vitest';
import { branches, type Conversation, ROOT_ID } from '@/utils/claude/conversation';
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
