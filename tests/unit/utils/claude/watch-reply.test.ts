import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import frames from '@/tests/fixtures/claude/timeline-frames.json';
import { attemptsOf } from '@/utils/signals/attempts';
import type { Signal } from '@/utils/signals/types';
import { bytesOf, cutAt, cuts, fromHex } from './chunks';
import { ACTION, bytesIn, CHAT, openBody, POST, PROTO, SEND, SSE, TIMELINE, watchedPage } from './watched';

const whole = readFileSync('tests/fixtures/claude/completion.sse.txt', 'utf8');
const upTo = (end: string): Uint8Array => bytesOf(whole.slice(0, whole.indexOf(end)));
const of = (...names: string[]): Uint8Array =>
  fromHex(names.map((name) => frames.find((frame) => frame.name === name)?.hex ?? '').join(''));

const isKind =
  (...kinds: Signal['kind'][]) =>
  ({ kind }: Signal): boolean =>
    kinds.includes(kind);
const replies = (signals: readonly Signal[]) =>
  signals.filter(isKind('reply-accepted', 'reply-began', 'reply-ended'));
const kindsOf = (signals: readonly Signal[]) => replies(signals).map(({ kind }) => kind);
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2));

/** A send on the older protocol whose answer consists of these chunks, read by the page to its end. */
async function sent(chunks: readonly Uint8Array[], end: 'close' | 'break' | 'abort' | 'cancel' = 'close') {
  const source = openBody();
  const { page, signals } = watchedPage(async () => new Response(source.body, SSE));
  const reader = (await page.fetch(SEND, POST)).body?.getReader();
  source.give(...chunks);
  for (let left = chunks.length; left > 0; left -= 1) await reader?.read();
  if (end === 'close') source.close();
  else if (end === 'break') source.break(new TypeError('network error'));
  else if (end === 'abort') source.break(new DOMException('x', 'AbortError'));
  else await reader?.cancel();
  await reader?.read().catch(() => undefined);
  await settle();
  return signals;
}

describe('older protocol', () => {
  test.each<[string, Uint8Array, Parameters<typeof sent>[1], object]>([
    ['whole', bytesOf(whole), 'close', { outcome: 'complete', outputBegan: true }],
    ['closed before its end', upTo('event: message_stop'), 'close', { outcome: 'cut', outputBegan: true }],
    ['broken off', upTo('event: message_delta'), 'break', { outcome: 'cut', outputBegan: true }],
    [
      'broken off before any output',
      upTo('event: content_block_start'),
      'break',
      { outcome: 'cut', outputBegan: false },
    ],
    ['stopped by the user', upTo('event: message_delta'), 'abort', { outcome: 'stopped', outputBegan: true }],
    ['left by the page', upTo('event: message_delta'), 'cancel', { outcome: 'stopped' }],
    ['whole, then broken off', bytesOf(whole), 'break', { outcome: 'complete' }],
    [
      'an error inside',
      bytesOf(
        `${whole.slice(0, whole.indexOf('event: ping'))}event: error\ndata: {"error":{"type":"overloaded_error"}}\n\n`,
      ),
      'close',
      { outcome: 'failed', failure: 'overloaded', status: 529, outputBegan: true },
    ],
    [
      'a limit inside',
      bytesOf(
        'event: message_limit\ndata: {"message_limit":{"type":"exceeded_limit","resetsAt":1794502800}}\n\nevent: message_stop\n\n',
      ),
      'close',
      { outcome: 'complete', resetsAt: 1_794_502_800_000 },
    ],
  ])('%s', async (_, bytes, end, expected) => {
    const signals = await sent([bytes], end);
    const ended = signals.filter(isKind('reply-ended'));
    expect(ended).toHaveLength(1);
    expect(ended[0]).toMatchObject({ protocol: 'legacy', ...expected });
    expect(attemptsOf(signals)).toHaveLength(1);
  });

  test.each(['\n', '\r\n', '\r'])(
    'what stands at the very end counts, with %j for a line end',
    async (end) => {
      const said = (...events: string[]) => bytesOf(`${events.join('\n\n')}\n\n`.replaceAll('\n', end));
      const endOf = async (...events: string[]) =>
        (await sent([said(...events)])).findLast(isKind('reply-ended'));
      const error = 'event: error\ndata: {"type":"error","error":{"type":"overloaded_error"}}';
      expect(await endOf(error)).toMatchObject({ outcome: 'failed', failure: 'overloaded' });
      const stop = 'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"error"}}';
      expect(await endOf('event: ping\ndata: {}', stop)).toMatchObject({
        outcome: 'failed',
        failure: 'server',
      });
      expect(await endOf('event: message_stop\ndata: {}')).toMatchObject({ outcome: 'complete' });
    },
  );

  test('in the order in which it happens, under the name of its request', async () => {
    const signals = await sent([bytesOf(whole)]);
    expect(kindsOf(signals)).toEqual(['reply-accepted', 'reply-accepted', 'reply-began', 'reply-ended']);
    expect(signals.filter(isKind('reply-accepted')).at(-1)).toMatchObject({
      conversationId: CHAT,
      model: 'claude-sonnet-4-6',
    });
    expect(new Set(replies(signals).map((signal) => 'id' in signal && signal.id)).size).toBe(1);
  });

  test('cut anywhere: the same story', async () => {
    const story = kindsOf(await sent([bytesOf(whole)]));
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        expect(kindsOf(await sent(cutAt(bytesOf(whole), places)))).toEqual(story);
      }),
      { numRuns: 25 },
    );
  });

  test('stopped by the user, with a reason of the page’s own', async () => {
    const source = openBody();
    const stop = new AbortController();
    const { page, signals } = watchedPage(async () => new Response(source.body, SSE));
    const answer = await page.fetch(SEND, { ...POST, signal: stop.signal });
    const reading = answer.body?.getReader().read();
    stop.abort('enough');
    source.break('enough');
    await expect(reading).rejects.toBe('enough');
    await settle();
    expect(signals.filter(isKind('reply-ended'))).toMatchObject([{ outcome: 'stopped' }]);
  });

  test('an answer that is no stream is no reply', async () => {
    const { page, signals } = watchedPage(async () => new Response(bytesOf(whole), { headers: {} }));
    await (await page.fetch(SEND, POST)).text();
    await settle();
    expect(replies(signals)).toEqual([]);
  });

  test('a stream that the page never reads is unknown, not silent', async () => {
    const { page, signals } = watchedPage(async () => new Response(openBody().body, SSE));
    await page.fetch(SEND, POST);
    await settle();
    expect(replies(signals)).toEqual([]);
  });

  test('the page gets its bytes', async () => {
    const { page } = watchedPage(async () => new Response(bytesOf(whole), SSE));
    const { body } = await page.fetch(SEND, POST);
    expect(body && (await bytesIn(body))).toEqual(bytesOf(whole));
  });

  test('signs of life, and not too many', async () => {
    const one = bytesOf('event: ping\ndata: {"type":"ping"}\n\n');
    const signals = await sent(Array.from({ length: 900 }, () => one)); // a clock that ticks 1 ms per look
    const alive = signals.filter(isKind('reply-activity'));
    expect(alive.length).toBeGreaterThan(1);
    expect(alive.length).toBeLessThan(20);
    for (let i = 1; i < alive.length; i += 1)
      expect((alive[i]?.at ?? 0) - (alive[i - 1]?.at ?? 0)).toBeGreaterThanOrEqual(400);
  });
});

/** A tab on the newer protocol: actions, and streams that open and close. */
function merged(href?: string) {
  const sources: ReturnType<typeof openBody>[] = [];
  const watched = watchedPage(async (input) => {
    if (String(input) !== TIMELINE)
      return new Response('', { headers: { 'content-type': 'application/proto' } });
    const source = openBody();
    sources.push(source);
    return new Response(source.body, PROTO);
  }, href);
  const { page, signals } = watched;
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  return {
    signals,
    act: () => page.fetch(ACTION, POST),
    open: async () => {
      reader = (await page.fetch(TIMELINE, POST)).body?.getReader();
    },
    tell: async (...names: string[]) => {
      sources.at(-1)?.give(of(...names));
      await reader?.read();
      await settle();
    },
    close: async (how: 'closed' | 'broken' = 'closed') => {
      if (how === 'closed') sources.at(-1)?.close();
      else sources.at(-1)?.break(new TypeError('network error'));
      await reader?.read().catch(() => undefined);
      await settle();
    },
    ends: () => signals.filter(isKind('reply-ended')),
  };
}

describe('newer protocol', () => {
  test('a turn', async () => {
    const tab = merged();
    await tab.open();
    await tab.tell('snapshot of a chat that rests', 'heartbeat');
    expect(replies(tab.signals)).toEqual([]);
    await tab.act();
    await tab.tell('running', 'heartbeat', 'output', 'output', 'settled');
    expect(kindsOf(tab.signals)).toEqual(['reply-accepted', 'reply-began', 'reply-ended']);
    expect(tab.ends()).toMatchObject([{ outcome: 'complete', outputBegan: true, protocol: 'merged' }]);
    expect(attemptsOf(tab.signals)).toMatchObject([{ state: 'done', model: 'Opus 4.7' }]);
  });

  test('its stream closes and opens again, as the server likes', async () => {
    const tab = merged();
    await tab.open();
    await tab.act();
    await tab.tell('running', 'output', 'closed: cadence');
    await tab.close();
    await tab.open();
    await tab.tell('running', 'output');
    await tab.close('broken');
    expect(tab.ends()).toEqual([]);
    await tab.open();
    await tab.tell('settled');
    expect(tab.ends()).toMatchObject([{ outcome: 'complete' }]);
    expect(attemptsOf(tab.signals)).toMatchObject([{ state: 'done' }]);
  });

  test('overloaded', async () => {
    const tab = merged();
    await tab.open();
    await tab.act();
    await tab.tell('running', 'overloaded, with its status');
    expect(tab.ends()).toMatchObject([
      { outcome: 'failed', failure: 'overloaded', status: 529, outputBegan: false },
    ]);
    expect(attemptsOf(tab.signals)).toMatchObject([{ state: 'failed', status: 529 }]);
  });

  test('two turns have two names', async () => {
    const tab = merged();
    await tab.open();
    for (let turn = 0; turn < 2; turn += 1) {
      await tab.act();
      await tab.tell('running', 'output', 'settled');
    }
    expect(attemptsOf(tab.signals).map(({ state }) => state)).toEqual(['done', 'done']);
    expect(kindsOf(tab.signals).filter((kind) => kind === 'reply-began')).toHaveLength(2);
  });

  test('the server tries again further up', async () => {
    const tab = merged();
    await tab.open();
    await tab.act();
    await tab.tell('upstream retry');
    expect(tab.signals.filter(isKind('page-retry'))).toMatchObject([{ active: true }]);
  });

  test('a chat that failed last week is opened', async () => {
    const tab = merged();
    await tab.open();
    await tab.tell('snapshot of a chat that failed');
    expect(replies(tab.signals)).toEqual([]);
  });

  test('the stream fails before the turn is named', async () => {
    const tab = merged();
    await tab.open();
    await tab.act();
    await tab.tell('closed: unavailable');
    expect(attemptsOf(tab.signals)).toMatchObject([{ state: 'failed', failure: 'gateway', status: 503 }]);
  });

  test('the stream fails, the page opens another, and the turn comes to its end', async () => {
    const tab = merged();
    await tab.open();
    await tab.act();
    await tab.tell('running', 'output', 'closed: unavailable');
    expect(attemptsOf(tab.signals)).toMatchObject([{ state: 'failed' }]);
    await tab.open();
    await tab.tell('running', 'output');
    expect(attemptsOf(tab.signals)).toMatchObject([{ state: 'replying' }]);
    await tab.tell('settled');
    expect(attemptsOf(tab.signals)).toMatchObject([{ state: 'done' }]);
  });

  test('the stream fails at rest', async () => {
    const tab = merged();
    await tab.open();
    await tab.act();
    await tab.tell('running', 'output', 'settled');
    await tab.tell('closed: unavailable');
    expect(tab.ends()).toHaveLength(1);
    expect(attemptsOf(tab.signals)).toMatchObject([{ state: 'done' }]);
  });

  test('a limit, with its time', async () => {
    const tab = merged();
    await tab.open();
    await tab.act();
    await tab.tell('running', 'limit reached', 'a limit');
    expect(tab.ends()).toMatchObject([{ failure: 'limit', status: 429, resetsAt: 1_794_502_800_000 }]);
  });

  test('the limit of one reply is not that of the next', async () => {
    const tab = merged();
    await tab.open();
    await tab.act();
    await tab.tell('running', 'limit reached', 'a limit');
    await tab.act();
    await tab.tell('running', 'output', 'settled');
    expect(tab.ends()).toMatchObject([
      { resetsAt: 1_794_502_800_000 },
      { outcome: 'complete', resetsAt: null },
    ]);
  });

  test('a rename, then another chat is opened, which failed last week', async () => {
    const tab = merged(`https://claude.ai/chat/${CHAT}`);
    await tab.act();
    await tab.open();
    await tab.tell('snapshot of a chat that failed');
    expect(replies(tab.signals)).toEqual([]);
    expect(attemptsOf(tab.signals)).toMatchObject([{ state: 'waiting', failure: null }]);
  });

  test('a message in a chat whose first snapshot says that it failed', async () => {
    const tab = merged('https://claude.ai/chat/01990b02-4d11-7a90-8b3e-6c5d4e3f2a1b');
    await tab.act();
    await tab.open();
    await tab.tell('snapshot of a chat that failed');
    expect(attemptsOf(tab.signals)).toMatchObject([{ state: 'failed' }]);
  });

  test('a rename starts no turn', async () => {
    const tab = merged();
    await tab.open();
    await tab.act();
    await tab.tell('applied mutation', 'heartbeat');
    expect(replies(tab.signals)).toEqual([]);
  });
});
