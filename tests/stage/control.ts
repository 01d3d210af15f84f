import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { World } from './call.ts';
import { controlPage } from './control-page.ts';
import type { Fault } from './fault-kinds.ts';
import { type ClosableServer, closable, listen } from './server.ts';
import type { Stage, StageConfig } from './types.ts';

async function body(req: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const part of req) text += String(part);
  const value: unknown = text ? JSON.parse(text) : {};
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function send(res: ServerResponse, value: unknown, status = 200): void {
  res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  res.end(JSON.stringify(value));
}

const state = (stage: Stage, world: World): Record<string, unknown> => ({
  config: world.config,
  httpsPort: stage.httpsPort,
  proxyPort: stage.proxyPort,
  spki: stage.spki,
  unknownHosts: stage.unknownHosts,
  faults: world.faults.list().map((entry) => ({
    id: entry.id,
    left: Number.isFinite(entry.left) ? entry.left : null,
    fault: entry.fault,
  })),
  conversations: stage.account
    .list()
    .slice(0, 100)
    .map((one) => ({ uuid: one.uuid, name: one.name, messages: one.chat_messages.length })),
});

async function handle(req: IncomingMessage, res: ServerResponse, stage: Stage, world: World): Promise<void> {
  const path = (req.url ?? '/').split('?')[0];
  const key = `${req.method} ${path}`;
  if (key === 'GET /') {
    res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    res.end(controlPage(stage));
  } else if (key === 'GET /state') send(res, state(stage, world));
  else if (key === 'GET /log') send(res, world.log);
  else if (key === 'POST /fault') send(res, { id: stage.fail((await body(req)) as unknown as Fault) });
  else if (key === 'POST /clear') {
    const { id } = await body(req);
    stage.clear(typeof id === 'string' ? id : undefined);
    send(res, { ok: true });
  } else if (key === 'POST /set') {
    stage.set((await body(req)) as Partial<StageConfig>);
    send(res, world.config);
  } else if (key === 'POST /reset') {
    stage.reset((await body(req)) as Partial<StageConfig>);
    send(res, world.config);
  } else send(res, { error: 'unknown' }, 404);
}

/** A page and a JSON interface to drive the stage from elsewhere; bound to this machine only. */
export async function startControl(stage: Stage, world: World, port: number): Promise<ClosableServer> {
  const server = createServer((req, res) => {
    handle(req, res, stage, world).catch((error: unknown) => {
      if (!res.headersSent) send(res, { error: String(error) }, 400);
    });
  });
  const result = closable(server);
  await listen(server, port);
  return result;
}
