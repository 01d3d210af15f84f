import { launch } from '../browsers/launch.ts';
import { waitFor } from '../browsers/poll.ts';
import type { BrowserName, ExtensionBrowser } from '../browsers/types.ts';
import { forgetLibrary, storedVersions } from '../e2e/library-data.ts';
import { SEEDED } from '../stage/seed.ts';
import type { Stage } from '../stage/types.ts';
import { type Figure, figure } from './bar-table.ts';
import { quantile } from './numbers.ts';

const ROUNDS = 5;
const CHATS = [SEEDED.everyBlock, SEEDED.short, SEEDED.long];

declare const chrome: { storage: { local: { set: (items: object) => Promise<void> } } };

/** "Back up chat" while only 503s come, and nothing of the chat is in the library: from the click to a copy with its label. */
export async function benchRescue(name: BrowserName, extensionPath: string, stage: Stage): Promise<Figure[]> {
  stage.reset({ retryMode: 'off', telemetryMs: 600_000 });
  const driver = await launch(name, { extensionPath, stage });
  const times: number[] = [];
  let unlabelled = 0;
  try {
    // Otherwise there would be a copy before anything fails.
    await driver.evaluateInExtension(() =>
      chrome.storage.local.set({ settings: { version: 1, value: { automaticBackup: false } } }),
    );
    for (let round = 0; round < ROUNDS; round += 1)
      for (const chat of CHATS) {
        const { ms, isLabelled } = await oneRescue(driver, stage, chat);
        times.push(ms);
        if (!isLabelled) unlabelled += 1;
      }
  } finally {
    await driver.close();
  }
  return [
    figure({
      name: `only 503s: the chat is saved after, at most of ${times.length}`,
      value: Math.max(...times),
      unit: 'ms',
      atMost: 1_000,
      best: 'nobody',
    }),
    figure({ name: 'the middle one', value: quantile(times, 0.5), unit: 'ms', atMost: null }),
    figure({ name: 'copies without a label of where they are from', value: unlabelled, unit: '', atMost: 0 }),
  ];
}

async function oneRescue(
  driver: ExtensionBrowser,
  stage: Stage,
  chat: string,
): Promise<{ ms: number; isLabelled: boolean }> {
  stage.clear();
  await driver.evaluateInExtension(forgetLibrary);
  const page = await driver.newPage(`https://claude.ai/chat/${chat}`);
  await page.waitForSelector('[data-turn-key]');
  const popup = await driver.openExtensionPage(`popup.html?tab=${await driver.tabId(page)}`);
  const button = await popup.waitForSelector('[data-action="back-up-chat"]:not([aria-disabled])');
  stage.fail({ on: 'api', kind: 'json-503' });
  const start = Date.now();
  await button?.click();
  await popup.waitForSelector('[data-action="save-copy"]', { timeout: 20_000 });
  const ms = Date.now() - start;
  const stored = await driver.evaluateInExtension(storedVersions);
  const isOurs = stored.some(({ conversationId, source }) => conversationId === chat && source !== 'api');
  const words = await waitFor(() => popup.$eval('.news', (news) => news.textContent), {
    message: 'where the copy is from',
  }).catch(() => '');
  await popup.close();
  await page.close();
  return { ms, isLabelled: isOurs && words.length > 0 };
}
