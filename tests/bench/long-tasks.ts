import type { Page } from 'puppeteer-core';
import type { ExtensionBrowser } from '../browsers/types.ts';

declare global {
  interface Window {
    /** Begin (epoch ms) and length of each task of the main thread of more than 50 ms. */
    benchTasks?: [number, number][];
  }
}

function noteLongTasks(): void {
  const tasks: [number, number][] = [];
  window.benchTasks = tasks;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      tasks.push([performance.timeOrigin + startTime, duration]);
  }).observe({ type: 'longtask', buffered: true });
}

/** A page whose long tasks are noted; Firefox has no such counter. */
export async function watchTasks(driver: ExtensionBrowser, page: Page): Promise<void> {
  if (driver.name === 'chromium') await page.evaluateOnNewDocument(noteLongTasks);
}

/** ms; the longest task that began in the span. One of 50 ms or less isn't told apart from none: then 0. */
export async function longestTask(page: Page, from: number, until: number): Promise<number> {
  const tasks = await page.evaluate(() => window.benchTasks ?? []);
  return Math.max(0, ...tasks.filter(([at]) => at >= from && at <= until).map(([, length]) => length));
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly name?: string; readonly data?: { readonly url?: string } };
  /** µs of work, whatever else the machine did meanwhile. */
  readonly tdur?: number;
}

/** ms of work of the longest task of any page's main thread meanwhile; NaN where it can't be told. */
export async function longestWork(
  driver: ExtensionBrowser,
  page: Page,
  work: () => Promise<void>,
): Promise<number> {
  if (driver.name === 'firefox') {
    await work();
    return Number.NaN;
  }
  await page.tracing.start({ categories: ['disabled-by-default-devtools.timeline', '__metadata'] });
  await work();
  const bytes = await page.tracing.stop();
  const { traceEvents } = JSON.parse(new TextDecoder().decode(bytes)) as { traceEvents: TraceEvent[] };
  const key = ({ pid, tid }: TraceEvent): string => `${pid}:${tid}`;
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(key),
  );
  const tasks = traceEvents.filter((event) => event.name === 'RunTask' && mains.has(key(event)));
  if (tasks.length === 0) throw new Error('the trace holds no tasks');
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000;
}
