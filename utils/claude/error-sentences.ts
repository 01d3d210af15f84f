/**
 * Sentences that claude.ai's page itself says when something fails, as it says them: they may be quoted to Anthropic's support.
 * What isn't one of them may be a title or somebody's words, and is never quoted.
 * Seen: tests/fixtures/claude/notices.json (2026-05 … 2026-11). When wrong: a report lacks a sentence, and says no less else.
 */
const SENTENCES: readonly string[] = [
  "Claude's response was interrupted. This can be caused by network problems or exceeding the maximum conversation length. Please contact support if the issue persists.",
  "Claude's response was interrupted.",
  "We couldn't connect to Claude. Please check your network connection and try again.",
  'Due to unexpected capacity constraints, Claude is unable to respond to your message. Please try again soon.',
  'Due to capacity constraints, chatting with Claude is currently not available. Please try again in a little while.',
  "You've hit your limit for Claude messages.",
  'Looks like you have too many chats going. Please close a tab to continue.',
  'Claude model version not found.',
  'Conversation not found.',
  "This model isn't available right now. You can switch to another model to continue using Claude.",
  'We had an unexpected billing error, please contact support.',
  'Your message will exceed the length limit for this chat. Try attaching fewer or smaller files or starting a new conversation.',
  'This conversation is too long to continue. Start a new chat, or remove some tools to free up space.',
  "This conversation can't be compacted any further. Start a new chat to continue.",
  'Claude reached its max length for this message.',
  "Claude couldn't finish this response. Try again in a moment.",
  "This response didn't load.",
  "This response didn't load. Try again by chatting to Claude.",
  "Your message was sent, but Claude couldn't respond — try again.",
  'There has been an error while loading the conversation. Please try again later.',
  'Failed to send',
  "This isn't working right now. You can try again later.",
  'We are experiencing technical difficulties. Some functionality may be temporarily unavailable.',
  'Something went wrong. Please try again.',
  'Something went wrong. You can try again.',
  'Something went wrong',
  'Failed to fetch',
  'The operation timed out. You can try again.',
  'Failed to send message. You can try again.',
  "Message couldn't be sent. You can try again.",
  'Too many requests. You can wait a moment and try again.',
  'This feature is temporarily unavailable. You can check back later.',
  'Claude will return soon',
  'Claude is currently experiencing a temporary service disruption.',
  'Claude is temporarily unavailable',
  "Can't reach Claude",
];

const plain = (text: string): string =>
  text
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/\s+/g, ' ')
    .replace(/[.\s]+$/, '')
    .trim()
    .toLowerCase();

const BY_PLAIN = new Map(SENTENCES.map((sentence) => [plain(sentence), sentence]));

/** The sentence as the page has it; null when it is none of the page's own. */
export const knownSentence = (text: string): string | null => BY_PLAIN.get(plain(text)) ?? null;

/** The page's own sentence with which a notice begins, or one of its lines does; what else stands there is not told. */
export function sentenceIn(words: string): string | null {
  const pieces = [words, ...words.split('\n')].flatMap(beginnings);
  return pieces.map(knownSentence).find((sentence) => sentence !== null) ?? null;
}

/** All of it, then less and less of its sentences. */
function beginnings(words: string): string[] {
  const sentences = words.split(/(?<=[.!?])\s+/).slice(0, 4);
  return [words, ...sentences.map((_, index) => sentences.slice(0, sentences.length - index).join(' '))];
}
