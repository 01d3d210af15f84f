import { describe, expect, test, vi } from 'vitest';
import { type ChunkListener, isAbort, quietly, watchBody } from '@/utils/claude/watch-body';
import { bytesIn, openBody } from './watched';

const WHOLE = new Uint8Array(Array.from({ length: 5_000 }, (_, index) => (index * 31) % 256));
const PARTS = [WHOLE.slice(0, 1), WHOLE.slice(1, 1), WHOLE.slice(1, 4_000), WHOLE.slice(4_000)];

function listener() {
  const seen: Uint8Array[] = [];
  const closed: string[] = [];
  const started = vi.fn();
  const listens: ChunkListener = {
    onStart: started,
    onChunk: (chunk) => seen.push(chunk.slice()),
    onClose: (how) => closed.push(how),
  };
  return { listens, closed, started, seen: () => new Uint8Array(Buffer.concat(seen)) };
}

const broken: ChunkListener = {
  onStart: () => {
    throw new Error('start');
  },
  onChunk: () => {
    throw new Error('chunk');
  },
  onClose: () => {
    throw new Error('close');
  },
};

function response(): { answer: Response; body: ReadableStream<Uint8Array> } {
  const source = openBody();
  source.give(...PARTS);
  source.close();
  const answer = new Response(source.body, { headers: { 'content-type': 'text/plain' } });
  if (!answer.body) throw new Error('no body');
  return { answer, body: answer.body };
}

const whole = async (stream: ReadableStream<Uint8Array>) => bytesIn(stream);
const READINGS: readonly [
  string,
  (given: { answer: Response; body: ReadableStream<Uint8Array> }) => Promise<Uint8Array>,
][] = [
  ['getReader', ({ body }) => whole(body)],
  ['pipeThrough', ({ body }) => whole(body.pipeThrough(new TransformStream()))],
  [
    'pipeTo',
    async ({ body }) => {
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
      void body.pipeTo(writable);
      return whole(readable);
    },
  ],
  [
    'tee',
    async ({ body }) => {
      const [one, two] = body.tee();
      const [first, second] = await Promise.all([whole(one), whole(two)]);
      expect(second).toEqual(first);
      return first;
    },
  ],
  [
    'for await',
    async ({ body }) => {
      const parts: Uint8Array[] = [];
      for await (const part of body as unknown as AsyncIterable<Uint8Array>) parts.push(part);
      return new Uint8Array(Buffer.concat(parts));
    },
  ],
  ['arrayBuffer', async ({ answer }) => new Uint8Array(await answer.arrayBuffer())],
  ['blob', async ({ answer }) => new Uint8Array(await (await answer.blob()).arrayBuffer())],
  [
    'clone, both halves',
    async ({ answer }) => {
      const copy = answer.clone();
      const [own, other] = await Promise.all([answer.arrayBuffer(), copy.arrayBuffer()]);
      expect(new Uint8Array(other)).toEqual(new Uint8Array(own));
      return new Uint8Array(own);
    },
  ],
  [
    'new Response(body)',
    async ({ body }) => new Uint8Array(await new Response(body, { status: 201 }).arrayBuffer()),
  ],
  [
    'pipeThrough twice',
    ({ body }) => whole(body.pipeThrough(new TransformStream()).pipeThrough(new TransformStream())),
  ],
  [
    'values()',
    async ({ body }) => {
      const parts: Uint8Array[] = [];
      for await (const part of (body as unknown as { values(): AsyncIterable<Uint8Array> }).values())
        parts.push(part);
      return new Uint8Array(Buffer.concat(parts));
    },
  ],
  ['clone', async ({ answer }) => new Uint8Array(await answer.clone().arrayBuffer())],
  [
    'read with a byte reader that is let go and taken again',
    async ({ body }) => {
      const reader = body.getReader();
      const first = await reader.read();
      reader.releaseLock();
      return new Uint8Array(Buffer.concat([first.value ?? new Uint8Array(), await whole(body)]));
    },
  ],
];

describe.each(READINGS)('the page reads with %s', (_, read) => {
  test('the same bytes as without the watch', async () => {
    const given = response();
    watchBody(given.body, listener().listens);
    expect(await read(given)).toEqual(WHOLE);
  });

  test('also when the listener throws', async () => {
    const given = response();
    watchBody(given.body, broken);
    expect(await read(given)).toEqual(WHOLE);
  });

  test('what is heard is whole, or nothing', async () => {
    const given = response();
    const { listens, seen, closed, started } = listener();
    watchBody(given.body, listens);
    await read(given);
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (started.mock.calls.length === 0) return expect([seen().length, closed]).toEqual([0, []]);
    expect(seen()).toEqual(WHOLE);
    expect(started).toHaveBeenCalledTimes(1);
    expect(closed).toEqual(['over']);
  });
});

const HEARD = [
  'getReader',
  'pipeThrough',
  'for await',
  'read with a byte reader that is let go and taken again',
];

test.each(READINGS.filter(([name]) => HEARD.includes(name)))(
  '%s is a way that pages read streams in: it is heard',
  async (_, read) => {
    const given = response();
    const { listens, started } = listener();
    watchBody(given.body, listens);
    await read(given);
    expect(started).toHaveBeenCalledTimes(1);
  },
);

test.each(['text', 'json'] as const)('the page reads with %s()', async (method) => {
  const text = JSON.stringify({ größe: ['27 m', null] });
  const answer = new Response(text);
  if (answer.body) watchBody(answer.body, listener().listens);
  expect(await answer[method]()).toEqual(method === 'text' ? text : JSON.parse(text));
});

test('the page reads with formData()', async () => {
  const form = new FormData();
  form.set('größe', '27 m');
  form.set('file', new File([WHOLE], 'a.bin'));
  const answer = new Response(form);
  if (answer.body) watchBody(answer.body, listener().listens);
  const got = await answer.formData();
  expect(got.get('größe')).toBe('27 m');
  expect(new Uint8Array(await (got.get('file') as File).arrayBuffer())).toEqual(WHOLE);
});

test('a chunk reaches the page in as many turns of the event loop as without the watch', async () => {
  const turns = async (watched: boolean): Promise<number> => {
    const source = openBody();
    if (watched) watchBody(source.body, listener().listens);
    const reader = source.body.getReader();
    let come = false;
    void reader.read().then(() => {
      come = true;
    });
    source.give(WHOLE);
    let count = 0;
    for (; !come; count += 1) await Promise.resolve();
    return count;
  };
  expect(await turns(true)).toBe(await turns(false));
});

test('what passes a pipe of the page’s own does not wait for a timer', async () => {
  const source = openBody();
  watchBody(source.body, listener().listens);
  const reader = source.body.pipeThrough(new TransformStream<Uint8Array, Uint8Array>()).getReader();
  const reading = reader.read();
  source.give(WHOLE);
  const late = new Promise((resolve) => setImmediate(() => setImmediate(() => resolve('late'))));
  expect(await Promise.race([reading, late])).toEqual({ done: false, value: WHOLE });
});

test('a byte stream can still be read into a buffer of the page', async () => {
  const body = new ReadableStream({
    type: 'bytes',
    start: (controller) => {
      controller.enqueue(new Uint8Array([1, 2, 3]));
      controller.close();
    },
  });
  watchBody(body, listener().listens);
  const { value } = await body.getReader({ mode: 'byob' }).read(new Uint8Array(8));
  expect(value).toEqual(new Uint8Array([1, 2, 3]));
});

const leaveHalves = (body: ReadableStream<Uint8Array>) =>
  Promise.all(body.tee().map((half) => half.cancel('enough')));

describe('leaving early', () => {
  const leave: [string, (body: ReadableStream<Uint8Array>) => Promise<unknown>][] = [
    ['the body is cancelled', (body) => body.cancel('enough')],
    ['the reader is cancelled', (body) => body.getReader().cancel('enough')],
    ['a piped body is cancelled', (body) => body.pipeThrough(new TransformStream()).cancel('enough')],
    ['both halves are cancelled', leaveHalves],
  ];
  test.each(leave)('%s: the source hears of it', async (_, act) => {
    const source = openBody();
    const { listens, closed } = listener();
    watchBody(source.body, listens);
    source.give(PARTS[0] ?? WHOLE);
    await act(source.body);
    await vi.waitFor(() => expect(source.cancelled).toHaveBeenCalledTimes(1));
    expect(closed).toEqual(act === leaveHalves ? [] : ['left']); // a split body goes unobserved
  });

  test('the page aborts its request', async () => {
    const source = openBody();
    const { listens, closed } = listener();
    watchBody(source.body, listens);
    const reading = source.body.getReader().read();
    source.break(new DOMException('stopped', 'AbortError'));
    await expect(reading).rejects.toThrow('stopped');
    expect(closed).toEqual(['left']);
  });

  test('the connection breaks', async () => {
    const source = openBody();
    const { listens, closed } = listener();
    watchBody(source.body, listens);
    const reading = source.body.getReader().read();
    source.break(new TypeError('network error'));
    await expect(reading).rejects.toThrow('network error');
    expect(closed).toEqual(['over']);
  });
});

test('a body that is read to its end, then cancelled, has ended once', async () => {
  const { body } = response();
  const { listens, closed } = listener();
  watchBody(body, listens);
  const reader = body.getReader();
  while (!(await reader.read()).done);
  await reader.cancel();
  expect(closed).toEqual(['over']);
});

test('nothing is read that the page does not read', async () => {
  const pull = vi.fn((controller: ReadableStreamDefaultController<Uint8Array>) => controller.enqueue(WHOLE));
  const body = new ReadableStream({ pull }, { highWaterMark: 0 });
  const { listens, started } = listener();
  watchBody(body, listens);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(pull).not.toHaveBeenCalled();
  expect(started).not.toHaveBeenCalled();
  await body.getReader().read();
  expect(pull).toHaveBeenCalledTimes(1);
});

test('a failure that the page does not look at is nobody’s unhandled rejection', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  const source = openBody();
  watchBody(source.body, listener().listens);
  source.body
    .getReader()
    .read()
    .catch(() => undefined);
  source.break(new TypeError('network error'));
  await new Promise((resolve) => setTimeout(resolve, 10));
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

test('quietly, and what an abort is', () => {
  expect(() => quietly(() => JSON.parse('{'))).not.toThrow();
  expect(isAbort(new DOMException('x', 'AbortError'))).toBe(true);
  expect([new TypeError('x'), null, undefined, 'AbortError'].some(isAbort)).toBe(false);
});
