import { waitFor } from '../../browsers/poll.ts';
import type { ExtensionBrowser } from '../../browsers/types.ts';
import { HOSTS } from '../../stage/hosts.ts';
import { SEEDED } from '../../stage/seed.ts';
import type { Drill, DrillWorld } from '../types.ts';
import { BADNESSES, type Badness, MOST_READ_BYTES } from './bad-witnesses.ts';
import { pause, restartBackground, setStage, visit } from './visit.ts';

const TARGETS = ['status-page', 'feed', 'trace'] as const;
/** Longer than any of them is waited for. */
const PATIENCE_MS = 9_000;

declare const chrome: {
  storage: Record<
    'local' | 'session',
    { get: (key: null) => Promise<Record<string, unknown>>; remove: (keys: string[]) => Promise<void> }
  >;
};

/** Runs in the extension: nobody has said anything so far. */
async function forgetWitnesses(): Promise<void> {
  const { session, local } = chrome.storage;
  await local.remove(['surges', 'official-history']);
  const keys = Object.keys(await session.get(null));
  await session.remove(keys.filter((key) => /^(witnesses|probes|trouble-since|view:.*)$/.test(key)));
}

/** Runs in the extension: how much it keeps besides the library. */
const keptBytes = async (): Promise<number> =>
  JSON.stringify([await chrome.storage.session.get(null), await chrome.storage.local.get(null)]).length;

/** Strikes every witness, and tells how much the greediest reader has taken of one answer. */
function strike({ stage }: DrillWorld, { fault }: Badness): () => number {
  const taken: number[] = [];
  for (const on of fault ? TARGETS : []) {
    const made = (): ReturnType<NonNullable<typeof fault>> =>
      fault?.((bytes) => {
        taken[taken.length - 1] = (taken.at(-1) ?? 0) + bytes;
      }) ?? { kind: 'hang' };
    const { custom, ...rest } = made();
    stage.fail({
      ...{ ...rest, on },
      ...(custom && {
        custom: (call) => {
          taken.push(0);
          return custom(call);
        },
      }),
    });
  }
  return () => Math.max(0, ...taken);
}

/** With a failure of the tab's own: whatever the others say, it is never called well. */
async function round(world: DrillWorld, browser: ExtensionBrowser, badness: Badness): Promise<void> {
  const { stage, tally } = world;
  setStage(stage, badness.config ?? {});
  await restartBackground(browser);
  await browser.evaluateInExtension(forgetWitnesses);
  const before = await browser.evaluateInExtension(keptBytes);
  const most = strike(world, badness);
  tally.did();
  const tab = await visit(browser, `/chat/${SEEDED.short}`);
  stage.fail({ on: 'send', kind: 'json-503' });
  await tab.send(`Under witnesses: ${badness.name}`);
  const popup = await tab.popup();
  await waitFor(async () => ['degraded', 'down', 'partial'].includes((await popup.verdict()) ?? ''), {
    timeoutMs: 6_000,
    message: 'the verdict on my own failure',
  }).catch((error: Error) => tally.missed('greens', `${badness.name}: ${error.message}`));
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(500))
    if ((await popup.verdict()) === 'ok') {
      tally.missed('greens', `${badness.name}: ok while messages fail`);
      break;
    }
  if (most() > MOST_READ_BYTES)
    tally.missed('unfinished', `${badness.name}: ${most()} bytes of one answer were read`);
  const grown = (await browser.evaluateInExtension(keptBytes)) - before;
  if (grown > 200_000) tally.missed('unfinished', `${badness.name}: ${grown} bytes more are kept`);
  if (stage.log.some(({ host, query }) => host === HOSTS.neutral && query.includes('from=')))
    tally.missed('unfinished', `${badness.name}: a redirect was followed`);
  await popup.page.close();
  // And back: the wrong witnesses don't keep a tab that works again from being called so.
  if (badness.config?.status !== 'major') await comesBack(world, tab, badness);
  await tab.page.close();
}

async function comesBack(
  { stage, tally }: DrillWorld,
  tab: Awaited<ReturnType<typeof visit>>,
  { name }: Badness,
): Promise<void> {
  stage.clear();
  await tab.page.$eval('[data-testid="message-warning"] button', (button) => (button as HTMLElement).click());
  await tab.promptGone().catch((error: Error) => tally.missed('unfinished', `${name}: ${error.message}`));
  const sends = stage.sends().map(({ at, send, status, end }) => [at, status, end, send?.text].join(' '));
  if (sends.length > 2) tally.missed('duplicates', `${name}: sends of one message: ${sends.join(' / ')}`);
}

async function run(world: DrillWorld): Promise<void> {
  setStage(world.stage);
  const browser = await world.launch();
  const chosen = world.isQuick ? BADNESSES.filter(() => world.random.chance(0.3)) : BADNESSES;
  if (world.isQuick) world.tally.possible(BADNESSES.length);
  for (const badness of chosen) await round(world, browser, badness);
}

export const WITNESSES: Drill = {
  name: 'witnesses',
  what: 'status page, feeds and trace lie, contradict, hang, drip, send 200 MB or redirect while messages fail',
  run,
};
