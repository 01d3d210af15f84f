import { expect, test } from 'vitest';
import { text } from '@/utils/export/text';
import { readFixture } from './payload-texts';

test('form', async () => {
  await expect(text.render(readFixture('every-block'))).toMatchFileSnapshot(
    '../../../expected/export/every-block.txt',
  );
});

test('nothing is escaped: what was written stands there', () => {
  const rendered = text.render(readFixture('tricky-text'));
  expect(rendered).toContain("$& $1 $$ $` $' \\\\ \\* \\[x\\] [a](b)");
  expect(rendered).not.toContain('&lt;img');
});

test('a title is one line', () => {
  const rendered = text.render({ ...readFixture('line'), name: 'one\n\ntwo' });
  expect(rendered.split('\n')[0]).toBe('one two');
});
