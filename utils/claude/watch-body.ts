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
const { then } = Promise.prototype;
const Transform = globalThis.TransformStream;

type Method = (...args: unknown[]) => unknown;

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
  const own = (name: PropertyKey, then: (result: object) => void) => {
    const native = (body as unknown as Record<PropertyKey, Method | undefined>)[name];
    if (!native) return; // this browser doesn't have it
    const value = function (this: Body, ...args: unknown[]): unknown {
      const result = apply(native, this, args) as object;
      quietly(() => then(result));
      return result;
    };
    replace(body, name, value);
  };
  own('getReader', (reader) => watchSource(reader, 'read', 'cancel', tell));
  own(Symbol.asyncIterator, (chunks) => watchSource(chunks, 'next', 'return', tell));
  own('cancel', () => tell.onClose('left'));
  watchPiping(body, tell);
}

/** Reads through the page's own reader or iterator: its promises are the page's, ours only listen. */
function watchSource(
  source: object,
  read: string,
  cancel: string,
  { onStart, onChunk, onClose }: ChunkListener,
): void {
  const methods = source as Record<string, Method>;
  const { [read]: next, [cancel]: end } = methods;
  if (!next || !end) return;
  methods[read] = (...args) => {
    onStart();
    const result = apply(next, source, args) as Promise<Read>;
    whenSettled(
      result,
      (chunk) => (chunk.done ? onClose('over') : onChunk(chunk.value)),
      (error) => onClose(isAbort(error) ? 'left' : 'over'),
    );
    return result;
  };
  methods[cancel] = (...args) => {
    onClose('left');
    return apply(end, source, args);
  };
}

/** Where the page pipes the body through a transform of its own, the chunks pass by us on their way. */
function watchPiping(body: Body, { onStart, onChunk, onClose }: ChunkListener): void {
  const { pipeThrough } = body;
  const value = function (this: Body, ...args: unknown[]): unknown {
    const [pair] = args as [ReadableWritablePair | undefined];
    // What would fail is left to fail as it does without us.
    if (this.locked || pair?.writable?.locked !== false) return apply(pipeThrough, this, args);
    onStart();
    const passing = new Transform({
      transform(chunk, controller) {
        onChunk(chunk);
        controller.enqueue(chunk);
      },
      flush: () => onClose('over'),
      // The source broke, with an error of the network; anything else is the page that stops.
      cancel: (reason: unknown) => onClose(reason instanceof TypeError ? 'over' : 'left'),
    } as Transformer);
    return apply(pipeThrough, apply(pipeThrough, this, [passing]), args);
  };
  replace(body, 'pipeThrough', value);
}

const replace = (body: Body, name: PropertyKey, value: Method): void =>
  void Object.defineProperty(body, name, { value, configurable: true });

export const isAbort = (error: unknown): boolean =>
  (error as { name?: unknown } | null)?.name === 'AbortError';

/** By the browser's own `then`: the page may replace it, and would be handed what only the browser may call. */
export const whenSettled = <T>(
  promise: Promise<T>,
  onValue: (value: T) => void,
  onError: (error: unknown) => void,
): void =>
  quietly(() =>
    apply(then, promise, [
      (value: T) => quietly(() => onValue(value)),
      (error: unknown) => quietly(() => onError(error)),
    ]),
  );

/** Nothing that goes wrong in the observer may reach the page. */
export function quietly(run: () => unknown): void {
  try {
    run();
  } catch {
    // The observation is lost; the page's call is not.
  }
}
