import type { CDPSession, Page, Protocol } from 'puppeteer-core';
import { FirefoxSystem } from '../browsers/firefox-system.ts';
import type { ExtensionBrowser } from '../browsers/types.ts';

/** ms of work, by what was counted. */
export type Work = Readonly<Record<string, number>>;

/** Begins to count; the result ends it and tells. */
export type Meter = (page: Page) => Promise<() => Promise<Work>>;

type Profile = Protocol.Profiler.Profile;

interface ProcessInfo {
  pid: number;
  windows: { documentURI?: { spec: string } | null }[];
  /** ns */
  cpuTime: number;
  threads: { tid: number; cpuTime: number }[];
}
declare const ChromeUtils: { requestProcInfo(): Promise<{ children: ProcessInfo[] }> };

/** Content scripts run on the page's own main thread in both browsers, so their work is in these numbers. */
export const workMeter = (driver: ExtensionBrowser): Meter =>
  driver.name === 'firefox' ? firefoxMeter(driver) : chromiumMeter(driver);

/**
 * DevTools' Performance domain, in CPU time of the thread: what other programs do meanwhile doesn't count. The profiler says
 * how much of it the extension's own scripts took, with the layouts that they forced.
 */
function chromiumMeter({ extensionOrigin }: ExtensionBrowser): Meter {
  return async (page) => {
    const session = await page.createCDPSession();
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await session.send('Profiler.enable');
    await session.send('Profiler.setSamplingInterval', { interval: 1000 });
    await session.send('Profiler.start');
    const before = await durations(session);
    return async () => {
      const after = await durations(session);
      const { profile } = await session.send('Profiler.stop');
      await session.detach();
      return {
        'main thread busy': after.task - before.task,
        'of it in scripts': after.script - before.script,
        ...(extensionOrigin ? { [OWN_SCRIPTS]: ownMs(profile, extensionOrigin) } : {}),
      };
    };
  };
}

/** Measured on one side only. */
export const OWN_SCRIPTS = 'of it in Lifeline’s own scripts';

async function durations(session: CDPSession): Promise<{ task: number; script: number }> {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string): number => (metrics.find((one) => one.name === name)?.value ?? Number.NaN) * 1000;
  return { task: of('TaskDuration'), script: of('ScriptDuration') };
}

/** Time with one of the extension's functions on the stack. */
function ownMs({ nodes, samples = [], timeDeltas = [] }: Profile, origin: string): number {
  const own = new Set<number>();
  const visit = (id: number, isOwn: boolean): void => {
    const node = byId.get(id);
    if (!node) return;
    const is = isOwn || node.callFrame.url.startsWith(origin);
    if (is) own.add(id);
    for (const child of node.children ?? []) visit(child, is);
  };
  const byId = new Map(nodes.map((node) => [node.id, node]));
  if (nodes[0]) visit(nodes[0].id, false);
  return samples.reduce((sum, id, at) => sum + (own.has(id) ? (timeDeltas[at] ?? 0) / 1000 : 0), 0);
}

/** Firefox has no such counter for a page; it knows the CPU time of each thread of the process that shows claude.ai. */
function firefoxMeter({ browser }: ExtensionBrowser): Meter {
  const system = new FirefoxSystem(browser);
  return async () => {
    const before = await system.call(claudeCpuNs);
    return async () => {
      const after = await system.call(claudeCpuNs);
      return {
        'main thread CPU': (after.thread - before.thread) / 1e6,
        'whole process CPU': (after.all - before.all) / 1e6,
      };
    };
  };
}

/** Runs in Firefox's own window. */
async function claudeCpuNs(): Promise<{ thread: number; all: number }> {
  const { children } = await ChromeUtils.requestProcInfo();
  const isOurs = ({ documentURI }: ProcessInfo['windows'][number]): boolean =>
    documentURI?.spec.startsWith('https://claude.ai/') === true;
  const ours = children.filter(({ windows }) => windows.some(isOurs));
  if (ours.length === 0) throw new Error('no process of claude.ai');
  const sum = (values: number[]): number => values.reduce((total, one) => total + one, 0);
  // The main thread bears the number of its process (on Linux); elsewhere the whole process has to do.
  const main = ours.map(
    ({ pid, threads, cpuTime }) => threads.find(({ tid }) => tid === pid)?.cpuTime ?? cpuTime,
  );
  return { thread: sum(main), all: sum(ours.map(({ cpuTime }) => cpuTime)) };
}
