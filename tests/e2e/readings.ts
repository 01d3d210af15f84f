/** Functions that run in the page, as its own scripts would; each is sent as text and uses nothing from outside. */

export const STYLES = [
  'text',
  'json',
  'arrayBuffer',
  'blob',
  'reader',
  'byob',
  'iterate',
  'pipeThrough',
  'pipeTo',
  'tee',
  'clone',
  'rebuilt',
] as const;
type Style = (typeof STYLES)[number];

export interface Reading {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly styles: readonly Style[];
}

export interface Outcome {
  readonly style: Style;
  readonly status: number;
  /** Of what was read, one for each branch. */
  readonly sha256: readonly string[];
  readonly bodyUsed: boolean;
  readonly headers: number;
  /** The error's name, where this style can't read this body in this browser. */
  readonly error: string;
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: it is sent into the page as one text.
export async function readBodies({ url, method, styles }: Reading): Promise<Outcome[]> {
  const encode = (value: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(value);
  const hash = async (value: BufferSource): Promise<string> =>
    [...new Uint8Array(await crypto.subtle.digest('SHA-256', value))]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('');
  const join = (parts: Uint8Array<ArrayBuffer>[]): Promise<ArrayBuffer> => new Blob(parts).arrayBuffer();
  const bodyOf = (response: Response): ReadableStream<Uint8Array<ArrayBuffer>> => {
    if (!response.body) throw new RangeError('no body');
    return response.body;
  };
  const drain = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<ArrayBuffer> => {
    const reader = stream.getReader();
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for (let read = await reader.read(); !read.done; read = await reader.read()) parts.push(read.value);
    return join(parts);
  };
  const byob = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<ArrayBuffer> => {
    const reader = stream.getReader({ mode: 'byob' });
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for (;;) {
      const { done, value } = await reader.read(new Uint8Array(1000));
      if (done) return join(parts);
      parts.push(value.slice());
    }
  };
  const ways: Record<Style, (response: Response) => Promise<BufferSource[]>> = {
    text: async (response) => [encode(await response.text())],
    json: async (response) => [encode(JSON.stringify(await response.json()))],
    arrayBuffer: async (response) => [await response.arrayBuffer()],
    blob: async (response) => [await (await response.blob()).arrayBuffer()],
    reader: async (response) => [await drain(bodyOf(response))],
    byob: async (response) => [await byob(bodyOf(response))],
    iterate: async (response) => {
      const parts: Uint8Array<ArrayBuffer>[] = [];
      for await (const part of bodyOf(response)) parts.push(part);
      return [await join(parts)];
    },
    pipeThrough: async (response) => [await drain(bodyOf(response).pipeThrough(new TransformStream()))],
    pipeTo: async (response) => {
      const parts: Uint8Array<ArrayBuffer>[] = [];
      await bodyOf(response).pipeTo(
        new WritableStream<Uint8Array<ArrayBuffer>>({ write: (part) => void parts.push(part) }),
      );
      return [await join(parts)];
    },
    tee: async (response) => {
      const [one, two] = bodyOf(response).tee();
      return Promise.all([drain(one), drain(two)]);
    },
    clone: async (response) => {
      const copy = response.clone();
      return Promise.all([response.arrayBuffer(), copy.arrayBuffer()]);
    },
    rebuilt: async (response) => [await new Response(bodyOf(response), response).arrayBuffer()],
  };
  const outcomes: Outcome[] = [];
  for (const style of styles) {
    const response = await fetch(url, { method, ...(method === 'POST' ? { body: '{}' } : {}) });
    const read = await ways[style](response).then(
      async (values) => ({ sha256: await Promise.all(values.map(hash)), error: '' }),
      (error: Error) => ({ sha256: [], error: error.name }),
    );
    const { status, bodyUsed, headers } = response;
    outcomes.push({ style, status, bodyUsed, headers: [...headers].length, ...read });
    // Faster than this, the observer leaves calls out.
    await new Promise((resolve) => setTimeout(resolve, 90));
  }
  return outcomes;
}

/** Tells the stage of each chunk before it asks for the next one. */
export async function readInStep(
  url: string,
  ack: string,
  style: 'reader' | 'iterate' | 'pipeThrough',
): Promise<number> {
  const response = await fetch(url, { method: 'POST', body: '{}' });
  const body = response.body as ReadableStream<Uint8Array>;
  let chunks = 0;
  const got = async (): Promise<void> => {
    chunks += 1;
    await fetch(`${ack}?chunk=${chunks}`, { method: 'POST' });
  };
  if (style === 'iterate') for await (const _ of body) await got();
  else {
    const reader = (style === 'reader' ? body : body.pipeThrough(new TransformStream())).getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) await got();
  }
  return chunks;
}

/** Begins to read and then leaves, in one of the ways there are. */
export async function readAndLeave(
  url: string,
  how: 'cancel' | 'abort' | 'unread' | 'release',
): Promise<string> {
  const abort = new AbortController();
  const response = await fetch(url, { method: 'POST', body: '{}', signal: abort.signal });
  const body = response.body as ReadableStream<Uint8Array>;
  if (how === 'unread') return body.cancel('enough').then(() => 'left');
  const reader = body.getReader();
  const first = (await reader.read()).value?.length;
  if (how === 'release') {
    reader.releaseLock();
    return body.cancel().then(() => `left after ${first}`);
  }
  if (how === 'cancel') return reader.cancel('enough').then(() => `left after ${first}`);
  abort.abort();
  return reader.read().then(
    () => 'went on',
    (error: Error) => `${error.name} after ${first}`,
  );
}

/** Sends in every way a page can; each says its name in a header. What can't be sent tells the error's name. */
export async function sendBodies(url: string): Promise<Record<string, string>> {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 7 + (at >> 8)) % 256);
  const form = new FormData();
  form.append('prompt', 'Grüße\r\n🦩');
  form.append('file', new Blob([bytes], { type: 'image/webp' }), 'a "quoted" name.webp');
  const name = (value: string): Record<string, string> => ({ 'x-case': value });
  const post = (
    value: string,
    body: BodyInit,
    more: RequestInit = {},
  ): [string, RequestInfo, RequestInit] => [
    value,
    url,
    { method: 'POST', headers: name(value), body, ...more },
  ];
  const prepared = new Request(url, {
    method: 'POST',
    headers: name('request'),
    body: bytes,
    credentials: 'include',
  });
  const overridden = new Request(url, { method: 'PUT', headers: name('old'), body: 'old' });
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  const all: [string, RequestInfo, RequestInit?][] = [
    post('text', '{"prompt":"Grüße 🦩"}', {
      headers: { ...name('text'), 'Content-Type': 'application/json' },
    }),
    post('empty', ''),
    post('form', form),
    post('parameters', new URLSearchParams({ q: 'a b&c', ä: 'ö' })),
    post('blob', new Blob([bytes], { type: 'application/proto' })),
    post('buffer', bytes.buffer),
    post('view', bytes.subarray(3, 1003)),
    post('large', new Blob(Array.from({ length: 60 }, () => bytes))),
    post('kept alive', 'x', { keepalive: true }),
    post('lower case', 'x', { method: 'post', signal: new AbortController().signal, cache: 'no-store' }),
    post('stream', stream, { duplex: 'half' } as RequestInit),
    ['request', prepared],
    ['overridden', overridden, { method: 'POST', headers: name('overridden'), body: 'new' }],
    ['get', `${url}?a=%20b&c`, { headers: name('get'), referrerPolicy: 'no-referrer' }],
    ['head', url, { method: 'HEAD', headers: name('head') }],
  ];
  const results: Record<string, string> = {};
  for (const [key, input, init] of all) {
    results[key] = await fetch(input, init).then(
      async (response) => `${response.status} ${(await response.text()).length}`,
      (error: Error) => error.name,
    );
    await new Promise((resolve) => setTimeout(resolve, 90));
  }
  results.used = String(prepared.bodyUsed);
  return results;
}
