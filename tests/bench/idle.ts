import { setTimeout as pause } from 'node:timers/promises';
import { launch } from '../browsers/launch.ts';
import { waitFor } from '../browsers/poll.ts';
import type { BrowserName } from '../browsers/types.ts';
import { SEEDED } from '../stage/seed.ts';
import type { RequestLogEntry, Stage } from '../stage/types.ts';
import { chromiumAlone } from './alone.ts';
import { type Figure, figure } from './bar-table.ts';

const CLAUDE = 'https://claude.ai/';
const CHAT = `${CLAUDE}chat/${SEEDED.short}`;
const MINUTE_MS = 60_000;
const LOOK_MS = 250;
/** A tab that was just used is watched for a minute, and browsers wait for half a minute more. */
const ASLEEP_WITHIN_MS = 180_000;

/** `LIFELINE_IDLE_MINUTES=60` for a whole hour. */
export const idleMinutes = (): number => Number(process.env.LIFELINE_IDLE_MINUTES ?? 5);

interface Idle {
  readonly wakeUps: number;
  readonly requests: number;
}

/** Other pages come and go meanwhile. */
const ELSEWHERE = ['https://example.com/?one', 'https://example.com/?two'] as const;
const BROWSE_MS = 20_000;

/** The user was at claude.ai, has closed it and is elsewhere: nothing is asked of anybody then, and nothing runs. */
export async function benchIdle(name: BrowserName, path: string, stage: Stage): Promise<Figure[]> {
  stage.reset();
  const idle = await (name === 'chromium' ? inChromium(path, stage) : inFirefox(path, stage));
  if (!idle) return [];
  const minutes = `in ${idleMinutes()} minutes without a tab of claude.ai`;
  return [
    figure({ name: `Requests ${minutes}`, value: idle.requests, unit: '', atMost: 0 }),
    figure({ name: `Times the background woke ${minutes}`, value: idle.wakeUps, unit: '', atMost: 0 }),
  ];
}

const inChromium = (path: string, stage: Stage): Promise<Idle | undefined> =>
  chromiumAlone(path, stage, CHAT, async ({ runs, swap }) => {
    await pause(3_000);
    await swap(CLAUDE, ELSEWHERE[0]);
    let at = 0;
    const browse = (): Promise<void> => {
      at += 1;
      return swap(ELSEWHERE[(at + 1) % 2] ?? '', ELSEWHERE[at % 2] ?? '');
    };
    return count(runs, browse, stage);
  });

async function inFirefox(path: string, stage: Stage): Promise<Idle> {
  const driver = await launch('firefox', { extensionPath: path, stage });
  try {
    const page = await driver.newPage(CHAT);
    await page.waitForSelector('[data-testid="assistant-message"]');
    const other = await driver.newPage(ELSEWHERE[0]);
    await page.close();
    let at = 0;
    const browse = async (): Promise<void> => {
      at += 1;
      await other.goto(ELSEWHERE[at % 2] ?? '');
      await (await driver.newPage(ELSEWHERE[0])).close();
    };
    return await count(() => driver.backgroundRunning(), browse, stage);
  } finally {
    await driver.close();
  }
}

async function count(runs: () => Promise<boolean>, browse: () => Promise<void>, stage: Stage): Promise<Idle> {
  await waitFor(async () => !(await runs()), {
    message: 'the background to sleep',
    timeoutMs: ASLEEP_WITHIN_MS,
    intervalMs: LOOK_MS,
  });
  const isBrowsing = ({ headers, path }: RequestLogEntry): boolean =>
    headers['sec-fetch-mode'] === 'navigate' || path === '/favicon.ico';
  const asked = (): number => stage.log.filter((one) => !isBrowsing(one)).length;
  const before = asked();
  let [wakeUps, ran, browseAt] = [0, false, Date.now() + BROWSE_MS];
  for (const end = Date.now() + idleMinutes() * MINUTE_MS; Date.now() < end; await pause(LOOK_MS)) {
    if (Date.now() > browseAt) {
      browseAt = Date.now() + BROWSE_MS;
      await browse();
    }
    const now = await runs();
    if (now && !ran) wakeUps += 1;
    ran = now;
  }
  return { wakeUps, requests: asked() - before };
}
