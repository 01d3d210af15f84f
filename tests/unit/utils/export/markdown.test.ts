import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Conversation } from '@/utils/claude/conversation';
import { missingText } from '@/utils/export/fidelity';
import { markdown } from '@/utils/export/markdown';
import { fence } from '@/utils/export/markdown-blocks';
import { readFixture as read } from './payload-texts';

const path = (name: string): string => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
const FIXTURES = ['every-block', 'forked', 'line', 'bodiless', 'tools'];

describe('fidelity', () => {
  test('the gate names a text that is not there', () => {
    const conversation = read('forked');
    const without = markdown.render(conversation).replaceAll('Long wings', '');
    expect(missingText(conversation, without)).toEqual(['Long wings']);
  });

  test('any text of any message survives, with its backticks and tags', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1, maxLength: 8 }),
        (texts) => {
          const conversation = talkOf(texts);
          expect(missingText(conversation, markdown.render(conversation))).toEqual([]);
        },
      ),
    );
  });
});

const talkOf = (texts: readonly string[]): Conversation => ({
  uuid: '019a6c41-0000-7000-8000-0000000000aa',
  chat_messages: texts.map((text, index) => ({
    uuid: `m${index}`,
    parent_message_uuid: index === 0 ? null : `m${index - 1}`,
    sender: index % 2 === 0 ? 'human' : 'assistant',
    content: [
      { type: 'text', text },
      { type: 'thinking', thinking: text },
      { type: 'tool_use', name: 'bash_tool', input: { command: text } },
    ],
  })),
});

test('a list without parents is one line of talk, without forks', () => {
  expect(markdown.render(read('line'))).not.toContain('other versions');
});

describe('form', () => {
  test.each(FIXTURES)('%s: as expected', async (name) => {
    await expect(markdown.render(read(name))).toMatchFileSnapshot(path(`expected/export/${name}.md`));
  });

  test('an artifact is shown as it ended, with dollar signs left alone', () => {
    expect(markdown.render(read('every-block'))).toContain('<p>First train: 06:12, $& and $1 and $$</p>');
  });

  test('how a message ended is said in words', () => {
    const rendered = markdown.render(read('every-block'));
    expect(rendered).toContain('Stopped by the user.');
    expect(rendered).toContain('the server says that this message is not whole');
    expect(rendered).toContain('Ended early: max\\_tokens.');
  });

  test('names cannot open a tag or a line', () => {
    const conversation = { ...read('line'), name: '<img src=x onerror=alert(1)>\n# not a heading' };
    const heading = markdown.render(conversation).split('\n')[0];
    expect(heading).toBe('# &lt;img src=x onerror=alert(1)\\> \\# not a heading');
  });

  test('a fence is longer than any run of backticks inside', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('`', '``', '`````', 'a', '\n')), (parts) => {
        const text = parts.join('');
        const ticks = /^`+/.exec(fence(text, ''))?.[0] ?? '';
        expect(text).not.toContain(ticks);
        expect(ticks.length).toBeGreaterThanOrEqual(3);
      }),
    );
  });
});
