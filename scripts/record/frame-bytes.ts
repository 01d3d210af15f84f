/** A Connect stream in other words: the same frames, those that were compressed compressed again, and a half one at its end. */
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Shape } from '@/utils/claude/timeline-shape';
import type { Invention } from './invention.ts';
import { otherJson } from './json-text.ts';
import { joined, otherMessage } from './protobuf-text.ts';

const HEAD_BYTES = 5;
/** No event is this large: what says so is no stream of frames. */
const MOST_BYTES = 64_000_000;
const KNOWN_FLAGS = 3;

export function otherFrames(bytes: Uint8Array, shape: Shape, invent: Invention): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  while (bytes.length - at >= HEAD_BYTES) {
    const flags = (bytes[at] ?? 0) & KNOWN_FLAGS;
    const length = new DataView(bytes.buffer, bytes.byteOffset + at + 1, 4).getUint32(0);
    const end = at + HEAD_BYTES + length;
    if (length > MOST_BYTES) break;
    if (end > bytes.length) return joined([...parts, halfFrame(bytes.subarray(at))]);
    parts.push(frame(flags, otherPayload(flags, bytes.subarray(at + HEAD_BYTES, end), shape, invent)));
    at = end;
  }
  return joined([...parts, new Uint8Array(bytes.length - at)]);
}

/** The same frames, unpacked: whoever replays them needn't wait. */
export function plainFrames(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let at = 0;
  while (bytes.length - at >= HEAD_BYTES) {
    const flags = bytes[at] ?? 0;
    const end = at + HEAD_BYTES + new DataView(bytes.buffer, bytes.byteOffset + at + 1, 4).getUint32(0);
    if (end > bytes.length) break;
    const payload = bytes.subarray(at + HEAD_BYTES, end);
    const plain = (flags & 1) !== 0 ? unpacked(payload) : payload;
    parts.push(plain ? frame(flags & ~1, plain) : frame(flags, payload));
    at = end;
  }
  return joined([...parts, bytes.subarray(at)]);
}

function otherPayload(flags: number, payload: Uint8Array, shape: Shape, invent: Invention): Uint8Array {
  const isCompressed = (flags & 1) !== 0;
  const plain = isCompressed ? unpacked(payload) : payload;
  if (!plain) return new Uint8Array(payload.length);
  const isJson = (flags & 2) !== 0 || plain[0] === '{'.charCodeAt(0);
  const other = isJson
    ? new TextEncoder().encode(otherJson(new TextDecoder().decode(plain), invent, true))
    : otherMessage(plain, shape, invent);
  return isCompressed ? gzipSync(other) : other;
}

function unpacked(payload: Uint8Array): Uint8Array | undefined {
  try {
    return gunzipSync(payload);
  } catch {
    return undefined; // it can't be read, and so it can't be kept
  }
}

/** Its announced length stays, and zeros stand for what had come of it. */
function halfFrame(bytes: Uint8Array): Uint8Array {
  const half = new Uint8Array(bytes.length);
  half.set([(bytes[0] ?? 0) & KNOWN_FLAGS, ...bytes.subarray(1, HEAD_BYTES)]);
  return half;
}

function frame(flags: number, payload: Uint8Array): Uint8Array {
  const head = new Uint8Array(HEAD_BYTES);
  head[0] = flags;
  new DataView(head.buffer).setUint32(1, payload.length);
  return joined([head, payload]);
}
