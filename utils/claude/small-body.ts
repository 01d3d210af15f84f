/** A body that takes longer is left alone. */
const BODY_MS = 2_000;

/** Reads a stream that ought to be small. Empty when it is larger than `most` bytes, takes too long, or breaks off. */
export async function smallBody(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = stream.getReader();
  let size = 0;
  const stop = (): void => {
    size = Number.POSITIVE_INFINITY;
    void reader.cancel().catch(() => undefined);
  };
  const timer = setTimeout(stop, BODY_MS);
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      parts.push(read.value);
      size += read.value.length;
      if (size > most) stop();
    }
    return new Uint8Array(await new Blob(size > most ? [] : parts).arrayBuffer());
  } catch {
    return new Uint8Array();
  } finally {
    clearTimeout(timer);
  }
}
