// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chatPlace, misplacedBy, rowOf, scrollerOf } from '@/utils/claude/chat-place';
import { type Chat, chatOf } from './scrolled-chat';

const ID = (n: number): string => `01990b03-1f00-7c01-9d2e-0000000000${String(n).padStart(2, '0')}`;

let chat: Chat;
beforeEach(() => {
  chat = chatOf({ keys: [1, 2, 3, 4, 5, 6, 7, 8].map(ID), rowPx: 300, viewPx: 700, topPx: 48 });
});
afterEach(() => chat.end());

describe('where the user is', () => {
  test('the first message in sight, and how it stands', () => {
    chat.scrollTo(650);
    expect(chatPlace(document)).toEqual({ turn: ID(3), offset: -50 });
  });
  test('the chat begins in sight', () => {
    chat.scrollTo(0);
    expect(chatPlace(document)).toEqual({ turn: ID(1), offset: 0 });
  });
  test.each([2_400 - 700, 2_400 - 700 - 79])('at the end, where it opens anyway: none (%i)', (top) => {
    chat.scrollTo(top);
    expect(chatPlace(document)).toBeNull();
  });
  test('an answer without an id gives way to a message with one', () => {
    chat.rename(2, `${ID(2)}-hub-reply`);
    chat.scrollTo(650);
    expect(chatPlace(document)).toEqual({ turn: ID(4), offset: 250 });
  });
  test('an answer that fills the view is the place all the same', () => {
    chat.end();
    chat = chatOf({ keys: [ID(1), `${ID(1)}-hub-reply`], rowPx: 3_000, viewPx: 700, topPx: 0 });
    chat.scrollTo(3_500);
    expect(chatPlace(document)).toEqual({ turn: `${ID(1)}-hub-reply`, offset: -500 });
  });
  test.each([
    ['nothing scrolls', () => chat.flat()],
    ['there are no messages', () => chat.end()],
    [
      'a key that no page has',
      () => {
        for (let n = 0; n < 8; n += 1) chat.rename(n, 'x'.repeat(201));
      },
    ],
  ])('%s: none', (_, given) => {
    chat.scrollTo(650);
    given();
    expect(chatPlace(document)).toBeNull();
  });
});

describe('a row', () => {
  test('by its key', () => {
    expect(rowOf(document, ID(3))?.dataset.turnKey).toBe(ID(3));
  });
  test('an answer that has an id by now: the one after its question', () => {
    expect(rowOf(document, `${ID(3)}-hub-reply`)?.dataset.turnKey).toBe(ID(4));
  });
  test.each([ID(77), `${ID(77)}-hub-reply`, '', '"] , *'])('%s: none', (key) => {
    expect(rowOf(document, key)).toBeNull();
  });
  test('how far it is from its place', () => {
    chat.scrollTo(100);
    const scroller = scrollerOf(document) as HTMLElement;
    const row = rowOf(document, ID(3)) as HTMLElement;
    expect(misplacedBy(scroller, row, -50)).toBe(550);
  });
});
