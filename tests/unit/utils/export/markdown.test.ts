import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Conversation, parseConversation } from '@/utils/claude/conversation';
import { missingText } from '@/utils/export/fidelity';
import { fence, markdown } from '@/utils/export/markdown';

const path = (name: string): string => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
const read = (name: string): Conversation => {
  const parsed = parseConversation(
    JSON.parse(readFileSync(path(`fixtures/conversations/${name}.json`), 'utf8')),
  );
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
};
const FIXTURES = ['every-block', 'forked', 'line', 'bodiless'];

/** Written apart from the product's own gate on purpose: a key it forgets must show here. */
const NOT_TEXT = new Set(
  `uuid id type sender created_at updated_at start_timestamp stop_timestamp parent_message_uuid tool_use_id _tool_call_id
  version_uuid file_uuid icon_name favicon_url file_type file_variant primary_color sanitized_name stop_reason input_mode
  thumbnail_url preview_url thumbnail_asset preview_asset document_asset origin_tool_name file_kind`.split(
    /\s+/,
  ),
);
const strings = (value: unknown): string[] => {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(strings);
  const fields = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return fields.flatMap(([key, field]) => (NOT_TEXT.has(key) ? [] : strings(field)));
};
const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\\([\\`*_[\]<>#|])/g, '$1');

describe('fidelity', () => {
  test.each(FIXTURES)('%s: every text of the payload is in the Markdown', (name) => {
    const conversation = read(name);
    const rendered = markdown.render(conversation);
    const plain = unescaped(rendered);
    const lost = strings(conversation).filter(
      (text) =>
        !rendered.includes(text) &&
        !plain.includes(text) &&
        !rendered.includes(JSON.stringify(text).slice(1, -1)),
    );
    expect(lost).toEqual([]);
    expect(missingText(conversation, rendered)).toEqual([]);
  });

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
