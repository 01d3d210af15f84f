import type { Page } from 'puppeteer-core';
import { FirefoxSystem } from '../browsers/firefox-system.ts';
import type { ExtensionBrowser } from '../browsers/types.ts';

/** ms of work so far; only differences mean something. */
export type Work = Readonly<Record<string, number>>;

interface ProcessInfo {
  pid: number;
  origin?: string;
  /** ns */
  cpuTime: number;
  threads: { tid: number; cpuTime: number }[];
}
declare const ChromeUtils: { requestProcInfo(): Promise<{ children: ProcessInfo[] }> };

/** Content scripts run on the page's own main thread in both browsers, so their work is in these numbers. */
export function workMeter(driver: ExtensionBrowser): (page: Page) => Promise<Work> {
  return driver.name === 'firefox' ? firefoxMeter(driver) : chromiumWork;
}

/** What DevTools' Performance domain counts on the page's main thread. */
async function chromiumWork(page: Page): Promise<Work> {
  const { TaskDuration = 0, ScriptDuration = 0 } = await page.metrics();
  return { 'main thread busy': TaskDuration * 1000, 'of it in scripts': ScriptDuration * 1000 };
}

/** Firefox has no such counter for a page; it knows the CPU time of each thread of the process that claude.ai is alone in. */
function firefoxMeter({ browser }: ExtensionBrowser): () => Promise<Work> {
  const system = new FirefoxSystem(browser);
  return async () => {
    const { thread, all } = await system.call(claudeCpuNs);
    return { 'main thread CPU': thread / 1e6, 'whole process CPU': all / 1e6 };
  };
}

/** Runs in Firefox's own window. */
async function claudeCpuNs(): Promise<{ thread: number; all: number }> {
  const { children } = await ChromeUtils.requestProcInfo();
  const ours = children.filter(({ origin }) => origin?.includes('claude.ai'));
  if (ours.length === 0) throw new Error('no process of claude.ai');
  const sum = (values: number[]): number => values.reduce((total, one) => total + one, 0);
  // The main thread bears the number of its process (on Linux); elsewhere the whole process has to do.
  const main = ours.map(
    ({ pid, threads, cpuTime }) => threads.find(({ tid }) => tid === pid)?.cpuTime ?? cpuTime,
  );
  return { thread: sum(main), all: sum(ours.map(({ cpuTime }) => cpuTime)) };
}
