import { Agent, request } from 'node:https';
import { Readable } from 'node:stream';
import type { Stage } from '../stage/types.ts';

export interface StageFetch {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly close: () => void;
}

/** `fetch` of a signed-in browser whose claude.ai is the stage: real connections, so that a broken one breaks here too. */
export function stageFetch(stage: Stage): StageFetch {
  const agent = new Agent({ keepAlive: true, maxSockets: 6 });
  const fetch: StageFetch['fetch'] = (address, init) =>
    new Promise((resolve, reject) => {
      const url = new URL(address);
      const call = request({
        host: '127.0.0.1',
        port: stage.httpsPort,
        servername: url.hostname,
        path: url.pathname + url.search,
        method: init.method ?? 'GET',
        agent,
        rejectUnauthorized: false,
        headers: { host: url.hostname, cookie: `sessionKey=${stage.account.sessionKey}` },
        ...(init.signal ? { signal: init.signal } : {}),
      });
      call.on('error', reject);
      call.on('response', (response) => {
        const { statusCode: status = 0, headers } = response;
        const named = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
        const body = Readable.toWeb(response) as unknown as BodyInit;
        resolve(new Response(status === 204 ? null : body, { status, headers: named }));
      });
      call.end();
    });
  return { fetch, close: () => agent.destroy() };
}
