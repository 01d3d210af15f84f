import { mkdir, rm } from 'node:fs/promises';
import { relative } from 'node:path';
import { launch } from '../../tests/browsers/launch.ts';
import type { BrowserName, ExtensionBrowser } from '../../tests/browsers/types.ts';
import type { Account } from '../../tests/stage/account.ts';
import { SEEDED } from '../../tests/stage/seed.ts';
import type { Stage } from '../../tests/stage/types.ts';
import { holds, step } from './narrator.ts';
import { PAGE_SIZE, picturesIn } from './pictures.ts';
import { backingUp, failing, fixing, healthy, recovering, type Scene } from './scenes.ts';

export interface StoryOptions {
  browser: BrowserName;
  extensionPath: string;
  stage: Stage;
  /** Where pictures and backup go. */
  folder: string;
}

/** Enough of the page's own patience to be seen, not enough to be waited for. */
export const RETRY_SCALE = 0.05;
/** Made to be awkward, and no sight for a visitor. */
const ODD = [SEEDED.everyBlock, SEEDED.hostile, SEEDED.quotesErrors, SEEDED.dangling, SEEDED.empty];
/** Many machines that run this have no Japanese font. */
const isPlain = (title: string): boolean => /^[\u0020-\u024f’]*$/.test(title);

/** A healthy reply, an outage, the fix, the recovery and a backup; rejects when something is not as told. */
export async function tellStory(options: StoryOptions): Promise<void> {
  const { stage, folder } = options;
  const start = performance.now();
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  stage.set({ retryScale: RETRY_SCALE });
  tidy(stage.account);
  const driver = await launch(options.browser, { extensionPath: options.extensionPath, stage });
  try {
    await tellAll(driver, options);
  } finally {
    await driver.close();
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`\nIt went as told, in ${seconds} s. Pictures and the backup are in ${relative('.', folder)}.`);
}

function tidy({ conversations }: Account): void {
  const odd = new Set<string>(ODD);
  for (const { uuid, name } of conversations.values())
    if (odd.has(uuid) || !isPlain(name)) conversations.delete(uuid);
}

async function tellAll(driver: ExtensionBrowser, { stage, folder }: StoryOptions): Promise<void> {
  const version = await driver.browser.version();
  console.log(`The story in ${version}, on a stage that plays claude.ai.`);
  const page = await driver.newPage();
  await page.setViewport(PAGE_SIZE);
  await page.goto('https://claude.ai/new');
  const tabId = await driver.tabId(page);
  const scene: Scene = { stage, driver, page, tabId, pictures: picturesIn(folder, driver) };
  await step('1. All is well', (say) => healthy(scene, say));
  await step('2. Claude fails', (say) => failing(scene, say));
  await step('3. The fix', (say) => fixing(scene, say));
  await step('4. All is well again', (say) => recovering(scene, say));
  await step('5. The backup', (say) => backingUp(scene, say));
  holds(driver.problems.length === 0, `the extension has no errors (${driver.problems.join('; ')})`);
  holds(stage.unknownHosts.length === 0, `no other host was asked (${stage.unknownHosts.join(', ')})`);
}
