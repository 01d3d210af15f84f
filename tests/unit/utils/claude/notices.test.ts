// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import rows from '@/tests/fixtures/claude/notice-places.json';
import { isReplying, readPage, retryControl } from '@/utils/claude/notices';
import { documentOf, pageWith } from './page';

const nameOf = (button: HTMLElement | null): string | null =>
  button && (button.textContent?.trim() || button.getAttribute('aria-label'));

describe.each(rows)('$name', ({ slot, toasts, notice, ownRetry }) => {
  const page = pageWith(slot, toasts);
  const says = readPage(page);

  test(notice ? `is a notice: ${notice.meaning}` : 'is no failure', () => {
    const { words, ...said } = says.notice ?? { retry: null };
    expect(says.notice && { ...said, retry: nameOf(said.retry) }).toEqual(notice);
    expect(words ?? null).toEqual(notice && expect.stringMatching(/\S/));
  });

  test('the retry that may be pressed', () => {
    expect(nameOf(retryControl(page))).toBe(ownRetry ? null : (notice?.retry ?? null));
  });

  test(ownRetry ? 'the page tries again by itself' : 'the page does not try again by itself', () => {
    expect(says.ownRetry).toEqual(ownRetry);
  });
});

test.each([
  ['by its test id', '<button data-testid="chat-input-stop" aria-label="Antwort stoppen"></button>', true],
  ['by its name', '<button aria-label="Stop response"></button>', true],
  ['not at rest', '<button aria-label="Send message"></button>', false],
])('a reply is being made: %s', (_, slot, expected) => {
  expect(isReplying(pageWith(slot))).toBe(expected);
});

test('outside a chat nothing is about a message, and nothing is pressed', () => {
  const page = documentOf('documents/app-settings.html');
  expect(readPage(page).notice).toEqual({
    ...{ place: 'toast', meaning: 'failed', retry: null },
    words: 'Something went wrong. Please try again.',
  });
});

describe('a long chat', () => {
  const turn = (index: number): string =>
    `<div data-turn-key="t${index}"><div data-testid="user-message"><p>Why 500 Internal Server Error?</p></div></div>
     <div data-turn-key="t${index}-hub-reply"><div data-testid="assistant-message">${'<p>Because <code>Failed to fetch</code>.</p>'.repeat(30)}<div role="status">An error occurred</div></div>
     <div role="toolbar"><button>Retry</button><span role="status"></span></div></div>`;
  const page = pageWith(Array.from({ length: 200 }, (_, index) => turn(index)).join(''));

  test('of 200 turns that quote failures is quiet', () => {
    expect(readPage(page)).toEqual({ notice: null, ownRetry: null });
  });

  test('is searched for one mark at a time, and not often: lists of selectors are slow', () => {
    const asked: string[] = [];
    const all = page.querySelectorAll.bind(page);
    page.querySelectorAll = ((selector: string) => {
      asked.push(selector);
      return all(selector);
    }) as typeof page.querySelectorAll;
    readPage(page);
    expect(asked.filter((selector) => selector.includes(','))).toEqual([]);
    expect(asked.length).toBeLessThanOrEqual(4);
  });
});
