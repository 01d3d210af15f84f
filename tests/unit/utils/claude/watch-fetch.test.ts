import { describe, expect, test, vi } from 'vitest';
import { watchFetch } from '@/utils/claude/watch-fetch';
import { attemptsOf } from '@/utils/signals/attempts';
import { ACTION, always, CHAT, LIST, openBody, POST, SEND, SSE, TIMELINE, watchedPage } from './watched';

const json = (body: object, init?: ResponseInit) => new Response(JSON.stringify(body), init);
const overloaded = () =>
  json(
    { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' }, request_id: 'req_011Fb' },
    { status: 529, headers: { 'retry-after': '7', 'cf-ray': '8e2a91c45f0b1d7c-FRA' } },
  );

describe("the page's own call stays what it was", () => {
  test('its promise and its response', async () => {
    const response = json({});
    const promise = Promise.resolve(response);
    const { page } = watchedPage(() => promise);
    expect(page.fetch(SEND, POST)).toBe(promise);
    expect(await page.fetch(SEND, POST)).toBe(response);
  });

  test('its arguments and its `this`', async () => {
    const { page, native } = watchedPage(always(() => json({})));
    const init = { ...POST, signal: new AbortController().signal };
    await page.fetch(SEND, init);
    expect(native.mock.calls[0]).toHaveLength(2);
    expect(native.mock.calls[0]?.[0]).toBe(SEND);
    expect(native.mock.calls[0]?.[1]).toBe(init);
    expect(native.mock.contexts[0]).toBe(page);
  });

  test('its name and its source', () => {
    const { page, native } = watchedPage(always(() => json({})));
    expect(page.fetch.name).toBe(native.name);
    expect(page.fetch.length).toBe(native.length);
  });

  test('its request is not opened', async () => {
    const request = new Request(`https://claude.ai${SEND}`, POST);
    const opened = ['body', 'clone', 'text', 'json', 'arrayBuffer', 'blob', 'bodyUsed', 'headers'] as const;
    const spies = opened.map((name) => {
      const spy = vi.fn();
      Object.defineProperty(request, name, { get: spy });
      return spy;
    });
    const { page, signals } = watchedPage(always(() => json({})));
    await page.fetch(request);
    expect(signals).not.toEqual([]);
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });

  test('its failure', async () => {
    const error = new TypeError('Failed to fetch');
    const { page, signals, heard } = watchedPage(() => Promise.reject(error));
    await expect(page.fetch(SEND, POST)).rejects.toBe(error);
    await heard('request-failed');
    expect(signals.at(-1)).toMatchObject({ kind: 'request-failed', aborted: false, endpoint: 'send' });
  });

  test('after the end, by the browser’s own function again', async () => {
    const native = (async () => overloaded()) as typeof fetch;
    const target = { fetch: native, location: { href: 'https://claude.ai/' } };
    const report = vi.fn();
    const stop = watchFetch(target, { report, now: Date.now });
    expect(target.fetch).not.toBe(native);
    stop();
    expect(target.fetch).toBe(native);
  });

  test('after the end, through what the page has made of it, which only passes on', async () => {
    const response = overloaded();
    const promise = Promise.resolve(response);
    const target = { fetch: (() => promise) as typeof fetch, location: { href: 'https://claude.ai/' } };
    const report = vi.fn();
    const stop = watchFetch(target, { report, now: Date.now });
    const watched = target.fetch;
    const wrapped: typeof fetch = (...args) => watched(...args);
    target.fetch = wrapped;
    stop();
    expect(target.fetch).toBe(wrapped);
    expect(target.fetch(SEND, POST)).toBe(promise);
    expect(report).not.toHaveBeenCalled();
  });

  test('an error that is thrown at once', () => {
    const page = {
      fetch: (() => {
        throw new TypeError('bad');
      }) as typeof fetch,
      location: { href: 'https://claude.ai/' },
    };
    watchFetch(page, { report: () => undefined, now: Date.now });
    expect(() => page.fetch(SEND)).toThrow('bad');
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['an address that is none', 'https://'],
    ['an object', { toString: () => 'x' }],
  ])('called with %s', async (_, input) => {
    const response = json({});
    const { page, signals } = watchedPage(async () => response);
    expect(await page.fetch(input as string)).toBe(response);
    expect(signals).toEqual([]);
  });

  test('a listener that throws', async () => {
    const response = overloaded();
    const page = { fetch: (async () => response) as typeof fetch, location: { href: 'https://claude.ai/' } };
    const report = vi.fn(() => {
      throw new Error('no');
    });
    watchFetch(page, { report, now: Date.now });
    expect(await page.fetch(SEND, POST)).toBe(response);
    expect((await response.json()) as object).toHaveProperty('error');
    expect(report).toHaveBeenCalled();
  });

  test('a failure is read to the end by the page, not by the watch', async () => {
    const pulled = vi.fn();
    const chunk = new Uint8Array(64 * 1024).fill(65);
    let left = 640; // 40 MB
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled();
        if (left-- > 0) controller.enqueue(chunk);
        else controller.close();
      },
    });
    const { page, heard } = watchedPage(always(() => new Response(body, { status: 500 })));
    const answer = await page.fetch(SEND, POST);
    await heard('response-received');
    expect(pulled.mock.calls.length).toBeLessThan(10);
    expect((await answer.arrayBuffer()).byteLength).toBe(640 * chunk.length);
  });
});

describe('what is told', () => {
  const about = { endpoint: 'send', protocol: 'legacy', conversationId: CHAT };

  test('of a failure', async () => {
    const { page, signals, heard } = watchedPage(always(overloaded));
    await page.fetch(SEND, POST);
    await heard('response-received');
    const [started, received] = signals;
    expect(started).toMatchObject({ kind: 'request-started', ...about });
    expect(received).toMatchObject({
      ...about,
      id: (started as { id: string }).id,
      status: 529,
      failure: 'overloaded',
      errorType: 'overloaded_error',
      retryAfterMs: 7_000,
      requestId: 'req_011Fb',
      ray: '8e2a91c45f0b1d7c-FRA',
    });
  });

  test.each<[string, () => Response, object]>([
    ['a list that came', () => json([]), { status: 200, failure: null }],
    ['409, a repeat', () => json({}, { status: 409 }), { status: 409, failure: null }],
    [
      'a challenge',
      () => new Response('<title>x</title>', { status: 403, headers: { 'cf-mitigated': 'challenge' } }),
      { status: 403, failure: 'challenge' },
    ],
    [
      'HTML for JSON',
      () => new Response('<html><body>502</body></html>', { status: 502 }),
      { failure: 'gateway' },
    ],
    ['no body', () => new Response(null, { status: 503 }), { failure: 'gateway', errorType: null }],
  ])('of %s', async (_, make, expected) => {
    const { page, signals, heard } = watchedPage(always(make));
    await page.fetch(SEND, POST);
    await heard('response-received');
    expect(signals.at(-1)).toMatchObject({ kind: 'response-received', ...expected });
  });

  const asJson = { headers: { 'content-type': 'application/json; charset=utf-8' } };
  const refused = (type: string, message = 'no') => ({
    type: 'error',
    error: { type, message },
    request_id: 'req_011Fc',
  });
  test.each<[string, string, object, object]>([
    [
      'overloaded',
      SEND,
      refused('overloaded_error'),
      { status: 529, failure: 'overloaded', errorType: 'overloaded_error', requestId: 'req_011Fc' },
    ],
    ['a server error', SEND, refused('api_error'), { status: 500, failure: 'server' }],
    ['an error that names nothing', SEND, { error: {} }, { status: 500, failure: 'server' }],
    [
      'a limit',
      SEND,
      refused('rate_limit_error', '{"type":"exceeded_limit","resetsAt":1794502800}'),
      { status: 429, failure: 'limit', resetsAt: 1_794_502_800_000 },
    ],
    ['signed out', SEND, refused('authentication_error'), { status: 401, failure: 'signed-out' }],
    ['an action', ACTION, { code: 'unavailable', message: 'no' }, { status: 503, failure: 'gateway' }],
    ['a stream', TIMELINE, { code: 'internal', message: 'no' }, { status: 500, failure: 'server' }],
    ['an action that the page gave up', ACTION, { code: 'canceled' }, { status: 200, failure: null }],
    ['an action that is taken', ACTION, { mutationId: { version: '7' } }, { status: 200, failure: null }],
    ['no error', SEND, { completion: ' Hi' }, { status: 200, failure: null }],
    ['the list', LIST, refused('overloaded_error'), { status: 200, failure: null }],
  ])('of JSON with 200 on it: %s', async (_, url, body, expected) => {
    const { page, signals, heard } = watchedPage(always(() => json(body, asJson)));
    const answer = await page.fetch(url, url === LIST ? {} : POST);
    await heard('response-received');
    expect(signals.at(-1)).toMatchObject({ kind: 'response-received', ...expected });
    expect(await answer.json()).toEqual(body);
  });

  test('of JSON with 200 on it: the message has failed', async () => {
    const { page, signals, heard } = watchedPage(always(() => json(refused('overloaded_error'), asJson)));
    await page.fetch(SEND, POST);
    await heard('response-received');
    expect(attemptsOf(signals)).toMatchObject([{ state: 'failed', failure: 'overloaded', status: 529 }]);
  });

  test('of a failure whose body breaks off', async () => {
    const source = openBody();
    const { page, signals, heard } = watchedPage(always(() => new Response(source.body, { status: 502 })));
    const answer = await page.fetch(SEND, POST);
    source.break(new TypeError('reset'));
    await expect(answer.text()).rejects.toThrow('reset');
    await heard('response-received');
    expect(signals.at(-1)).toMatchObject({ status: 502, failure: 'gateway' });
  });

  test('of a failure whose body never ends', async () => {
    vi.useFakeTimers();
    const { page, kinds } = watchedPage(always(() => new Response(openBody().body, { status: 502 })));
    await page.fetch(SEND, POST);
    await vi.advanceTimersByTimeAsync(2_500);
    vi.useRealTimers();
    expect(kinds()).toEqual(['request-started', 'response-received']);
  });

  test('of a request that the page stopped', async () => {
    const { page, signals, heard } = watchedPage(() => Promise.reject(new DOMException('x', 'AbortError')));
    await expect(page.fetch(SEND, POST)).rejects.toThrow();
    await heard('request-failed');
    expect(signals.at(-1)).toMatchObject({ aborted: true });
  });

  test.each([
    ['init', (signal: AbortSignal): Parameters<typeof fetch> => [SEND, { ...POST, signal }]],
    [
      'Request',
      (signal: AbortSignal): Parameters<typeof fetch> => [
        new Request(`https://claude.ai${SEND}`, { ...POST, signal }),
      ],
    ],
  ])('of a request that the page stopped with a reason of its own, in the %s', async (_, call) => {
    const { page, signals, heard } = watchedPage(() => Promise.reject('user pressed stop'));
    await expect(page.fetch(...call(AbortSignal.abort('user pressed stop')))).rejects.toBe(
      'user pressed stop',
    );
    await heard('request-failed');
    expect(signals.at(-1)).toMatchObject({ aborted: true });
  });

  test.each<[string, Parameters<typeof fetch>, string | undefined]>([
    ['a relative address', [SEND, POST], 'send'],
    ['an absolute one', [`https://claude.ai${SEND}`, POST], 'send'],
    ['a URL', [new URL(SEND, 'https://claude.ai'), POST], 'send'],
    ['a Request', [new Request(`https://claude.ai${SEND}`, POST)], 'send'],
    [
      'a Request whose method is overruled',
      [new Request(`https://claude.ai${SEND}`), { method: 'POST' }],
      'send',
    ],
    ['a method in small letters', [SEND, { method: 'post' }], 'send'],
    ['a look at the same address', [SEND], 'other'],
    ['the list', [LIST], 'list'],
    ['an action', [ACTION, POST], 'action'],
    ['telemetry', ['/api/event_logging/batch', POST], undefined],
    ['another site', ['https://statsig.example/v1/rgstr', POST], undefined],
  ])('for %s', async (_, args, endpoint) => {
    const { page, signals, heard } = watchedPage(always(() => json({})));
    await page.fetch(...args);
    if (endpoint === undefined) return expect(signals).toEqual([]);
    await heard('response-received');
    expect(signals[0]).toMatchObject({ kind: 'request-started', endpoint });
  });

  test('each request has its own id', async () => {
    const { page, signals } = watchedPage(always(() => json({})));
    await Promise.all([page.fetch(LIST), page.fetch(LIST), page.fetch(SEND, POST)]);
    const ids = signals.flatMap((signal) => (signal.kind === 'request-started' ? [signal.id] : []));
    expect(new Set(ids).size).toBe(3);
  });

  test('nothing of what was said', async () => {
    const words = 'data: {"type":"content_block_delta","delta":{"text":"my secret answer"}}\n\n';
    const stream = `event: content_block_delta\n${words}event: message_stop\ndata: {}\n\n`;
    const { page, signals } = watchedPage(always(() => new Response(stream, SSE)));
    await (await page.fetch(SEND, { method: 'POST', body: 'my secret prompt' })).body?.getReader().read();
    expect(signals.length).toBeGreaterThan(1);
    expect(JSON.stringify(signals)).not.toContain('secret');
  });
});
