import { expect, test } from 'vitest';
import { type HalfAnswers, halfOf, keepHalf, letHalfGo } from '@/utils/drafts/half-answers';

const DAY_MS = 24 * 3_600_000;
const half = (text: string, at = 1_000) => ({ text, at });

test('kept for its chat, until a whole answer comes there', () => {
  const halves = keepHalf({}, 'a', half('The first half'));
  expect(halfOf(halves, 'a')).toEqual(half('The first half'));
  expect(halfOf(halves, 'b')).toBeNull();
  expect(halfOf(halves, null)).toBeNull();
  expect(letHalfGo(halves, 'b')).toBe(halves);
  expect(halfOf(letHalfGo(halves, 'a'), 'a')).toBeNull();
});

test('a shorter copy of the same answer does not replace the longer one', () => {
  const halves = keepHalf({}, 'a', half('The first half'));
  expect(keepHalf(halves, 'a', half('The first', 2_000))).toBe(halves);
  expect(keepHalf(halves, 'a', half('', 2_000))).toBe(halves);
  expect(halfOf(keepHalf(halves, 'a', half('The first half and more', 2_000)), 'a')?.at).toBe(2_000);
  expect(keepHalf(halves, 'a', half('Sorry', 2_000))).toBe(halves);
  expect(halfOf(keepHalf(halves, 'a', half('Sorry', 1_000 + DAY_MS)), 'a')?.text).toBe('Sorry');
});

test('bounded in number and age, the newest stay', () => {
  let halves: HalfAnswers = {};
  for (let index = 0; index < 40; index += 1) halves = keepHalf(halves, `chat-${index}`, half('text', index));
  expect(Object.keys(halves)).toHaveLength(20);
  expect(halfOf(halves, 'chat-39')).not.toBeNull();
  expect(halfOf(halves, 'chat-0')).toBeNull();
  expect(Object.keys(keepHalf(halves, 'late', half('text', 8 * DAY_MS)))).toEqual(['late']);
});

test.each(['__proto__', 'constructor', 'toString'])('a chat named %s is a name like any other', (name) => {
  expect(halfOf({}, name)).toBeNull();
  expect(letHalfGo({}, name)).toEqual({});
});
