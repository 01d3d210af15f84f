/**
 * What the page shows of a chat. The list is virtual: only the messages in sight and the last ones stand there. Each is a row
 * with a key: the message's uuid, or for an answer under way the question's with `-hub-reply`.
 * Seen: tests/fixtures/claude/page-hooks.html (2026-10). When wrong: a chat that nothing else holds is not rescued.
 */
import { readComposer } from './composer';
import { first, SELECTORS } from './selectors';

export interface ShownMessage {
  /** The row's key; '' when it has none. */
  readonly key: string;
  readonly sender: 'human' | 'assistant';
  /** Markdown. */
  readonly text: string;
  /** Still being written, as far as the page tells. */
  readonly isUnfinished: boolean;
}

export interface Shown {
  readonly title: string;
  /** As they stand in the page, from the top. */
  readonly messages: readonly ShownMessage[];
}

const MOST_MESSAGES = 500;
const MOST_KEY_CHARS = 200;
/** Longer than any message. */
const MOST_CHARS = 400_000;
const BODIES = [...SELECTORS.question, ...SELECTORS.answer].join(',');
/** ` - Claude`, with whichever dash. */
const SITE = /\s[-–—|]\s*Claude$/;

/** `toMarkdown` for what Claude has formatted; what the user wrote is read as text. */
export function readShown(document: Document, toMarkdown: (body: HTMLElement) => string): Shown {
  const bodies = [...document.querySelectorAll<HTMLElement>(BODIES)].filter(
    (body) => !body.parentElement?.closest(BODIES),
  );
  const title = first(document, SELECTORS.title)?.textContent ?? document.title.replace(SITE, '');
  return {
    title: title.trim().slice(0, MOST_CHARS),
    messages: bodies
      .slice(-MOST_MESSAGES)
      .map((body) => messageOf(body, toMarkdown))
      .filter(({ text }) => text !== ''),
  };
}

function messageOf(body: HTMLElement, toMarkdown: (body: HTMLElement) => string): ShownMessage {
  const row = body.closest<HTMLElement>(SELECTORS.row);
  const isHuman = SELECTORS.question.some((selector) => body.matches(selector));
  const text = isHuman ? readComposer(body) : markdownOf(body, toMarkdown);
  return {
    key: (row?.dataset.turnKey ?? '').slice(0, MOST_KEY_CHARS),
    sender: isHuman ? 'human' : 'assistant',
    text: text.trim().slice(0, MOST_CHARS),
    isUnfinished:
      !isHuman && (body.closest(SELECTORS.streaming) ?? body.querySelector(SELECTORS.streaming)) !== null,
  };
}

function markdownOf(body: HTMLElement, toMarkdown: (body: HTMLElement) => string): string {
  try {
    return toMarkdown(body);
  } catch {
    return readComposer(body); // a page that doesn't let its HTML be read anew
  }
}
