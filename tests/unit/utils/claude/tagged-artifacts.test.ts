import fc from 'fast-check';
import { expect, test } from 'vitest';
import old from '@/tests/fixtures/exports/2025/conversations.json';
import { parseConversation } from '@/utils/claude/conversation';
import { taggedArtifacts } from '@/utils/claude/tagged-artifacts';
import { artifactFiles } from '@/utils/library/files/artifacts';

test('an artifact of 2025 is found in the text of its answer', () => {
  const text = old[0]?.chat_messages.at(-1)?.text ?? '';
  expect(taggedArtifacts(text)).toEqual([
    {
      id: 'tide-table',
      type: 'text/html',
      language: '',
      title: 'Tide table',
      content: '<h1>High water at $1 &amp; $&amp;</h1>\n',
    },
  ]);
});

test('and it is a file of that chat', () => {
  const parsed = parseConversation(old[0]);
  const files = parsed.ok ? artifactFiles(parsed.value) : [];
  expect(files.map(({ facts }) => [facts.fileId, facts.name])).toEqual([
    ['artifact:tide-table', 'Tide table.html'],
  ]);
});

const tag = (id: string, content: string) =>
  `<antArtifact identifier="${id}" title="T">${content}</antArtifact>`;

test.each([
  ['two in one answer', `a ${tag('x', '1')} b ${tag('y', '2')} c`, ['1', '2']],
  ['one that was cut off', 'a <antArtifact identifier="x" type="t">half', ['half']],
  ['a tag that was cut off', 'a <antArtifact identifier="x" ty', []],
  ['one without an identifier', '<antArtifact type="t">x</antArtifact>', []],
  ['an empty one', tag('x', ''), ['']],
  ['nothing of the kind', 'Use `<antArtifact>` for that.', []],
])('%s', (_name, text, contents) => {
  expect(taggedArtifacts(text).map(({ content }) => content)).toEqual(contents);
});

test('a text of nothing but beginnings takes no longer than it is long', () => {
  const startedAt = performance.now();
  expect(taggedArtifacts('<antArtifact identifier="x" '.repeat(40_000))).toEqual([]);
  taggedArtifacts('<antArtifact identifier="x">'.repeat(40_000));
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

test('any text is read to its end', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('<antArtifact ', '</antArtifact>', '>', 'identifier="a"', 'x')),
      (pieces) => {
        expect(taggedArtifacts(pieces.join('')).length).toBeLessThanOrEqual(pieces.length);
      },
    ),
  );
});
