import { createHash, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { waitFor, within } from '../browsers/poll.ts';
import type { Call } from '../stage/call.ts';
import { endFrame, frame } from '../stage/connect-frames.ts';
import { BROWSER } from './kit.ts';
import { type Outcome, readAndLeave, readBodies, readInStep, STYLES, sendBodies } from './readings.ts';
import { pageIsCalledByHand } from './request-watch.ts';
import { startTwins, TIMELINE, type Twins } from './twins.ts';

pageIsCalledByHand();
let twins: Twins;
beforeAll(async () => {
  twins = await startTwins();
});
beforeEach(() => twins.stage.clear());
afterAll(() => twins.close());

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

const json = (size: number): Buffer => Buffer.from(JSON.stringify('aä🦩"\\ '.repeat(size / 12)));
const SSE = Buffer.from(
  Array.from(
    { length: 60 },
    (_, at) =>
      `event: content_block_delta\r\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Grüße ${at} 🦩"}}\r\n\r\n`,
  ).join(''),
);
const FRAMES = Buffer.concat([
  frame(Buffer.from([0x0a, 0x00])),
  frame(gzipSync(Buffer.from('compressed')), 1),
  endFrame({ error: { code: 'unavailable', message: 'ä' } }),
]);

interface Served {
  readonly body: Buffer;
  readonly status?: number;
  readonly type?: string;
  /** What it is asked for as; a conversation without it. */
  readonly as?: 'send' | typeof TIMELINE;
  /** Bytes per write; all at once without it. */
  readonly cut?: number;
}

const SERVED: readonly (readonly [string, Served])[] = [
  ['0 B', { body: Buffer.alloc(0) }],
  ['1 B', { body: Buffer.from('7') }],
  ['64 kB', { body: json(64_000) }],
  ['5 MB', { body: json(5_000_000) }],
  ['a reply of the legacy protocol', { body: SSE, type: 'text/event-stream', as: 'send', cut: 37 }],
  [
    'a reply of the merged protocol',
    { body: FRAMES, type: 'application/connect+proto', as: TIMELINE, cut: 3 },
  ],
  ['an error 500', { body: Buffer.from('{"type":"error","error":{"type":"api_error"}}'), status: 500 }],
  ['an error 529 in pieces', { body: json(9_000), status: 529, cut: 1_000, as: 'send' }],
  ['an error page of 300 kB', { body: json(300_000), status: 503, type: 'text/html' }],
  ['a limit', { body: json(100), status: 429, as: 'send' }],
  ['a missing chat', { body: json(50), status: 404 }],
];

async function serve(
  { body, status = 200, type = 'application/json', cut }: Served,
  { res, entry }: Call,
): Promise<void> {
  entry.status = status;
  res.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  for (let at = 0; cut !== undefined && at < body.length; at += cut) {
    res.write(body.subarray(at, at + cut));
    if ((at / cut) % 8 === 0) await pause(1);
  }
  res.end(cut === undefined ? body : undefined);
}

/** An abort always ends the connection; Firefox keeps that of a cancelled body, both that of an unread one by chance. */
const tellsTheServer = (how: string): boolean =>
  how === 'abort' || (BROWSER === 'chromium' && how !== 'unread');

describe('what the page reads', () => {
  it.each(SERVED)('%s, in every way there is', async (_, served) => {
    const url = twins.place(served.as, (call) => serve(served, call));
    const method: 'GET' | 'POST' = served.as === undefined ? 'GET' : 'POST';
    const [plain, extended] = await twins.both((page) =>
      page.evaluate(readBodies, { url, method, styles: STYLES }),
    );
    expect(extended).toEqual(plain);
    // JSON is written anew, and bytes that are no text are lost in one.
    const isText = served.body.equals(Buffer.from(served.body.toString()));
    const exact = ({ style }: Outcome): boolean => style !== 'json' && (isText || style !== 'text');
    const whole = extended.filter((one) => one.error === '' && exact(one));
    expect(whole.length).toBeGreaterThanOrEqual(8);
    for (const { style, sha256: read } of whole)
      expect([style, ...new Set(read)]).toEqual([style, sha256(served.body)]);
  });

  it.each([
    ['send', 200, 'text/event-stream'],
    [TIMELINE, 200, 'application/connect+proto'],
    ['send', 529, 'application/json'],
  ] as const)('each chunk before the next one is sent (%s, %i)', async (url, status, type) => {
    const run = async (page: Page, style: 'reader' | 'iterate' | 'pipeThrough'): Promise<unknown[]> => {
      twins.stage.clear();
      const acks = new Map<string, () => void>();
      const late: number[] = [];
      const ack = twins.chatPath(randomUUID());
      const where = twins.place(url, async ({ res }) => {
        res.writeHead(status, { 'content-type': type });
        for (let chunk = 1; chunk <= 5; chunk += 1) {
          const read = new Promise<void>((done) => acks.set(String(chunk), done));
          res.write(`data: {"chunk":${chunk}}\n\n`);
          await within(read, 4_000, 'the chunk to be read').catch(() => late.push(chunk));
        }
        res.end();
      });
      twins.stage.fail({
        on: 'api',
        kind: 'custom',
        path: ack,
        custom: ({ url: asked, res }) => {
          acks.get(asked.searchParams.get('chunk') ?? '')?.();
          res.writeHead(200).end();
        },
      });
      return [await page.evaluate(readInStep, where, ack, style), late];
    };
    for (const style of ['reader', 'iterate', 'pipeThrough'] as const)
      expect(await twins.both((page) => run(page, style))).toEqual([
        [5, []],
        [5, []],
      ]);
  });

  it.each(['cancel', 'abort', 'unread', 'release'] as const)(
    'nothing more once it has left: %s',
    async (how) => {
      for (const [url, status] of [
        ['send', 200],
        [TIMELINE, 200],
        ['send', 503],
      ] as const) {
        const run = async (page: Page): Promise<string> => {
          twins.stage.clear();
          let ended = false;
          let close = (): unknown => undefined;
          const where = twins.place(url, ({ res }) => {
            close = () => res.destroy();
            res.writeHead(status, { 'content-type': 'text/event-stream' });
            res.write('event: ping\n\n');
            res.on('close', () => {
              ended = true;
            });
          });
          const result = await page.evaluate(readAndLeave, where, how);
          // Chromium by itself, now and then: it first drains what may still come, for 5 s, to keep the connection.
          if (tellsTheServer(how)) await waitFor(() => ended, { timeoutMs: 15_000 });
          close(); // a browser has six connections for a host
          return result;
        };
        const [plain, extended] = await twins.both(run);
        expect([url, status, extended]).toEqual([url, status, plain]);
      }
    },
  );
});

describe('what the page sends', () => {
  it('arrives to the byte, with the headers it had', async () => {
    const run = async (page: Page): Promise<unknown> => {
      twins.stage.clear();
      const received: unknown[] = [];
      const url = twins.place('send', async (call) => {
        const { 'content-type': type = '', cookie: _, ...headers } = call.entry.headers;
        // It is made anew for each form, and its length varies.
        const boundary = /boundary=(.+)$/.exec(type)?.[1];
        const length = boundary ? '' : headers['content-length'];
        const clean = (text: string): string => (boundary ? text.replaceAll(boundary, 'boundary') : text);
        const body = Buffer.from(clean((await call.body()).toString('latin1')), 'latin1');
        received.push({
          ...headers,
          'content-length': length,
          type: clean(type),
          method: call.method,
          query: call.url.search,
          sha: sha256(body),
        });
        call.res.writeHead(200).end('thanks');
      });
      // The address differs from run to run; what names it isn't compared.
      const results = await page.evaluate(sendBodies, url);
      return { results, received };
    };
    const [plain, extended] = await twins.both(run);
    expect(extended).toEqual(plain);
    expect(plain).toMatchObject({ results: { text: '200 6', used: 'true' } });
    expect((plain as { received: unknown[] }).received.length).toBeGreaterThanOrEqual(14);
  });
});

it('nothing of the extension complained', () => {
  expect(twins.extended.problems).toEqual([]);
});
