/**
 * As much of an answer as has arrived on the page, as Markdown: the last of Claude's messages. Only the newest stand in the
 * page, but the one that breaks off is among them.
 * Seen: tests/fixtures/claude/page-hooks.html (2026-10). When wrong: a half answer is not kept; nothing else is hurt.
 */
import { readComposer } from './composer';
import { SELECTORS } from './selectors';

/** Longer than any answer. */
const MAX_CHARS = 400_000;

/** Empty when there is none, or when the user's own message is the last: then nothing has arrived. */
export function readHalfAnswer(document: Document): string {
  const answer = lastOf(document, SELECTORS.answer);
  const question = lastOf(document, SELECTORS.question);
  if (!answer) return '';
  const isOlder =
    question && (answer.compareDocumentPosition(question) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  return isOlder ? '' : readComposer(answer).trim().slice(0, MAX_CHARS);
}

function lastOf(document: Document, selectors: readonly string[]): HTMLElement | undefined {
  for (const selector of selectors) {
    const found = [...document.querySelectorAll<HTMLElement>(selector)].at(-1);
    if (found) return found;
  }
  return undefined;
}
