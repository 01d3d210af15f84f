/**
 * Sees the chunks of a stream as the page itself reads them: no clone, no copy, no second reader, so the page's reading,
 * its backpressure and its cancelling stay as they were. A body that is read in another way goes unobserved, which is
 * "unknown" and never "silent".
 */
export interface ChunkListener {
  /** The page has begun to read. */
  readonly onStart: () => void;
  readonly onChunk: (chunk: Uint8Array) => void;
  /** `over`: the body came to its end, or broke. `left`: the page stopped reading. */
  readonly onClose: (how: 'over' | 'left') => void;
}

/** Kept from before any page script ran. */
export const { apply } = Reflect;

type Body = ReadableStream<Uint8Array>;
type Read = ReadableStreamReadResult<Uint8Array>;

export function watchBody(body: Body, listener: ChunkListener): void {
  let state = 0;
  const tell: ChunkListener = {
    onStart: () => {
      if (state === 0) quietly(listener.onStart);
      state ||= 1;
    },
    onChunk: (chunk) => quietly(() => listener.onChunk(chunk)),
    onClose: (how) => {
      if (state < 2) quietly(() => listener.onClose(how));
      state = 2;
    },
  };
  const { getReader, cancel, pipeThrough } = body;
  const own = (name: keyof Body, value: (this: Body, ...args: unknown[]) => unknown) =>
    Object.defineProperty(body, name, { value, configurable: true });
  own('getReader', function (...args) {
    const reader = apply(getReader, this, args) as ReadableStreamDefaultReader<Uint8Array>;
    quietly(() => watchReader(reader, tell));
    return reader;
  });
  own('cancel', function (...args) {
    tell.onClose('left');
    return apply(cancel, this, args);
  });
  // Where the page pipes the body elsewhere, the chunks pass by us on their way.
  for (const name of ['tee', 'pipeThrough', 'pipeTo'] as const) {
    const native = body[name] as (...args: unknown[]) => unknown;
    own(name, function (...args) {
      tell.onStart();
      return apply(native, apply(pipeThrough, this, [passing(tell)]), args);
    });
  }
}

const passing = ({ onChunk, onClose }: ChunkListener) =>
  new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      onChunk(chunk);
      controller.enqueue(chunk);
    },
    flush: () => onClose('over'),
    cancel: () => onClose('left'),
  } as Transformer);

function watchReader(reader: ReadableStreamDefaultReader<Uint8Array>, listener: ChunkListener): void {
  const { read, cancel } = reader;
  reader.read = (...args: []) => {
    listener.onStart();
    const result = apply(read, reader, args) as Promise<Read>;
    result.then(
      (chunk) => (chunk.done ? listener.onClose('over') : listener.onChunk(chunk.value)),
      (error: unknown) => listener.onClose(isAbort(error) ? 'left' : 'over'),
    );
    return result;
  };
  reader.cancel = (...args: [unknown?]) => {
    listener.onClose('left');
    return apply(cancel, reader, args) as Promise<void>;
  };
}

export const isAbort = (error: unknown): boolean =>
  (error as { name?: unknown } | null)?.name === 'AbortError';

/** Nothing that goes wrong in the observer may reach the page. */
export function quietly(run: () => void): void {
  try {
    run();
  } catch {
    // The observation is lost; the page's call is not.
  }
}
