import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import type { ExtensionBrowser } from '../../browsers/types.ts';
import { COMPOSER, type Tab, tabOf } from '../../e2e/kit.ts';
import { checkDraft, checkNotGreen, checkOnce } from '../points/checks.ts';
import type { Drill, DrillWorld } from '../types.ts';

const FAILING = 0.2;
const DRAFTED = 0.2;
/** Threads that are blocked for a while; more would keep this machine busy with nothing else. */
const BLOCKED = 2;
const BLOCKED_MS = 20_000;

interface Open {
  readonly browser: ExtensionBrowser;
  readonly tab: Tab;
  readonly id: string;
  readonly fate: 'failing' | 'drafted' | 'calm';
  readonly text: string;
}

async function opened(world: DrillWorld, count: number): Promise<Open[]> {
  const { stage, random, launch } = world;
  stage.reset({ generated: { chats: count, messages: 2 }, retryMode: 'off', telemetryMs: 60_000 });
  const browser = await launch();
  const ids = [...stage.account.conversations.keys()];
  const all: Open[] = [];
  for (const [at, id] of ids.entries()) {
    const page: Page = await browser.newPage(`https://claude.ai/chat/${id}`);
    const chance = random.next();
    const fate = chance < FAILING ? 'failing' : chance < FAILING + DRAFTED ? 'drafted' : 'calm';
    all.push({ browser, tab: tabOf(browser, page), id, fate, text: `Tab ${at}, ${fate}` });
  }
  return all;
}

/** Blocks the page's thread without waiting for its end. */
const block = ({ tab }: Open): Promise<void> =>
  tab.page.evaluate((ms) => {
    setTimeout(() => {
      for (const until = Date.now() + ms; Date.now() < until; );
    }, 100);
  }, BLOCKED_MS);

async function run(world: DrillWorld): Promise<void> {
  const { stage, tally } = world;
  const all = await opened(world, world.isQuick ? 12 : 50);
  tally.did(all.length);
  const of = (fate: Open['fate']) => all.filter((one) => one.fate === fate);
  for (const { id } of of('failing')) stage.fail({ on: 'send', kind: 'json-503', path: id });
  for (const one of of('calm').slice(0, BLOCKED)) await block(one);
  for (const { tab, text, fate } of all) {
    if (fate === 'calm') continue;
    await tab.page.waitForSelector(COMPOSER);
    await (fate === 'failing' ? tab.send(text) : tab.type(text));
    await pause(fate === 'drafted' ? 500 : 100);
  }
  for (const { tab, text } of of('failing')) {
    await tab.page.bringToFront();
    await tab
      .prompt('degraded', 30_000)
      .catch((error: Error) => tally.missed('unfinished', `${text}: ${error.message}`));
  }
  await check(world, all);
}

/** Each tab says what is true of it, and of it alone. */
async function check({ stage, tally }: DrillWorld, all: readonly Open[]): Promise<void> {
  for (const { browser, tab, fate, text } of all) {
    const place = { browser, stage, tally };
    if (fate !== 'calm') await checkDraft(place, tab, text, text);
    if (fate === 'failing') {
      await checkNotGreen(place, tab, text);
      checkOnce(place, text, text);
    } else if (!(await tab.noPrompt())) tally.missed('unfinished', `${text}: a prompt where nothing failed`);
  }
  stage.clear();
  const [failed] = all.filter(({ fate }) => fate === 'failing');
  if (!failed) return;
  await failed.tab.page.bringToFront();
  // After so many failures Lifeline itself may offer to wait: the page's own button.
  await failed.tab.page.$eval('[data-testid="message-warning"] button', (button) =>
    (button as HTMLElement).click(),
  );
  await failed.tab.promptGone(60_000);
  checkOnce({ stage, tally }, failed.text, failed.text);
}

export const FIFTY_TABS: Drill = {
  name: 'fifty-tabs',
  what: '50 tabs of claude.ai: some with a failed message, some with a draft, some with a blocked thread',
  run,
};
