import type { Page } from 'puppeteer-core';
import { waitFor } from '../browsers/poll.ts';
import type { Stage, StageConfig } from '../stage/types.ts';
import { alternate, pick, type Rivals } from './rivals.ts';
import type { Row } from './table.ts';

const ROUNDS = 40;
const WARM_UP = 3;
const URL = 'https://claude.ai/new';
/** As a real page comes: a few MB of script, and a network between. The stage's own is a hundredth, answered at once. */
const REAL = { bulkKb: 3_000, latencyMs: 50 };

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
  const real = await loads(rivals, stage, REAL);
  const bare = await loads(rivals, stage, {});
  return [
    { name: 'page load, 3 MB over 50 ms: load event', pairs: pick(real, ({ load }) => load) },
    { name: 'page load, 3 MB over 50 ms: can type', pairs: pick(real, ({ ready }) => ready) },
    { name: 'page load, nearly empty page: load event', pairs: pick(bare, ({ load }) => load) },
    { name: 'page load, nearly empty page: can type', pairs: pick(bare, ({ ready }) => ready) },
  ];
}

async function loads(rivals: Rivals, stage: Stage, weight: Partial<StageConfig>) {
  stage.reset(weight);
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
