import type { Conversation } from './account.ts';
import {
  append,
  heartbeat,
  mutationApplied,
  mutationError,
  running,
  settle,
  snapshot,
  streamError,
} from './bard-messages.ts';
import { answerJson, type Call, openStream } from './call.ts';
import { endFrame, frame } from './connect-frames.ts';
import type { Generation, GenerationEvent } from './generation.ts';

interface Wire {
  call: Call;
  conversation: Conversation;
  mute: boolean;
  leave: (() => void) | null;
}

const alive = (wire: Wire): boolean => !wire.mute && !wire.call.res.writableEnded && !wire.call.res.destroyed;

function write(wire: Wire, bytes: Uint8Array): void {
  if (alive(wire)) wire.call.res.write(frame(bytes));
}

function end(wire: Wire, error?: { code: string; message: string }): void {
  if (!alive(wire)) return;
  wire.call.res.end(
    endFrame(error ? { error, metadata: {} } : { metadata: { 'stream-close-reason': ['cadence'] } }),
  );
}

/** True when the fault ends or silences this timeline here. */
function strike(wire: Wire, generation: Generation): boolean {
  const { fault } = generation;
  if (!fault || generation.transportFaultDone) return false;
  switch (fault.kind) {
    case 'silent':
    case 'silent-from-start':
      wire.mute = true;
      return true;
    case 'truncated':
      wire.call.res.end();
      break;
    case 'destroyed':
      wire.call.entry.end = 'destroyed';
      wire.call.res.socket?.destroy();
      break;
    case 'end-of-stream-error':
      end(wire, { code: 'unavailable', message: 'upstream connect error' });
      break;
    default:
      return false;
  }
  generation.transportFaultDone = true;
  return true;
}

function onEvent(wire: Wire, generation: Generation, event: GenerationEvent, sent: { count: number }): void {
  if (!alive(wire)) return;
  if (event.type === 'piece') {
    if (sent.count >= (generation.fault?.afterChunks ?? 2) && strike(wire, generation)) return;
    sent.count += 1;
    write(wire, append(generation, event.text));
  } else if (event.type === 'end') {
    if (generation.state === 'failed' && generation.fault?.kind === 'inline-error')
      write(wire, streamError(generation.failedWith));
    write(wire, settle(generation));
  } else write(wire, running(generation));
}

function follow(wire: Wire, generation: Generation, begun: boolean): void {
  wire.leave?.();
  const sent = { count: 0 };
  if (generation.fault?.kind === 'silent-from-start' && strike(wire, generation)) return;
  if (!begun) {
    write(wire, mutationApplied(generation.humanUuid));
    write(wire, snapshot(wire.conversation, generation));
  }
  wire.leave = generation.listen((event) => onEvent(wire, generation, event, sent));
}

/** Silence by a fault lasts as long as the reply would have been written. */
function watch(wire: Wire): () => void {
  const { config, generations } = wire.call.world;
  const id = wire.conversation.uuid;
  const opened = Date.now();
  const beat = setInterval(() => {
    const busy = generations.of(id)?.state === 'running';
    if (busy) write(wire, heartbeat());
    else if (Date.now() - opened > config.cadenceMs) end(wire);
  }, config.heartbeatMs);
  return () => clearInterval(beat);
}

function refuse(wire: Wire): void {
  const { refusals } = wire.call.world;
  const refusal = refusals.get(wire.conversation.uuid);
  if (!refusal) return;
  refusals.delete(wire.conversation.uuid);
  write(wire, mutationError(refusal.mutation, refusal.messageId));
}

/** Shown for a chat that the client has invented and not yet sent anything to. */
function waitForConversation(call: Call, id: string): Promise<Conversation | undefined> {
  return new Promise((resolve) => {
    const started = Date.now();
    const look = (): void => {
      const conversation = call.world.account.find(id);
      if (conversation || Date.now() - started > 2000 || call.res.destroyed) resolve(conversation);
      else setTimeout(look, 20);
    };
    look();
  });
}

/** StreamTimeline: a snapshot, then whatever happens, until the server closes it. */
export async function streamTimeline(call: Call, id: string): Promise<void> {
  const { generations } = call.world;
  const conversation = await waitForConversation(call, id);
  if (!conversation) return answerJson(call, { code: 'not_found', message: 'conversation not found' }, 404);
  openStream(call, { 'content-type': 'application/connect+proto' });
  const wire: Wire = { call, conversation, mute: false, leave: null };
  const current = generations.of(id);
  if (current?.state === 'running' && current.fault?.kind === 'silent-from-start') wire.mute = true;
  write(wire, snapshot(conversation, current));
  if (current?.state === 'running') follow(wire, current, true);
  const unhook = generations.onStart((generation) => {
    if (generation.conversation.uuid === id) follow(wire, generation, false);
  });
  const stopBeat = watch(wire);
  const poll = setInterval(() => refuse(wire), 50);
  call.res.on('close', () => {
    clearInterval(poll);
    stopBeat();
    unhook();
    wire.leave?.();
  });
}
