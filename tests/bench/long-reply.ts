import type { Page } from 'puppeteer-core';
import { typeInto } from '../browsers/page.ts';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import type { Stage, StageConfig } from '../stage/types.ts';
import { type Meter, OWN_SCRIPTS, type Work, workMeter } from './busy.ts';
import { alternate, pick, type Rivals } from './rivals.ts';
import type { Row } from './table.ts';

const ROUNDS = 6;
const WARM_UP = 1;
/** 200 turns. */
const URL = `https://claude.ai/chat/${SEEDED.long}`;
const TOKENS = 20_000;
const TOKENS_PER_EVENT = 16;
const WORD = 'tokens ';
const WORDS_PER_PARAGRAPH = 90;
/** Longer than the extension waits until it keeps the chat. */
const AFTERWARDS_MS = 2_500;

const REPLY = Array.from({ length: TOKENS }, (_, at) =>
  (at + 1) % WORDS_PER_PARAGRAPH === 0 ? 'done.\n\n' : WORD,
).join('');
const CONFIG: Partial<StageConfig> = {
  replyText: REPLY,
  replyChunks: TOKENS / TOKENS_PER_EVENT,
  chunkGapMs: 1,
};

export interface LongReply {
  readonly rows: Row[];
  /** ms per reply that Lifeline's own scripts took of the page's main thread; empty where the browser can't tell. */
  readonly own: number[];
}

/** Main-thread work of the tab while a long reply streams into a long chat. */
export async function benchLongReply(rivals: Rivals, stage: Stage): Promise<LongReply> {
  const meters = { without: workMeter(rivals.without), with: workMeter(rivals.with) };
  const pages: Record<keyof Rivals, Page> = {
    without: await rivals.without.newPage(),
    with: await rivals.with.newPage(),
  };
  const rounds = await alternate(ROUNDS, WARM_UP, (side) => oneReply(pages[side], meters[side], stage));
  for (const page of Object.values(pages)) await page.close();
  const names = Object.keys(rounds[0]?.without ?? {});
  const rows = names.map((name) => ({
    name: `20,000 tokens: ${name}`,
    pairs: pick(rounds, (one) => one[name] ?? Number.NaN),
  }));
  const own = rounds.flatMap((round) => round.with[OWN_SCRIPTS] ?? []);
  return { rows, own };
}

async function oneReply(page: Page, meter: Meter, stage: Stage): Promise<Work> {
  // Every reply meets the same chat.
  stage.reset(CONFIG);
  await page.bringToFront();
  await page.goto(URL);
  await page.waitForSelector('[data-testid="assistant-message"]');
  await typeInto(page, '[data-testid="chat-input"]', 'Go on.');
  await new Promise((resolve) => setTimeout(resolve, 700));
  const finish = await meter(page);
  const start = performance.now();
  await page.keyboard.press('Enter');
  // The stage is asked, not the page: looking would be work too.
  await waitFor(() => stage.sends().at(-1)?.end === 'done', { message: 'the reply', timeoutMs: 120_000 });
  await page.waitForFunction(() => !document.querySelector('[data-testid="chat-input-stop"]'), {
    polling: 100,
  });
  const took = performance.now() - start;
  const work = await finish();
  await new Promise((resolve) => setTimeout(resolve, AFTERWARDS_MS));
  return { ...work, 'from send to end': took };
}
