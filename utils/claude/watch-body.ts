/**
 * Sees the chunks of a stream as the page itself reads them: no clone, no copy, no second reader, so the page's reading,
 * its backpressure and its cancelling stay as they were. Only where the page pipes the body elsewhere is it split.
 */
export interface ChunkListener {
  readonly onChunk: (chunk: Uint8Array) => void;
  /** `over`: the body came to its end, or broke. `left`: the page stopped reading. */
  readonly onClose: (how: 'over' | 'left') => void;
}

type Body = ReadableStream<Uint8Array>;
type Read = ReadableStreamReadResult<Uint8Array>;

export function watchBody(body: Body, listener: ChunkListener): void {
  let closed = false;
  const guarded: ChunkListener = {
    onChunk: (chunk) => quietly(() => listener.onChunk(chunk)),
    onClose: (how) => {
      if (!closed) quietly(() => listener.onClose(how));
      closed = true;
    },
  };
  const own = (
    name: 'getReader' | 'cancel' | 'tee' | 'pipeThrough' | 'pipeTo',
    before: (self: Body) => Body,
    after?: (result: unknown) => void,
  ) => {
    const native = body[name] as (...args: unknown[]) => unknown;
    const value = function (this: Body, ...args: unknown[]): unknown {
      const result = Reflect.apply(native, before(this), args);
      if (after) quietly(() => after(result));
      return result;
    };
    Object.defineProperty(body, name, { value, configurable: true });
  };
  const same = (self: Body): Body => self;
  const { tee } = body;
  const split = (self: Body): Body => {
    const [theirs, ours] = Reflect.apply(tee, self, []) as [Body, Body];
    void drain(ours, guarded);
    return theirs;
  };
  own('getReader', same, (reader) => watchReader(reader as ReadableStreamDefaultReader<Uint8Array>, guarded));
  own('cancel', same, () => guarded.onClose('left'));
  for (const name of ['tee', 'pipeThrough', 'pipeTo'] as const) own(name, split);
}

function watchReader(reader: ReadableStreamDefaultReader<Uint8Array>, listener: ChunkListener): void {
  const { read, cancel } = reader;
  reader.read = (...args: []) => {
    const result = Reflect.apply(read, reader, args) as Promise<Read>;
    result.then(
      (chunk) => (chunk.done ? listener.onClose('over') : listener.onChunk(chunk.value)),
      (error: unknown) => listener.onClose(isAbort(error) ? 'left' : 'over'),
    );
    return result;
  };
  reader.cancel = (...args: [unknown?]) => {
    listener.onClose('left');
    return Reflect.apply(cancel, reader, args) as Promise<void>;
  };
}

export const isAbort = (error: unknown): boolean =>
  (error as { name?: unknown } | null)?.name === 'AbortError';

async function drain(body: Body, listener: ChunkListener): Promise<void> {
  try {
    const reader = body.getReader();
    watchReader(reader, listener);
    while (!(await reader.read()).done);
  } catch {
    // Reported already; the page's own branch fails in the same way, and tells the page.
  }
}

/** Nothing that goes wrong in the observer may reach the page. */
export function quietly(run: () => void): void {
  try {
    run();
  } catch {
    // The observation is lost; the page's call is not.
  }
}
