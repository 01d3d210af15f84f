import type { Server as HttpsServer } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import { HOSTS } from './hosts.ts';

/** What happens to a connection to claude.ai before there is any TLS. */
export type NetworkState = 'fine' | 'not-tls' | 'reset' | 'silent';

export interface Connections {
  /** Ends a client's connection with a TCP reset, given its port. */
  reset(remotePort: number | undefined): void;
  /** Ends all connections to a host. */
  cut(host: string): void;
  /** Ends all connections. */
  cutAll(): void;
}

export const NO_CONNECTIONS: Connections = {
  reset: () => undefined,
  cut: () => undefined,
  cutAll: () => undefined,
};

function spoil(socket: Socket, network: Exclude<NetworkState, 'fine'>): void {
  if (network === 'reset') socket.resetAndDestroy();
  // A plain web server where TLS was expected.
  if (network === 'not-tls') socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
}

/** An address has no name to greet with. */
function isFor(host: string, greeting: Uint8Array): boolean {
  const names = Object.values(HOSTS).filter((name) => name !== HOSTS.address);
  const named = names.find((name) => Buffer.from(greeting).includes(name)) ?? HOSTS.address;
  return named === host;
}

/** Takes every connection first: the greeting of TLS names the host, and claude.ai's can be spoilt in several ways. */
export function createFront(
  https: HttpsServer,
  network: () => NetworkState,
  notTls: () => readonly string[],
  unreachable: () => readonly string[],
): { server: Server; connections: Connections } {
  const open = new Map<number, Socket>();
  const greetings = new Map<Socket, Buffer>();
  const server = createServer((socket) => {
    const port = socket.remotePort ?? 0;
    open.set(port, socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      open.delete(port);
      greetings.delete(socket);
    });
    socket.once('data', (greeting) => {
      const state = network();
      const bytes = Buffer.from(greeting);
      greetings.set(socket, bytes);
      if (state !== 'fine' && bytes.includes(HOSTS.claude)) return spoil(socket, state);
      if (notTls().some((host) => bytes.includes(host))) return spoil(socket, 'not-tls');
      if (unreachable().some((host) => isFor(host, greeting))) return spoil(socket, 'reset');
      socket.pause();
      socket.unshift(greeting);
      https.emit('connection', socket);
    });
  });
  return {
    server,
    connections: {
      reset: (port) => open.get(port ?? 0)?.resetAndDestroy(),
      cut: (host) => {
        for (const [socket, greeting] of greetings) if (greeting.includes(host)) socket.destroy();
      },
      cutAll: () => {
        for (const socket of open.values()) socket.destroy();
      },
    },
  };
}
