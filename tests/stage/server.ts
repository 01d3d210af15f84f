import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Server as NetServer, Socket } from 'node:net';
import { answer, type Call, type World } from './call.ts';
import { trace } from './cdn-trace.ts';
import { claudeSite } from './claude-site.ts';
import { feedSite } from './feeds.ts';
import { createFront } from './front.ts';
import { HOSTS } from './hosts.ts';
import { otherSite } from './other-site.ts';
import { recorded } from './recorded.ts';
import { statusSite } from './status-page.ts';
import type { Certificate } from './tls.ts';
import type { RequestLogEntry } from './types.ts';

const MAX_BODY = 20 * 1024 * 1024;
let counter = 0;

function logEntry(req: IncomingMessage, host: string, url: URL): RequestLogEntry {
  counter += 1;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(req.headers))
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  return {
    id: counter,
    at: Date.now(),
    host,
    method: req.method ?? 'GET',
    path: url.pathname,
    query: url.search,
    headers,
    status: null,
    end: 'open',
    endedAt: null,
  };
}

async function readBody(req: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of req as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY) break;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function makeCall(req: IncomingMessage, res: ServerResponse, world: World): Call | null {
  const host = (req.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  if (!URL.canParse(req.url ?? '/', `https://${host || 'unknown'}`)) return null;
  const url = new URL(req.url ?? '/', `https://${host || 'unknown'}`);
  const entry = logEntry(req, host, url);
  world.log.push(entry);
  if (recorded.isOn) recorded.requests.push(entry);
  world.open.add(res);
  res.on('close', () => {
    world.open.delete(res);
    if (entry.end === 'open') entry.end = res.writableFinished ? 'done' : 'aborted';
    entry.endedAt = Date.now();
  });
  let body: Promise<Buffer> | null = null;
  return {
    req,
    res,
    url,
    host,
    method: entry.method,
    path: url.pathname,
    entry,
    world,
    body: () => (body ??= readBody(req)),
  };
}

async function route(call: Call): Promise<void> {
  switch (call.host) {
    case HOSTS.claude:
      return claudeSite(call);
    case HOSTS.status:
    case HOSTS.statusFallback:
      return statusSite(call);
    case HOSTS.neutral:
      return otherSite(call);
    case HOSTS.address:
      return trace(call);
    default:
      return feedSite(call);
  }
}

async function handle(req: IncomingMessage, res: ServerResponse, world: World): Promise<void> {
  res.on('error', () => undefined);
  req.on('error', () => undefined);
  const call = makeCall(req, res, world);
  if (!call) {
    res.writeHead(400).end();
    return;
  }
  try {
    await route(call);
  } catch (error) {
    // A client that leaves in the middle must not take the stage down.
    if (req.destroyed || res.destroyed) return;
    answer(
      call,
      500,
      { 'content-type': 'text/plain', 'x-stage-bug': '1' },
      `stage bug: ${error instanceof Error ? error.stack : String(error)}`,
    );
  }
}

export interface ClosableServer {
  port: number;
  close(): Promise<void>;
}

/** Closes a server together with every connection it holds. */
export function closable(server: NetServer): ClosableServer {
  const sockets = new Set<Socket>();
  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  };
  server.on('connection', track);
  return {
    get port() {
      return (server.address() as AddressInfo).port;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

export function listen(server: NetServer, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

export async function startHttps(
  certificate: Certificate,
  world: World,
  port: number,
): Promise<ClosableServer> {
  const server = createServer(
    { key: certificate.key, cert: certificate.cert },
    (req, res) => void handle(req, res, world),
  );
  server.requestTimeout = 0;
  server.on('tlsClientError', () => undefined);
  server.on('clientError', (_error, socket) => socket.destroy());
  const front = createFront(
    server,
    () => world.config.network,
    () => world.config.notTls,
    () => world.config.unreachable,
  );
  world.connections = front.connections;
  const result = closable(front.server);
  await listen(front.server, port);
  return result;
}
