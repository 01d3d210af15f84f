import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Account } from './account.ts';
import type { PageBundle } from './bundle.ts';
import type { FaultBoard } from './fault-board.ts';
import type { Connections } from './front.ts';
import type { GenerationBoard } from './generation.ts';
import type { RequestLogEntry, StageConfig } from './types.ts';

/** Everything the parts of the stage share. */
export interface World {
  config: StageConfig;
  account: Account;
  faults: FaultBoard;
  generations: GenerationBoard;
  /** Idempotency keys of all sends so far. */
  sendKeys: Set<string>;
  log: RequestLogEntry[];
  page(): Promise<PageBundle>;
  /** Merged: events outside any turn, by conversation, until a timeline brings them. */
  outbox: Map<string, Uint8Array[]>;
  /** The TCP connections below; set once the server stands. */
  connections: Connections;
  /** Answers not finished yet. */
  open: Set<ServerResponse>;
  /** When the current status state began; the status page's ETag and times follow it. */
  statusSince: number;
  /** When the feeds became as they are. */
  feedsSince: number;
}

export interface Call {
  req: IncomingMessage;
  res: ServerResponse;
  url: URL;
  host: string;
  method: string;
  path: string;
  entry: RequestLogEntry;
  world: World;
  /** The answer to come breaks off in its middle. */
  cut?: boolean;
  body(): Promise<Buffer>;
}

export type Headers = Record<string, string | string[]>;

export function answer(call: Call, status: number, headers: Headers, body: string | Buffer = ''): void {
  const { res, entry } = call;
  if (res.destroyed || res.headersSent) return;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  entry.status = status;
  res.writeHead(status, { ...headers, 'content-length': String(bytes.length) });
  if (call.cut) {
    entry.end = 'destroyed';
    res.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => res.socket?.destroy());
    return;
  }
  res.end(call.method === 'HEAD' ? undefined : bytes);
}

export function answerJson(call: Call, value: unknown, status = 200, headers: Headers = {}): void {
  answer(
    call,
    status,
    { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
    JSON.stringify(value),
  );
}

export function answerHtml(call: Call, html: string, status = 200, headers: Headers = {}): void {
  answer(
    call,
    status,
    { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers },
    html,
  );
}

/** Opens a streamed answer. */
export function openStream(call: Call, headers: Headers): void {
  call.entry.status = 200;
  call.res.writeHead(200, { 'cache-control': 'no-cache', ...headers });
  call.res.flushHeaders();
}

export async function readJson(call: Call): Promise<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse((await call.body()).toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export function cookie(call: Call, name: string): string | null {
  for (const part of (call.req.headers.cookie ?? '').split(';')) {
    const [key, ...rest] = part.trim().split('=');
    if (key === name) return rest.join('=');
  }
  return null;
}

export const isSignedIn = (call: Call): boolean =>
  call.world.config.signedIn && cookie(call, 'sessionKey') !== null;
