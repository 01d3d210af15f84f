import { pageBundle } from './bundle.ts';
import type { World } from './call.ts';
import { startControl } from './control.ts';
import { createFaultBoard } from './fault-board.ts';
import { NO_CONNECTIONS } from './front.ts';
import { generatedAccount } from './generated.ts';
import { createGenerationBoard } from './generation.ts';
import { ALL_HOSTS, HOSTS } from './hosts.ts';
import { startProxy } from './proxy.ts';
import { seedAccount } from './seed.ts';
import { startHttps } from './server.ts';
import { makeCertificate } from './tls.ts';
import { DEFAULT_CONFIG, type Stage, type StageConfig } from './types.ts';

export interface StageOptions {
  httpsPort?: number;
  proxyPort?: number;
  controlPort?: number;
}

function createWorld(): World {
  const world: World = {
    config: { ...DEFAULT_CONFIG },
    account: seedAccount(),
    faults: createFaultBoard(),
    generations: createGenerationBoard(
      () => world.account,
      () => world.config,
    ),
    sendKeys: new Set(),
    log: [],
    outbox: new Map(),
    connections: NO_CONNECTIONS,
    open: new Set(),
    page: pageBundle,
    statusSince: Date.now(),
    feedsSince: Date.now(),
  };
  return world;
}

function change(world: World, patch: Partial<StageConfig>): void {
  if (patch.status !== undefined && patch.status !== world.config.status) world.statusSince = Date.now();
  if (patch.feeds !== undefined && patch.feeds !== world.config.feeds) world.feedsSince = Date.now();
  // Connections of before would go on as if nothing had happened.
  if (patch.network !== undefined && patch.network !== world.config.network)
    world.connections.cut(HOSTS.claude);
  for (const host of patch.notTls ?? []) world.connections.cut(host);
  if (patch.unreachable !== undefined && patch.unreachable.length > 0) world.connections.cutAll();
  Object.assign(world.config, patch);
}

function startAnew(world: World, overrides: Partial<StageConfig>): void {
  world.generations.closeAll();
  world.faults.clear();
  world.sendKeys.clear();
  world.outbox.clear();
  // Streams of the old account would never end.
  for (const res of world.open) res.destroy();
  world.log.length = 0;
  world.account = overrides.generated ? generatedAccount(overrides.generated) : seedAccount();
  world.statusSince = Date.now();
  world.feedsSince = Date.now();
  change(world, { ...DEFAULT_CONFIG, ...overrides });
}

export async function startStage(options: StageOptions = {}): Promise<Stage> {
  const certificate = await makeCertificate(ALL_HOSTS);
  const world = createWorld();
  const unknownHosts: string[] = [];
  const https = await startHttps(certificate, world, options.httpsPort ?? 0);
  const proxy = await startProxy(https.port, unknownHosts, options.proxyPort ?? 0);
  // Built ahead, so that the first page doesn't wait; its error surfaces at the first document.
  pageBundle().catch(() => undefined);
  const handle = {
    httpsPort: https.port,
    proxyPort: proxy.port,
    spki: certificate.spki,
    unknownHosts,
    get log() {
      return world.log;
    },
    get account() {
      return world.account;
    },
    get config() {
      return world.config;
    },
    reset: (overrides: Partial<StageConfig> = {}) => {
      unknownHosts.length = 0;
      startAnew(world, overrides);
    },
    set: (patch: Partial<StageConfig>) => change(world, patch),
    fail: world.faults.add,
    clear: world.faults.clear,
    sends: () => world.log.filter((entry) => entry.send !== undefined),
  };
  const control = await startControl(
    { ...handle, controlPort: 0, close: async () => undefined },
    world,
    options.controlPort ?? 0,
  );
  return Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(handle),
      controlPort: { value: control.port, enumerable: true },
      close: {
        value: async () => {
          world.generations.closeAll();
          await Promise.all([control.close(), proxy.close(), https.close()]);
        },
      },
    },
  ) as Stage;
}
