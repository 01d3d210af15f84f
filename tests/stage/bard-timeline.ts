import { gzipSync } from 'node:zlib';
import { append, heartbeat, limitReached, running, settle, snapshot } from './bard-messages.ts';
import { mutationAccepted, mutationApplied, streamError } from './bard-mutations.ts';
import { answerJson, type Call, openStream } from './call.ts';
import { COMPRESSED, END_OF_STREAM, type EndOfStream, frame } from './connect-frames.ts';
import type { Conversation } from './conversation.ts';
import type { Generation, GenerationEvent } from './generation.ts';

interface Wire {
  call: Call;
  conversation: Conversation;
  mute: boolean;
  leave: (() => void) | null;
}

const alive = (wire: Wire): boolean => !wire.mute && !wire.call.res.writableEnded && !wire.call.res.destroyed;

/** As servers do it, small messages such as heartbeats stay as they are. */
const COMPRESS_FROM_BYTES = 32;

function envelope(wire: Wire, bytes: Uint8Array, flags = 0): Uint8Array {
  const small = bytes.length < COMPRESS_FROM_BYTES || !wire.call.world.config.gzipFrames;
  return small ? frame(bytes, flags) : frame(gzipSync(bytes), flags | COMPRESSED);
}

function write(wire: Wire, bytes: Uint8Array): void {
  if (alive(wire)) wire.call.res.write(envelope(wire, bytes));
}

function end(wire: Wire, error?: EndOfStream['error']): void {
  if (!alive(wire)) return;
  const body: EndOfStream = error
    ? { error, metadata: {} }
    : { metadata: { 'stream-close-reason': ['cadence'] } };
  wire.call.res.end(envelope(wire, Buffer.from(JSON.stringify(body)), END_OF_STREAM));
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
    case 'closed-for-good':
      end(wire);
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
      write(wire, streamError(generation));
    if (generation.fault?.kind === 'limit-in-stream') write(wire, limitReached(generation));
    write(wire, settle(generation));
  } else write(wire, running(generation));
}

function follow(wire: Wire, generation: Generation, begun: boolean): void {
  wire.leave?.();
  const sent = { count: 0 };
  if (generation.fault?.kind === 'silent-from-start' && strike(wire, generation)) return;
  if (!begun) {
    if (generation.mutation) {
      write(wire, mutationAccepted(generation.mutation));
      write(wire, mutationApplied(generation.mutation));
    }
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

function deliver(wire: Wire): void {
  const { outbox } = wire.call.world;
  const id = wire.conversation.uuid;
  for (const event of outbox.get(id) ?? []) write(wire, event);
  outbox.delete(id);
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

/** A timeline that is opened while such a reply is under way brings nothing either. */
const staysSilent = ({ fault, transportFaultDone }: Generation): boolean =>
  fault?.kind === 'silent-from-start' || (fault?.kind === 'closed-for-good' && transportFaultDone);

/** StreamTimeline: a snapshot, then whatever happens, until the server closes it. */
export async function streamTimeline(call: Call, id: string): Promise<void> {
  const { generations } = call.world;
  const conversation = await waitForConversation(call, id);
  if (!conversation) return answerJson(call, { code: 'not_found', message: 'conversation not found' }, 404);
  openStream(call, {
    'content-type': 'application/connect+proto',
    ...(call.world.config.gzipFrames ? { 'connect-content-encoding': 'gzip' } : {}),
  });
  const wire: Wire = { call, conversation, mute: false, leave: null };
  const current = generations.of(id);
  if (current?.state === 'running' && staysSilent(current)) wire.mute = true;
  write(wire, snapshot(conversation, current));
  if (current?.state === 'running') follow(wire, current, true);
  const unhook = generations.onStart((generation) => {
    if (generation.conversation.uuid === id) follow(wire, generation, false);
  });
  const stopBeat = watch(wire);
  const poll = setInterval(() => deliver(wire), 50);
  call.res.on('close', () => {
    clearInterval(poll);
    stopBeat();
    unhook();
    wire.leave?.();
  });
}
