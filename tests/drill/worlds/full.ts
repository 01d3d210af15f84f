import { join } from 'node:path';
import { waitFor } from '../../browsers/poll.ts';
import type { ExtensionBrowser } from '../../browsers/types.ts';
import type { Tab } from '../../e2e/kit.ts';
import type { Drill, DrillWorld } from '../types.ts';
import { type KeptChat, keptChats, keptTexts } from './kept.ts';
import { type SmallDisk, smallDisk } from './small-disk.ts';
import { backUpAll, openLibrary, pause, setStage, visit } from './visit.ts';

const DISK_MB = 400;
/** So many are in the library before the disk is full, and the rest only after it. */
const CHATS = 60;

/** Whatever was whole is whole. */
async function stillThere(
  { tally }: DrillWorld,
  browser: ExtensionBrowser,
  before: readonly KeptChat[],
  when: string,
): Promise<void> {
  const lost = async (): Promise<number> => {
    const now = new Map((await browser.evaluateInExtension(keptChats)).map((chat) => [chat.id, chat]));
    return before.filter(({ id }) => !now.get(id)?.isWhole).length;
  };
  await waitFor(async () => (await lost()) === 0, { timeoutMs: 5_000 }).catch(async (error: Error) =>
    tally.missed(
      'snapshots',
      `${await lost().catch(() => 'all')} of ${before.length} ${when}: ${error.message}`,
    ),
  );
}

/** In the composer, or kept. */
async function isKept(browser: ExtensionBrowser, tab: Tab, text: string): Promise<boolean> {
  if ((await tab.composerText()).includes(text)) return true;
  return (await browser.evaluateInExtension(keptTexts)).some((one) => one.includes(text));
}

async function whileFull(world: DrillWorld, browser: ExtensionBrowser, tab: Tab): Promise<void> {
  const { stage, tally } = world;
  await tab.type('Typed on a full disk');
  await pause(1_000);
  await tab.page.reload();
  await waitFor(() => isKept(browser, tab, 'Typed on a full disk'), {
    message: 'the draft after a reload',
  }).catch(() => tally.missed('drafts', 'typed on a full disk, and gone with a reload'));
  stage.fail({ on: 'send', kind: 'json-503', times: 1 });
  await tab.send(' and sent');
  await tab.prompt('degraded').catch((error: Error) => tally.missed('greens', error.message));
  const popup = await tab.popup();
  await popup.shows('degraded').catch((error: Error) => tally.missed('greens', error.message));
  await popup.page.close();
  await tab.page.bringToFront();
  await tab.press('[data-fix="wait-and-retry"]');
  await tab.promptGone(30_000).catch((error: Error) => tally.missed('unfinished', error.message));
  const page = await openLibrary(browser, '#back-up-all');
  const says = (): string =>
    [
      ...document.querySelectorAll(
        '[data-closed], .news, .backup[data-state="stopped"], .backup[data-state="done"]',
      ),
    ]
      .map((one) => one.textContent)
      .join(' ');
  await waitFor(async () => (await page.evaluate(says)).trim() !== '', {
    timeoutMs: 40_000,
    message: 'the backup on a full disk to say how it ended',
  }).catch((error: Error) => tally.missed('unfinished', error.message));
  await page.close();
}

async function fillAndFree(world: DrillWorld, browser: ExtensionBrowser, disk: SmallDisk): Promise<void> {
  const { stage, tally } = world;
  await (await visit(browser, '/new')).page.close();
  await (await backUpAll(browser)).close();
  const before = await browser.evaluateInExtension(keptChats);
  for (let number = 0; number < CHATS; number += 1)
    for (const chat of stage.account.list().slice(number, number + 1))
      stage.account.addMessage(chat, { sender: 'human', text: 'x'.repeat(60_000), at: Date.now() });
  const tab = await visit(browser, `/chat/${stage.account.list()[0]?.uuid}`);
  disk.fill();
  tally.did();
  await whileFull(world, browser, tab);
  // A browser doesn't open a database that it can't write to: what is in it shows when there is room.
  disk.free();
  await browser.killBackground();
  await stillThere(world, browser, before, 'after the disk was full');
  await tab.type('Typed when there was room again');
  await waitFor(() => isKept(browser, tab, 'Typed when there was room again'), {
    message: 'the draft',
  }).catch(() => tally.missed('drafts', 'typed when there was room again'));
  await (await backUpAll(browser)).close();
  await stillThere(
    world,
    browser,
    stage.account.list().map(({ uuid }) => ({ id: uuid, hash: '', isWhole: true })),
    'in the end',
  );
  const twice = stage.sends().length;
  if (twice > 2) tally.missed('duplicates', `${twice} sends of one message`);
}

async function run(world: DrillWorld): Promise<void> {
  const { stage, folder, launch } = world;
  const disk = smallDisk(folder, DISK_MB);
  try {
    setStage(stage, { generated: { chats: CHATS, messages: 6 } });
    const browser = await launch({ userDataDir: join(disk.path, 'profile') });
    await fillAndFree(world, browser, disk);
    await browser.close();
  } finally {
    disk.close();
  }
}

export const FULL: Drill = {
  name: 'storage-full',
  what: 'the disk of the profile filled to the last byte: a draft, a failure, its fix and a backup on it; then room again',
  run,
};
