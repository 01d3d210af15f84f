// @vitest-environment happy-dom
import { afterEach, describe, expect, test } from 'vitest';
import { describePage } from '@/entrypoints/tab-steps/describe-page';
import { chatOf } from '../../utils/claude/scrolled-chat';

afterEach(() => {
  document.body.innerHTML = '';
});

const composer = (text: string): void => {
  document.body.innerHTML = `<main><div data-testid="chat-input" contenteditable="true"><p>${text}</p></div></main>`;
};

describe('the composer', () => {
  test.each([
    ['', 'kept', 'empty'],
    ['', null, 'empty'],
    ['kept', 'kept', 'same'],
    ['kept ', 'kept', 'other'],
    ['mine', null, 'other'],
  ] as const)('“%s” beside “%s” is %s', (there, kept, says) => {
    composer(there);
    expect(describePage(kept)).toEqual({ composer: says, place: null });
  });
  test('none: it can’t be told', () => {
    expect(describePage('kept')).toEqual({ composer: null, place: null });
  });
});

test('the place in the chat', () => {
  const chat = chatOf({ keys: ['a', 'b', 'c'], rowPx: 500, viewPx: 600, topPx: 20 });
  chat.scrollTo(510);
  expect(describePage(null).place).toEqual({ turn: 'b', offset: -10 });
});
