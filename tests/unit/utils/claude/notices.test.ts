// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import rows from '@/tests/fixtures/claude/notices.json';
import { isReplying, readNotice, readOwnRetry, retryControl } from '@/utils/claude/notices';
import { pageWith } from './page';

const nameOf = (button: HTMLElement | null): string | null =>
  button && (button.textContent?.trim() || button.getAttribute('aria-label'));

describe.each(rows)('$name', ({ slot, toasts, notice, ownRetry }) => {
  const page = pageWith(slot, toasts);

  test(notice ? `is a notice: ${notice.meaning}` : 'is no failure', () => {
    const found = readNotice(page);
    expect(found && { ...found, retry: nameOf(found.retry) }).toEqual(notice);
  });

  test(notice?.retry ? 'its retry can be pressed' : 'there is nothing to press', () => {
    expect(nameOf(retryControl(page))).toBe(notice?.retry ?? null);
  });

  test(ownRetry ? 'the page tries again by itself' : 'the page does not try again by itself', () => {
    expect(readOwnRetry(page)).toEqual(ownRetry);
  });
});

test.each([
  ['by its test id', '<button data-testid="chat-input-stop" aria-label="Antwort stoppen"></button>', true],
  ['by its name', '<button aria-label="Stop response"></button>', true],
  ['not at rest', '<button aria-label="Send message"></button>', false],
])('a reply is being made: %s', (_, slot, expected) => {
  expect(isReplying(pageWith(slot))).toBe(expected);
});
