import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Watch, watchFetch } from '@/utils/claude/watch-fetch';
import { bytesOf } from './chunks';
import { ACTION, bytesIn, LIST, POST, PROTO, SEND, SSE, TIMELINE, watchedPage } from './watched';

const TEXT = 'event: message_stop\ndata: {"type":"message_stop"}\n\n';
const fails = (): never => {
  throw new Error('the observer is broken');
};
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
const unhandled = vi.fn();

afterEach(() => {
  vi.unstubAllGlobals();
  process.off('unhandledRejection', unhandled);
});

/** Calls of each sort, as the page makes them; what it gets must be what it would get without us. */
const CALLS: readonly [string, string, () => Response][] = [
  ['a reply', SEND, () => new Response(TEXT, SSE)],
  ['a timeline', TIMELINE, () => new Response(TEXT, PROTO)],
  ['a failure', ACTION, () => new Response(TEXT, { status: 529, headers: { 'request-id': 'req_1' } })],
  ['a list', LIST, () => new Response(TEXT)],
];

function page(answer: Promise<Response>, watch: Partial<Watch>) {
  const target = { fetch: (() => answer) as typeof fetch, location: { href: 'https://claude.ai/new' } };
  watchFetch(target, { report: () => undefined, now: Date.now, ...watch });
  return target;
}

/** Only from the second look on: the first is at the start, before any call. */
const brokenClock = (): (() => number) => {
  let looks = 0;
  return () => (++looks > 2 ? fails() : 1_000);
};

const BROKEN: readonly [string, (response: Response) => Partial<Watch>][] = [
  ['the report', () => ({ report: fails })],
  ['the clock', () => ({ now: brokenClock() })],
  [
    'URL',
    () => {
      vi.stubGlobal('URL', fails);
      return {};
    },
  ],
  [
    'Headers.get',
    ({ headers }) => {
      headers.get = fails;
      return {};
    },
  ],
  [
    'clone',
    (response) => {
      response.clone = fails;
      return {};
    },
  ],
  [
    'TextDecoder',
    () => {
      vi.stubGlobal('TextDecoder', fails);
      return {};
    },
  ],
  [
    'the timer',
    () => {
      vi.stubGlobal('setTimeout', fails);
      return {};
    },
  ],
];

describe.each(BROKEN)('%s is broken', (name, breakIt) => {
  test.each(CALLS)('%s comes as it would', async (_, address, make) => {
    process.on('unhandledRejection', unhandled);
    const response = make();
    const answer = Promise.resolve(response);
    const realSetTimeout = globalThis.setTimeout;
    const { fetch } = page(answer, breakIt(response));
    const call = fetch(address, POST);
    expect(call).toBe(answer);
    expect(await call).toBe(response);
    if (name === 'the timer') await Promise.resolve();
    vi.unstubAllGlobals();
    expect(response.body && (await bytesIn(response.body))).toEqual(bytesOf(TEXT));
    await new Promise((resolve) => realSetTimeout(resolve, 5));
    expect(unhandled).not.toHaveBeenCalled();
  });
});

test('a failure whose body can’t be copied is told by its status', async () => {
  const response = new Response('{}', { status: 500 });
  response.clone = fails;
  const { page: tab, signals, heard } = watchedPage(async () => response);
  await tab.fetch(SEND, POST);
  await heard('response-received');
  expect(signals.at(-1)).toMatchObject({ status: 500, failure: 'server' });
});

test('a failure whose body breaks off is told by its status', async () => {
  const body = new ReadableStream({ pull: (controller) => controller.error(new TypeError('network error')) });
  const { page: tab, signals, heard } = watchedPage(async () => new Response(body, { status: 502 }));
  await tab.fetch(SEND, POST);
  await heard('response-received');
  expect(signals.at(-1)).toMatchObject({ status: 502, failure: 'gateway' });
});

test('a failure whose body never ends is told by its status, in two seconds', async () => {
  vi.useFakeTimers();
  const body = new ReadableStream({ start: (controller) => controller.enqueue(bytesOf('{')) });
  const { page: tab, signals } = watchedPage(async () => new Response(body, { status: 500 }));
  await tab.fetch(SEND, POST);
  await vi.advanceTimersByTimeAsync(1_900);
  expect(signals.map(({ kind }) => kind)).not.toContain('response-received');
  await vi.advanceTimersByTimeAsync(200);
  expect(signals.at(-1)).toMatchObject({ status: 500, failure: 'server' });
  vi.useRealTimers();
});

test('latency is the time to the head, whatever the body takes', async () => {
  vi.useFakeTimers();
  const report = vi.fn();
  const body = new ReadableStream({ start: (controller) => controller.enqueue(bytesOf('{')) });
  const head = new Promise<Response>((resolve) =>
    setTimeout(() => resolve(new Response(body, { status: 500 })), 700),
  );
  void page(head, { report }).fetch(SEND, POST);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(report.mock.lastCall).toMatchObject([{ kind: 'response-received', latencyMs: 700 }]);
  vi.useRealTimers();
});

test('a reader that throws is the page’s own', async () => {
  const response = new Response(TEXT, SSE);
  const reader = response.body?.getReader();
  if (!reader || !response.body) throw new Error('no body');
  reader.read = fails;
  Object.defineProperty(response.body, 'getReader', { value: () => reader, configurable: true });
  const { page: tab } = watchedPage(async () => response);
  const answer = await tab.fetch(SEND, POST);
  expect(() => answer.body?.getReader().read()).toThrow('the observer is broken');
});

test('a reply reader that throws costs the observation, not the reply', async () => {
  vi.stubGlobal(
    'TextDecoder',
    class {
      decode = fails;
    },
  );
  const { page: tab, kinds } = watchedPage(async () => new Response(TEXT, SSE));
  const answer = await tab.fetch(SEND, POST);
  expect(answer.body && (await bytesIn(answer.body))).toEqual(bytesOf(TEXT));
  await settle();
  expect(kinds()).toContain('response-received');
});

describe('a page that calls 10,000 times a second', () => {
  const flood = (frozen: number, answer: () => Response) => {
    const report = vi.fn();
    const responses: Response[] = [];
    const target = {
      fetch: (async () => {
        const response = answer();
        responses.push(response);
        return response;
      }) as typeof fetch,
      location: { href: 'https://claude.ai/new' },
    };
    watchFetch(target, { report, now: () => frozen });
    return { target, report, responses };
  };

  test('is told of a few times', async () => {
    const { target, report } = flood(5_000, () => new Response('{}'));
    await Promise.all(Array.from({ length: 10_000 }, () => target.fetch('/api/organizations/x/projects')));
    expect(report.mock.calls.length).toBeLessThanOrEqual(2 * 12);
  });

  test('cannot push a send out', async () => {
    const { target, report } = flood(5_000, () => new Response('{}'));
    for (const address of ['/api/x', LIST, '/api/account'])
      await Promise.all(Array.from({ length: 3_000 }, () => target.fetch(address)));
    await target.fetch(SEND, POST);
    await target.fetch(TIMELINE, POST);
    const endpoints = report.mock.calls.map(([{ endpoint }]) => endpoint as string);
    expect(endpoints.filter((endpoint) => endpoint === 'send')).toHaveLength(2);
    expect(endpoints.filter((endpoint) => endpoint === 'timeline')).toHaveLength(2);
  });

  test('has the bodies of a few failures copied, no more', async () => {
    const clone = vi.spyOn(Response.prototype, 'clone');
    const { target } = flood(5_000, () => new Response('{}', { status: 500 }));
    await Promise.all(Array.from({ length: 1_000 }, () => target.fetch('/api/x')));
    expect(clone.mock.calls.length).toBeLessThanOrEqual(12);
  });

  test('is heard again a second later', async () => {
    const report = vi.fn();
    let now = 5_000;
    const target = {
      fetch: (async () => new Response('{}')) as typeof fetch,
      location: { href: 'https://claude.ai/new' },
    };
    watchFetch(target, { report, now: () => now });
    const call = () => Promise.all(Array.from({ length: 100 }, () => target.fetch('/api/x')));
    await call();
    const first = report.mock.calls.length;
    now += 1_000;
    await call();
    expect(report.mock.calls.length).toBe(2 * first);
  });
});

test('the patched fetch looks like the browser’s own', () => {
  const target = { fetch: globalThis.fetch, location: { href: 'https://claude.ai/new' } };
  const { name, length } = target.fetch;
  const native = { fetch: Math.max as unknown as typeof fetch, location: target.location };
  for (const one of [target, native]) watchFetch(one, { report: () => undefined, now: Date.now });
  expect([target.fetch.name, target.fetch.length]).toEqual([name, length]);
  expect(native.fetch.toString()).toContain('[native code]');
});
