/**
 * Connect's streaming envelope: flags(1) length(4, big-endian) payload; 0x01 compressed, 0x02 the JSON end of the stream.
 * Seen: tests/fixtures/claude/timeline-frames.json (2026-10). When wrong: the newer protocol is blind.
 */
import { smallBody } from './small-body';

export interface Frame {
  readonly compressed: boolean;
  readonly end: boolean;
  readonly payload: Uint8Array<ArrayBuffer>;
}

/** No event is this large: the rest of such a stream is left unread, and the next one is begun afresh. */
const MAX_FRAME_BYTES = 16_000_000;

/** Kept from before any page script ran. */
const Unzip = globalThis.DecompressionStream;

export function frameReader(): (chunk: Uint8Array) => readonly Frame[] {
  // Grows by doubling: a large frame that comes in small pieces is copied a few times, not once for each piece.
  let buffer = new Uint8Array(1_000);
  let filled = 0;
  let lost = false;
  return (chunk) => {
    const frames: Frame[] = [];
    if (lost) return frames;
    if (filled + chunk.length > buffer.length) {
      const larger = new Uint8Array(2 * (filled + chunk.length));
      larger.set(buffer.subarray(0, filled));
      buffer = larger;
    }
    buffer.set(chunk, filled);
    filled += chunk.length;
    let at = 0;
    while (filled - at >= 5) {
      const flags = buffer[at] ?? 0;
      const end = at + 5 + new DataView(buffer.buffer).getUint32(at + 1);
      lost = end - at > MAX_FRAME_BYTES;
      if (lost || end > filled) break;
      frames.push({
        compressed: (flags & 1) !== 0,
        end: (flags & 2) !== 0,
        payload: buffer.slice(at + 5, end),
      });
      at = end;
    }
    buffer.copyWithin(0, at, filled);
    filled -= at;
    return frames;
  };
}

/** Opens frames in their order: at once, unless one that is compressed has to be unpacked first. */
export function frameOpener(open: (payload: Uint8Array, end: boolean) => void): (frame: Frame) => void {
  let queue = Promise.resolve();
  let waiting = 0;
  // `await` and not `then`: the page may replace that one.
  const inTurn = async (before: Promise<void>, { compressed, end, payload }: Frame, size: number) => {
    await before;
    try {
      open(compressed ? await unzipped(payload) : payload, end);
    } catch {
      // One frame less; the others come.
    }
    waiting -= size;
  };
  return (frame) => {
    const { compressed, end, payload } = frame;
    if (!compressed && waiting === 0) return open(payload, end);
    const size = payload.length + 1;
    if (waiting + size > MAX_FRAME_BYTES) return; // more than can be kept: signs of life, no more
    waiting += size;
    queue = inTurn(queue, frame, size);
  };
}

/** Empty when it can't be unpacked, or is too large. */
const unzipped = (payload: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
  smallBody(new Blob([payload]).stream().pipeThrough(new Unzip('gzip')), MAX_FRAME_BYTES);
