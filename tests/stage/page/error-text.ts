import { PageError } from './api.ts';

export interface Problem {
  text: string;
  /** Whether the banner offers "Try again". */
  retry: boolean;
  limit: boolean;
}

/** Ended without message_stop. */
export class IncompleteStream extends Error {}

/** An `error` event inside a stream that began well. */
export class StreamFailure extends Error {
  readonly type: string;
  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

const OVERLOADED =
  'Due to unexpected capacity constraints, Claude is unable to respond to your message. Please try again soon.';
const BILLING = 'We had an unexpected billing error, please contact support.';
const GENERIC = "This response didn't load. Try again by chatting to Claude.";

function limitText(message: string): string {
  try {
    const { resetsAt } = JSON.parse(message) as { resetsAt?: number };
    const time = new Date((resetsAt ?? 0) * 1000).toLocaleTimeString([], {
      hour: 'numeric',
      minute: '2-digit',
    });
    return `You’ve hit your limit for Claude messages. Your limit resets at ${time}.`;
  } catch {
    return 'You’ve hit your limit for Claude messages.';
  }
}

function ofCall(error: PageError): Problem {
  const { status, body } = error;
  if (status === 429) return { text: limitText(body.message), retry: false, limit: true };
  if (body.message.includes('prompt is too long'))
    return {
      text: 'This conversation is too long to continue. Start a new chat, or remove some tools to free up space.',
      retry: false,
      limit: false,
    };
  if (body.type === 'billing_error') return { text: BILLING, retry: false, limit: false };
  if (status === 413)
    return {
      text: 'Your message will exceed the length limit for this chat. Try attaching fewer or smaller files or starting a new conversation.',
      retry: false,
      limit: false,
    };
  if (body.code === 'read_only_mode')
    return {
      text: 'Due to capacity constraints, chatting with Claude is currently not available. Please try again in a little while.',
      retry: true,
      limit: false,
    };
  if (body.type === 'overloaded_error' || status === 529)
    return { text: OVERLOADED, retry: true, limit: false };
  if (body.code === 'chat_conversation_not_found')
    return { text: 'Conversation not found.', retry: false, limit: false };
  if (status === 404)
    return {
      text: 'This model isn’t available right now. You can switch to another model to continue using Claude.',
      retry: true,
      limit: false,
    };
  if (status >= 500) return { text: GENERIC, retry: true, limit: false };
  return { text: body.message || GENERIC, retry: true, limit: false };
}

/** What the chat says about a send that failed. Seen: the site's texts, bundle of 2026-03 and i18n of 2026-05. */
export function problemOf(error: unknown): Problem {
  if (error instanceof PageError) return ofCall(error);
  if (error instanceof IncompleteStream) {
    return {
      text: 'Claude’s response was interrupted. This can be caused by network problems or exceeding the maximum conversation length. Please contact support if the issue persists.',
      retry: true,
      limit: false,
    };
  }
  if (error instanceof StreamFailure)
    return { text: error.type.includes('overloaded') ? OVERLOADED : GENERIC, retry: true, limit: false };
  if (error instanceof TypeError)
    return {
      text: 'We couldn’t connect to Claude. Please check your network connection and try again.',
      retry: true,
      limit: false,
    };
  return { text: GENERIC, retry: true, limit: false };
}
