// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { readHalfAnswer } from '@/utils/claude/half-answer';

const question = '<div data-testid="user-message"><p>How tall is it?</p></div>';
const answer = (html: string) => `<div data-testid="assistant-message">${html}</div>`;
const page = (...rows: string[]): string => {
  document.body.innerHTML = `<main>${rows.join('')}</main>`;
  return readHalfAnswer(document);
};
beforeEach(() => {
  document.body.innerHTML = '';
});

test('the last answer, as Markdown', () => {
  const half = answer(
    '<p>It is <strong>330 m</strong> tall.</p><ul><li>Base: 125 m</li></ul><p>And its mo</p>',
  );
  expect(page(question, answer('<p>Earlier</p>'), question, half)).toMatch(
    /^It is .*330 m.* tall\.\n\n- Base: 125 m\n\nAnd its mo$/,
  );
});

test('by the older hook too', () => {
  expect(page(question, '<div class="font-claude-response"><p>It is</p></div>')).toBe('It is');
});

test('nothing when the question is the last', () => {
  expect(page(question, answer('<p>Earlier</p>'), question)).toBe('');
});

test('nothing on a page without an answer, or with an empty one', () => {
  expect(page()).toBe('');
  expect(page(question, answer(''))).toBe('');
});

test('bounded', () => {
  expect(page(question, answer(`<p>${'x'.repeat(500_000)}</p>`)).length).toBe(400_000);
});
