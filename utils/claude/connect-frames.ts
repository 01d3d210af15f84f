/**
 * Connect's streaming envelope: flags(1) length(4, big-endian) payload; 0x01 compressed, 0x02 the JSON end of the stream.
 * Seen: tests/fixtures/claude/timeline-frames.json (2026-10). When wrong: the newer protocol is blind.
 */
export interface Frame {
  readonly compressed: boolean;
  readonly end: boolean;
  readonly payload: Uint8Array;
}

/** A frame larger than this is passed over without being kept. */
const MAX_FRAME_BYTES = 8_000_000;

const EMPTY = new Uint8Array();

export function frameReader(): (chunk: Uint8Array) => readonly Frame[] {
  let rest: Uint8Array = EMPTY;
  let skip = 0;
  return (chunk) => {
    const frames: Frame[] = [];
    const passed = Math.min(skip, chunk.length);
    skip -= passed;
    rest = joined(rest, chunk.subarray(passed));
    while (rest.length >= 5) {
      const flags = rest[0] ?? 0;
      const length = new DataView(rest.buffer, rest.byteOffset).getUint32(1);
      if (length > MAX_FRAME_BYTES) {
        skip = Math.max(0, length + 5 - rest.length);
        rest = rest.subarray(Math.min(rest.length, length + 5));
        continue;
      }
      if (rest.length < length + 5) break;
      frames.push({
        compressed: (flags & 1) !== 0,
        end: (flags & 2) !== 0,
        payload: rest.slice(5, length + 5),
      });
      rest = rest.subarray(length + 5);
    }
    return frames;
  };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
