/**
 * Lets Lifeline see a recording as it would have seen the page: the same watcher around a `fetch` that answers as recorded, the
 * same judgement, the same detectors. Only the page's own notices, and silence, aren't in a recording.
 */

import { Window } from 'happy-dom';
import { readDocument } from '@/utils/claude/document-kind';
import { signalOf } from '@/utils/claude/judgement';
import { watchFetch } from '@/utils/claude/watch-fetch';
import { SignalSchema } from '@/utils/signals/registry';
import type { Signal } from '@/utils/signals/types';
import { plainFrames } from './frame-bytes.ts';
import type { Entry } from './har.ts';
import { endpointFor, isFailure } from './kept.ts';

/** A signal, and the request that it came of. */
export interface Told {
  readonly entry: number;
  readonly signal: Signal;
}

interface Deed {
  readonly at: number;
  readonly entry: number;
  readonly run: () => void;
  /** It is told of when it is over. */
  readonly isTold: () => boolean;
}

/** A body is read by the stream's own machinery, which takes a few turns. */
const PATIENCE_MS = 3_000;

export async function replay(entries: readonly Entry[]): Promise<Told[]> {
  const told: Told[] = [];
  let now = 0;
  let current = 0;
  const report = (signal: Signal): void =>
    void told.push({ entry: current, signal: SignalSchema.parse(JSON.parse(JSON.stringify(signal))) });
  const stage = playedPage(() => now, report);
  const deeds = entries.flatMap((entry, index) => deedsOf(entry, index, entries, stage, report));
  for (const deed of deeds.sort((a, b) => a.at - b.at)) {
    now = deed.at;
    current = deed.entry;
    deed.run();
    await turns();
    for (const began = performance.now(); !deed.isTold() && performance.now() - began < PATIENCE_MS; )
      await turns();
  }
  return told;
}

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

interface PlayedPage {
  readonly load: (href: string) => void;
  readonly call: (address: string, method: string) => Call;
}

interface Call {
  readonly answer: (response: Response) => void;
  readonly fail: (error: Error) => void;
  /** Its answer, or that none came, has been told; or it isn't watched. */
  readonly isTold: () => boolean;
}

function playedPage(now: () => number, report: (signal: Signal) => void): PlayedPage {
  let end = (): void => undefined;
  let pending: PromiseWithResolvers<Response> | undefined;
  const target = { fetch: globalThis.fetch, location: { href: 'https://claude.ai/new' } };
  const native = (): Promise<Response> => (pending as PromiseWithResolvers<Response>).promise;
  const open = new Set<string>();
  let begun: string | undefined;
  const load = (href: string): void => {
    end();
    target.location.href = href;
    target.fetch = native as unknown as typeof fetch;
    const hear = (signal: Signal): void => {
      if (signal.kind === 'request-started') begun = signal.id;
      if (signal.kind === 'request-started') open.add(signal.id);
      if (signal.kind === 'response-received' || signal.kind === 'request-failed') open.delete(signal.id);
      report(signal);
    };
    end = watchFetch(target, {
      now,
      report: (sighting) => hear(signalOf(JSON.parse(JSON.stringify(sighting)))),
    });
  };
  load(target.location.href);
  const call = (address: string, method: string): Call => {
    pending = Promise.withResolvers<Response>();
    begun = undefined;
    const { resolve, reject } = pending;
    void target.fetch(address, { method }).then(readThrough, () => undefined);
    const id = begun as string | undefined;
    return { answer: resolve, fail: reject, isTold: () => id === undefined || !open.has(id) };
  };
  return { load, call };
}

/** As the page reads its streams. */
async function readThrough(response: Response): Promise<void> {
  try {
    const reader = response.body?.getReader();
    while (reader && !(await reader.read()).done);
  } catch {
    // It broke off, as it did there.
  }
}

type Report = (signal: Signal) => void;

function deedsOf(
  entry: Entry,
  index: number,
  all: readonly Entry[],
  page: PlayedPage,
  report: Report,
): Deed[] {
  const headAt = entry.startedAt + entry.waitMs;
  const endAt = Math.max(headAt, entry.startedAt + entry.totalMs);
  const at = (when: number, run: () => void, isTold = () => true): Deed => ({
    at: when,
    entry: index,
    run,
    isTold,
  });
  if (entry.isDocument) return [at(headAt, () => arrive(entry, headAt, page, report))];
  if (!endpointFor(entry)) return [];
  let call: Call | undefined;
  const body = streamOf(entry);
  const answer = (): void =>
    entry.status === 0 ? call?.fail(failureOf(entry)) : call?.answer(responseOf(entry, body?.stream ?? null));
  const deeds = [
    at(entry.startedAt, () => {
      call = page.call(entry.address, entry.method);
    }),
    at(headAt, answer, () => call?.isTold() ?? true),
  ];
  return body ? [...deeds, at(saidAt(entry, headAt, endAt, all), body.give)] : deeds;
}

/** A reply comes after the message that it answers, even where its stream had been open for long. */
function saidAt(entry: Entry, headAt: number, endAt: number, all: readonly Entry[]): number {
  const sends = all
    .filter((one) => endpointFor(one)?.kind === 'action')
    .map((one) => one.startedAt + one.waitMs + 1);
  const last =
    endpointFor(entry)?.kind === 'timeline' ? sends.findLast((at) => at > headAt && at < endAt) : undefined;
  return last ?? endAt;
}

const failureOf = ({ error }: Entry): Error =>
  error !== null && /ABORT/.test(error)
    ? new DOMException('', 'AbortError')
    : new TypeError('Failed to fetch');

/** What stands in a recording as a whole comes at once and ends as it ended; of what doesn't, nobody knows the end. */
function streamOf(entry: Entry): { stream: ReadableStream<Uint8Array>; give: () => void } | undefined {
  const type = entry.headers['content-type'] ?? '';
  if (isFailure({ ...entry, error: null }) || !/event-stream|connect\+/.test(type)) return undefined;
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const stream = new ReadableStream<Uint8Array>({
    start: (its) => {
      controller = its;
    },
  });
  const give = (): void => {
    if (entry.body) controller?.enqueue(/connect\+/.test(type) ? plainFrames(entry.body) : entry.body);
    if (entry.error !== null) controller?.error(failureOf(entry));
    else if (entry.body && entry.isWhole) controller?.close();
  };
  return { stream, give };
}

function responseOf({ status, headers, body }: Entry, stream: ReadableStream<Uint8Array> | null): Response {
  const content = [204, 205, 304].includes(status) ? null : (stream ?? (body && new Uint8Array(body)));
  const named = Object.entries(headers).flatMap(([name, value = '']): [string, string][] =>
    value === '' || name === 'location' ? [] : [[name, value]],
  );
  return new Response(content, { status: Math.max(200, status), headers: named });
}

/** A document, as the tab observer or, where none can run, the background tells of it. */
function arrive(entry: Entry, at: number, page: PlayedPage, report: Report): void {
  const { status, body, address, error } = entry;
  if (status >= 300 && status < 400) return;
  page.load(address);
  if (status === 0 || (status >= 400 && !body?.length))
    report({ kind: 'navigation-failed', at, error: status === 0 ? error : null, status: status || null });
  else if (body) report(loadedOf(entry, body, at));
}

/** Runs no script, and fetches nothing. */
const parser = new new Window().DOMParser();

function loadedOf({ address, status }: Entry, body: Uint8Array, at: number): Signal {
  const document = parser.parseFromString(new TextDecoder().decode(body), 'text/html') as unknown as Document;
  const facts = readDocument(document, new URL(address).pathname, status);
  const buildId = document.documentElement.dataset.buildId?.slice(0, 200) ?? null;
  return { kind: 'page-loaded', at, status, ...facts, buildId };
}
