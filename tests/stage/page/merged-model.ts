import type { Decoded } from '../protobuf.ts';
import type { Problem } from './error-text.ts';
import type { ChatState } from './store.ts';

const RUNNING = 2;
const ERROR = 5;
const ASSISTANT = 2;

/** Message ← DisplayGroup ← ContentBlock, as updates bring them. */
export interface Model {
  messages: Map<
    string,
    {
      sender: 'human' | 'assistant';
      index: number;
      complete: boolean;
      parent: string;
      httpStatus: number;
      failed: boolean;
    }
  >;
  groups: Map<string, string>;
  blocks: Map<string, { group: string; text: string }>;
  status: number;
  retrying: boolean;
  errorClass: number;
  resetsAt: number;
}

export const emptyModel = (): Model => ({
  messages: new Map(),
  groups: new Map(),
  blocks: new Map(),
  status: 0,
  retrying: false,
  errorClass: 0,
  resetsAt: 0,
});

export function applyUpdate(model: Model, update: Decoded, state: ChatState): void {
  if (update.num(1) === 1) {
    model.messages.clear();
    model.groups.clear();
    model.blocks.clear();
  }
  const conversation = update.sub(2);
  if (conversation) {
    model.status = conversation.num(3);
    model.retrying = conversation.num(22) === 4;
    model.errorClass = conversation.num(35);
    model.resetsAt = conversation.sub(61)?.num(1) ?? 0;
    if (conversation.str(2)) state.title = conversation.str(2);
  }
  for (const one of update.all(3)) {
    const details = one.sub(16)?.sub(7);
    model.messages.set(one.str(1), {
      sender: one.num(3) === ASSISTANT ? 'assistant' : 'human',
      index: one.num(4),
      complete: one.num(6) === 1,
      parent: one.str(11),
      failed: one.num(7) === 11,
      httpStatus: details?.num(2) ?? 0,
    });
  }
  for (const one of update.all(4)) model.groups.set(one.str(1), one.str(2));
  for (const one of update.all(5)) model.blocks.set(one.str(1), { group: one.str(2), text: one.str(9) });
}

export function applyAppend(model: Model, append: Decoded): void {
  const block = model.blocks.get(append.str(1));
  if (block) block.text += append.str(2);
}

const BILLING = 'We had an unexpected billing error, please contact support.';
const TEXT_OF_CLASS: Record<number, string> = {
  2: 'Due to unexpected capacity constraints, Claude is unable to respond to your message. Please try again soon.',
  8: 'This conversation is too long to continue. Start a new chat, or remove some tools to free up space.',
  // The public API's wording; what the web app says is not known.
  11: 'Output blocked by content filtering policy',
  12: BILLING,
  13: BILLING,
};

function problemOfModel(model: Model): Problem | null {
  if (model.status !== ERROR) return null;
  if (model.errorClass === 1) {
    const time = new Date(model.resetsAt * 1000).toLocaleTimeString([], {
      hour: 'numeric',
      minute: '2-digit',
    });
    return {
      text: `You’ve hit your limit for Claude messages. Your limit resets at ${time}.`,
      retry: false,
      limit: true,
    };
  }
  const text = TEXT_OF_CLASS[model.errorClass];
  return {
    text: text ?? "This response didn't load. Try again by chatting to Claude.",
    retry: text === undefined || model.errorClass === 2,
    limit: false,
  };
}

/** Draws the model into what the page shows; questions not yet confirmed stay at the end. */
export function project(model: Model, state: ChatState): void {
  const texts = new Map<string, string>();
  for (const { group, text } of model.blocks.values()) {
    const id = model.groups.get(group) ?? '';
    texts.set(id, (texts.get(id) ?? '') + text);
  }
  const known = [...model.messages.entries()]
    .sort((a, b) => a[1].index - b[1].index)
    .map(([uuid, one]) => ({
      // Seen: a reply under way is keyed by its question. Captures of 2026-10.
      key: one.sender === 'assistant' && !one.complete ? `${one.parent}-hub-reply` : uuid,
      uuid,
      sender: one.sender,
      text: texts.get(uuid) ?? '',
      streaming: one.sender === 'assistant' && !one.complete && model.status === RUNNING,
    }));
  const own = state.turns.filter(
    (turn) =>
      turn.sender === 'human' && !model.messages.has(turn.uuid) && /^(pending|refused)-/.test(turn.key),
  );
  const pending = own.filter((turn) => turn.key.startsWith('pending-'));
  state.turns = [
    ...known.filter((turn) => turn.streaming || turn.text !== '' || turn.sender === 'human'),
    ...own,
  ];
  state.running = model.status === RUNNING || pending.length > 0;
  state.waiting = model.retrying ? 'Taking longer than usual. Trying again shortly' : null;
  const problem = problemOfModel(model);
  if (problem || model.status === RUNNING) state.problem = problem;
}
