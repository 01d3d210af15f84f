import type { Page } from 'puppeteer-core';
import { waitFor } from '../browsers/poll.ts';
import type { Stage } from '../stage/types.ts';
import { alternate, pick, type Rivals } from './rivals.ts';
import type { Row } from './table.ts';

const ROUNDS = 40;
const WARM_UP = 3;
const URL = 'https://claude.ai/new';
/** Before each answer, as between a desk and a near server; without it the stage answers within a millisecond. */
const NETWORK_MS = 50;

declare global {
  interface Window {
    /** ms since the navigation began at which one could type. */
    benchReady?: number;
  }
}

function watchReady(): void {
  new MutationObserver((_, self) => {
    if (!document.querySelector('[data-testid="chat-input"]')) return;
    window.benchReady = performance.now();
    self.disconnect();
  }).observe(document, { childList: true, subtree: true });
}

const readTimes = () => {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const ready = window.benchReady;
  return entry && entry.loadEventEnd > 0 && ready !== undefined ? { load: entry.loadEventEnd, ready } : null;
};

/** From the navigation to the load event, and until the composer is there. */
export async function benchPageLoad(rivals: Rivals, stage: Stage): Promise<Row[]> {
  const near = await loads(rivals, stage, NETWORK_MS);
  const bare = await loads(rivals, stage, 0);
  return [
    { name: `page load, network of ${NETWORK_MS} ms: load event`, pairs: pick(near, ({ load }) => load) },
    { name: `page load, network of ${NETWORK_MS} ms: can type`, pairs: pick(near, ({ ready }) => ready) },
    { name: 'page load, no network: load event', pairs: pick(bare, ({ load }) => load) },
    { name: 'page load, no network: can type', pairs: pick(bare, ({ ready }) => ready) },
  ];
}

async function loads(rivals: Rivals, stage: Stage, latencyMs: number) {
  stage.reset({ latencyMs });
  const pages: Record<keyof Rivals, Page> = {
    without: await rivals.without.newPage(),
    with: await rivals.with.newPage(),
  };
  for (const page of Object.values(pages)) await page.evaluateOnNewDocument(watchReady);
  const rounds = await alternate(ROUNDS, WARM_UP, async (side) => {
    const page = pages[side];
    await page.bringToFront();
    await page.goto(URL);
    const times = await waitFor(() => page.evaluate(readTimes), { message: `${URL} to load` });
    // What comes later, such as the witnesses' answers, shall not run into the other browser's turn.
    await new Promise((resolve) => setTimeout(resolve, 200));
    return times;
  });
  for (const page of Object.values(pages)) await page.close();
  return rounds;
}
