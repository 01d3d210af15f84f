import type { CDPSession, Page } from 'puppeteer-core';
import { FirefoxSystem } from '../browsers/firefox-system.ts';
import { waitFor } from '../browsers/poll.ts';
import type { ExtensionBrowser } from '../browsers/types.ts';
import { SEEDED } from '../stage/seed.ts';
import type { Stage, StageConfig } from '../stage/types.ts';
import type { Pair } from './numbers.ts';
import { alternate, pick, type Rivals } from './rivals.ts';

const ROUNDS = 3;
const FEW = 50;
const MANY = 500;
const URL = `https://claude.ai/chat/${SEEDED.short}`;
/** Longer than the extension waits until it keeps the chat. */
const REST_MS = 3_000;

const CONFIG: Partial<StageConfig> = {
  replyText: 'About fifty tokens that say nothing much. '.repeat(6),
  replyChunks: 8,
  chunkGapMs: 1,
};

export interface Memory {
  /** MB of the tab; each pair is a fresh tab in both browsers. */
  readonly afterFew: readonly Pair[];
  /** MB that one tab has grown by between the few replies and the many. */
  readonly growth: readonly Pair[];
  /** Elements and listeners in the tab after the many replies, where the browser counts them. */
  readonly counts: Readonly<Record<string, Pair>>;
}

interface Sample {
  readonly mb: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** What the tab holds on to after many short replies. */
export async function benchMemory(rivals: Rivals, stage: Stage): Promise<Memory> {
  const rounds = await alternate(ROUNDS, 1, async (side) => {
    const tab = await openTab(rivals[side], stage);
    await tab.replies(FEW);
    const sample = await tab.sample();
    await tab.page.close();
    return sample;
  });
  const [long] = await alternate(1, 0, (side) => growOne(rivals[side], stage));
  if (!long) throw new Error('no round');
  const of = (name: string): Pair => ({
    without: long.without.counts[name] ?? Number.NaN,
    with: long.with.counts[name] ?? Number.NaN,
  });
  return {
    afterFew: pick(rounds, ({ mb }) => mb),
    growth: pick([long], ({ grown }) => grown),
    counts: Object.fromEntries(Object.keys(long.without.counts).map((name) => [name, of(name)])),
  };
}

async function growOne(driver: ExtensionBrowser, stage: Stage): Promise<Sample & { grown: number }> {
  const tab = await openTab(driver, stage);
  await tab.replies(FEW);
  const few = await tab.sample();
  await tab.replies(MANY - FEW);
  const many = await tab.sample();
  await tab.page.close();
  return { ...many, grown: many.mb - few.mb };
}

interface BenchTab {
  readonly page: Page;
  readonly replies: (count: number) => Promise<void>;
  readonly sample: () => Promise<Sample>;
}

async function openTab(driver: ExtensionBrowser, stage: Stage): Promise<BenchTab> {
  stage.reset(CONFIG);
  const page = await driver.newPage(URL);
  await page.bringToFront();
  await page.waitForSelector('[data-testid="assistant-message"]');
  const measure = await meter(driver, page);
  return {
    page,
    replies: async (count) => {
      await page.click('[data-testid="chat-input"]');
      for (let at = 0; at < count; at += 1) await oneReply(page, stage);
    },
    sample: async () => {
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
      return measure();
    },
  };
}

async function oneReply(page: Page, stage: Stage): Promise<void> {
  const before = stage.sends().length;
  await page.keyboard.type('Go');
  await page.keyboard.press('Enter');
  await waitFor(() => stage.sends().length > before && stage.sends().at(-1)?.end === 'done', {
    message: 'a short reply',
    intervalMs: 5,
  });
  // The stop button goes with the reply; until then Enter sends nothing.
  await page.waitForFunction(() => !document.querySelector('[data-testid="chat-input-stop"]'), {
    polling: 10,
  });
}

const meter = (driver: ExtensionBrowser, page: Page): Promise<() => Promise<Sample>> =>
  driver.name === 'firefox' ? firefoxMeter(driver) : chromiumMeter(page);

/** Content scripts live in the page's isolate: its heap, its DOM's and its buffers are the tab's with theirs. */
async function chromiumMeter(page: Page): Promise<() => Promise<Sample>> {
  const session: CDPSession = await page.createCDPSession();
  await session.send('HeapProfiler.enable');
  return async () => {
    for (let time = 0; time < 3; time += 1) await session.send('HeapProfiler.collectGarbage');
    const heap = await session.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
    const bytes = heap.usedSize + heap.embedderHeapUsedSize + heap.backingStorageSize;
    return { mb: bytes / 1e6, counts: { 'DOM nodes': nodes, 'event listeners': jsEventListeners } };
  };
}

/** What a memory reporter of Firefox tells of one thing in one process. */
type Report = (process: string, path: string, kind: number, units: number, amount: number) => void;
interface ReporterManager {
  getReports(report: Report, data: null, end: () => void, endData: null, anonymize: boolean): void;
}
declare const Cc: Record<
  '@mozilla.org/memory-reporter-manager;1',
  { getService(kind: unknown): ReporterManager }
>;
declare const Ci: { nsIMemoryReporterManager: unknown };
interface ProcessInfo {
  pid: number;
  windows: { documentURI?: { spec: string } | null }[];
}
declare const ChromeUtils: { requestProcInfo(): Promise<{ children: ProcessInfo[] }> };
declare const Services: { obs: { notifyObservers(subject: null, topic: string): void } };

/** What Firefox itself counts in the process of claude.ai, after a thorough collection. Content scripts live there too. */
async function firefoxMeter({ browser }: ExtensionBrowser): Promise<() => Promise<Sample>> {
  const system = new FirefoxSystem(browser);
  return async () => {
    await system.call(() => Services.obs.notifyObservers(null, 'child-mmu-request'));
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    return { mb: (await system.call(claudeBytes)) / 1e6, counts: {} };
  };
}

/** Runs in Firefox's own window. What its allocator holds in reserve is left out: it comes and goes in steps of MB. */
async function claudeBytes(): Promise<number> {
  const { children } = await ChromeUtils.requestProcInfo();
  const ours = children.filter(({ windows }) =>
    windows.some(({ documentURI }) => documentURI?.spec.startsWith('https://claude.ai/') === true),
  );
  const manager = Cc['@mozilla.org/memory-reporter-manager;1'].getService(Ci.nsIMemoryReporterManager);
  let bytes = 0;
  await new Promise<void>((resolve) => {
    const add: Report = (process, path, _kind, units, amount) => {
      const isOurs = ours.some(({ pid }) => process.includes(`(pid ${pid})`)) && path.startsWith('explicit/');
      if (isOurs && units === 0 && !path.startsWith('explicit/heap-overhead')) bytes += amount;
    };
    manager.getReports(add, null, resolve, null, false);
  });
  if (bytes === 0) throw new Error('no process of claude.ai');
  return bytes;
}
