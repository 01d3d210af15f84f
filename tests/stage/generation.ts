import type { Account } from './account.ts';
import { type Conversation, textBlock } from './conversation.ts';
import type { StreamFault } from './fault-kinds.ts';
import type { StageConfig } from './types.ts';

export type GenerationEvent =
  | { type: 'piece'; text: string }
  | { type: 'thinking' }
  | { type: 'phase' }
  | { type: 'end' };
type GenerationState = 'running' | 'done' | 'failed' | 'stopped';

/** Merged: what a client calls one of its actions. */
export interface Mutation {
  session: string;
  version: number;
}

/** One reply being written on the server, whoever listens. */
export interface Generation {
  readonly conversation: Conversation;
  readonly humanUuid: string;
  readonly assistantUuid: string;
  readonly fault: StreamFault | null;
  /** Merged: the send that began it. */
  readonly mutation: Mutation | null;
  /** True while the server itself repeats its call (merged: RUNNING_UPSTREAM_RETRY). */
  upstreamRetry: boolean;
  said: string;
  state: GenerationState;
  /** How the reply says that it ended. */
  stopReason: string | null;
  /** HTTP status of what failed inside, once `failed`. */
  failedWith: number;
  /** A transport fault strikes once per generation. */
  transportFaultDone: boolean;
  listen(listener: (event: GenerationEvent) => void): () => void;
  stop(): void;
}

interface StartOptions {
  conversation: Conversation;
  humanUuid: string;
  assistantUuid: string;
  prompt: string;
  mutation?: Mutation;
  fault: StreamFault | null;
}

export interface GenerationBoard {
  start(options: StartOptions): Generation;
  /** The newest of a conversation. */
  of(conversation: string): Generation | undefined;
  onStart(listener: (generation: Generation) => void): () => void;
  closeAll(): void;
}

const FAILING = ['inline-error', 'stop-reason-error', 'error-stop-details'];
const BROKEN_TRANSPORT = [
  'truncated',
  'silent',
  'silent-from-start',
  'destroyed',
  'end-of-stream-error',
  'closed-for-good',
];

/** Unix seconds at which the limit that stopped this reply ends. */
export const resetsAt = ({ fault }: Generation): number =>
  fault?.resetsAt ?? Math.floor(Date.now() / 1000) + 7200;

/** Cuts without splitting surrogate pairs. */
function pieces(text: string, count: number): string[] {
  const letters = [...text];
  const size = Math.max(1, Math.ceil(letters.length / Math.max(1, count)));
  const result: string[] = [];
  for (let at = 0; at < letters.length; at += size) result.push(letters.slice(at, at + size).join(''));
  return result;
}

interface Script {
  board: { account: Account; config: () => StageConfig; timers: Set<NodeJS.Timeout> };
  options: StartOptions;
  generation: Generation;
  emit(event: GenerationEvent): void;
}

function later(script: Script, ms: number, run: () => void): void {
  const timer = setTimeout(() => {
    script.board.timers.delete(timer);
    if (script.generation.state === 'running') run();
  }, ms);
  script.board.timers.add(timer);
}

function finish(script: Script, state: GenerationState, stopReason: string | null): void {
  const { generation, board } = script;
  if (generation.state !== 'running') return;
  generation.state = state;
  generation.upstreamRetry = false;
  generation.stopReason = stopReason;
  if (stopReason !== null) {
    board.account.addMessage(generation.conversation, {
      sender: 'assistant',
      uuid: generation.assistantUuid,
      parent: generation.humanUuid,
      stopReason,
      content: generation.said ? [textBlock(generation.said)] : [],
    });
  }
  script.emit({ type: 'end' });
}

function fail(script: Script, status: number): void {
  script.generation.failedWith = status;
  // With a stop reason the half answer stays; otherwise only the question does.
  finish(script, 'failed', script.options.fault?.kind === 'stop-reason-error' ? 'error' : null);
}

function speak(script: Script, rest: string[], spoken: number): void {
  const { fault } = script.options;
  const config = script.board.config();
  if (fault && FAILING.includes(fault.kind) && spoken >= (fault.afterChunks ?? 2)) {
    fail(script, fault.httpStatus ?? (fault.errorClass === undefined ? 529 : 400));
    return;
  }
  if (fault?.kind === 'stops' && spoken >= (fault.afterChunks ?? 2)) {
    finish(script, 'done', fault.stopReason ?? 'refusal');
    return;
  }
  const [piece, ...others] = rest;
  if (piece === undefined) {
    const afterlife = fault && BROKEN_TRANSPORT.includes(fault.kind) ? config.afterlifeMs : 0;
    later(script, afterlife, () => finish(script, 'done', 'end_turn'));
    return;
  }
  script.generation.said += piece;
  script.emit({ type: 'piece', text: piece });
  later(script, fault?.kind === 'slow-alive' ? (fault.ms ?? 4000) : config.chunkGapMs, () =>
    speak(script, others, spoken + 1),
  );
}

function begin(script: Script): void {
  const { fault } = script.options;
  if (fault?.kind === 'never-begins') return;
  const config = script.board.config();
  const reply =
    config.replyText ??
    `You said: “${script.options.prompt}”. This is a reply of several words, so that it arrives in several pieces.`;
  const go = (): void => speak(script, pieces(reply, config.replyChunks), 0);
  if (fault?.kind === 'upstream-retry') {
    script.generation.upstreamRetry = true;
    script.emit({ type: 'phase' });
    later(script, fault.ms ?? 4000, () => {
      script.generation.upstreamRetry = false;
      if (fault.outcome === 'fail') return fail(script, fault.httpStatus ?? 529);
      script.emit({ type: 'phase' });
      go();
    });
    return;
  }
  if (config.thinkingMs > 0) script.emit({ type: 'thinking' });
  later(script, config.thinkingMs, go);
}

export function createGenerationBoard(account: () => Account, config: () => StageConfig): GenerationBoard {
  const newest = new Map<string, Generation>();
  const starters = new Set<(generation: Generation) => void>();
  const timers = new Set<NodeJS.Timeout>();
  return {
    of: (conversation) => newest.get(conversation),
    onStart(listener) {
      starters.add(listener);
      return () => starters.delete(listener);
    },
    start(options) {
      const listeners = new Set<(event: GenerationEvent) => void>();
      const generation: Generation = {
        conversation: options.conversation,
        humanUuid: options.humanUuid,
        assistantUuid: options.assistantUuid,
        fault: options.fault,
        upstreamRetry: false,
        mutation: options.mutation ?? null,
        said: '',
        state: 'running',
        stopReason: null,
        failedWith: 0,
        transportFaultDone: false,
        listen(listener) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
        stop: () => finish(script, 'stopped', 'user_canceled'),
      };
      const script: Script = {
        board: { account: account(), config, timers },
        options,
        generation,
        emit: (event) => {
          for (const listener of [...listeners]) listener(event);
        },
      };
      newest.set(options.conversation.uuid, generation);
      for (const starter of [...starters]) starter(generation);
      // Not at once: who started it has to be able to listen first.
      later(script, 5, () => begin(script));
      return generation;
    },
    closeAll() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      newest.clear();
      starters.clear();
    },
  };
}
