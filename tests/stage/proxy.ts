import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { ALL_HOSTS } from './hosts.ts';
import { recorded } from './recorded.ts';
import { type ClosableServer, closable, listen } from './server.ts';

/** A CONNECT proxy: every host the stage plays leads to it, all others are refused and noted. */
export async function startProxy(
  httpsPort: number,
  unknown: string[],
  port: number,
): Promise<ClosableServer> {
  const refuse = (url = ''): void => {
    unknown.push(url);
    if (recorded.isOn) recorded.refused.push(url);
  };
  const server = createServer((req, res) => {
    refuse(req.url);
    res.writeHead(502).end();
  });
  const tunnels = new Set<Socket>();
  server.on('connect', (req, client: Socket, head) => {
    client.on('error', () => undefined);
    const [host, target] = (req.url ?? '').split(':');
    if (target !== '443' || !ALL_HOSTS.includes(host ?? '')) {
      refuse(req.url);
      client.end('HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n\r\n');
      return;
    }
    const tunnel = connect(httpsPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      if (head.length > 0) tunnel.write(head);
      tunnel.pipe(client);
      client.pipe(tunnel);
    });
    tunnels.add(tunnel);
    // A reset is passed on as one.
    tunnel.on('error', () => client.resetAndDestroy());
    tunnel.on('close', () => {
      tunnels.delete(tunnel);
      client.destroy();
    });
    client.on('close', () => tunnel.destroy());
  });
  const inner = closable(server);
  await listen(server, port);
  return {
    get port() {
      return inner.port;
    },
    close: async () => {
      for (const tunnel of tunnels) tunnel.destroy();
      await inner.close();
    },
  };
}
