/** Connect streaming envelopes: flags(1) length(4, big-endian) payload. */
export const COMPRESSED = 0x01;
export const END_OF_STREAM = 0x02;

export function frame(payload: Uint8Array, flags = 0): Uint8Array {
  const result = new Uint8Array(5 + payload.length);
  result[0] = flags;
  new DataView(result.buffer).setUint32(1, payload.length);
  result.set(payload, 5);
  return result;
}

export interface EndOfStream {
  error?: { code: string; message: string };
  metadata?: Record<string, string[]>;
}

export const endFrame = (end: EndOfStream): Uint8Array =>
  frame(new TextEncoder().encode(JSON.stringify(end)), END_OF_STREAM);

/** The first message of a request body in envelopes. */
export function unframe(bytes: Uint8Array): Uint8Array {
  if (bytes.length < 5) return new Uint8Array();
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1);
  return bytes.subarray(5, 5 + size);
}

async function gunzip(payload: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([payload]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Reads envelopes from a fetch body, wherever the chunks are cut. */
export async function* readFrames(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<{ flags: number; payload: Uint8Array }> {
  const reader = body.getReader();
  let buffer = new Uint8Array();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const joined = new Uint8Array(buffer.length + value.length);
      joined.set(buffer);
      joined.set(value, buffer.length);
      buffer = joined;
      for (;;) {
        if (buffer.length < 5) break;
        const size = new DataView(buffer.buffer, buffer.byteOffset).getUint32(1);
        if (buffer.length < 5 + size) break;
        const flags = buffer[0] ?? 0;
        const payload = buffer.slice(5, 5 + size);
        buffer = buffer.slice(5 + size);
        yield { flags, payload: flags & COMPRESSED ? await gunzip(payload) : payload };
      }
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
