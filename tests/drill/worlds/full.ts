import { join } from 'node:path';
import { waitFor } from '../../browsers/poll.ts';
import type { ExtensionBrowser } from '../../browsers/types.ts';
import type { Drill, DrillWorld } from '../types.ts';
import { type KeptChat, keptChats, keptTexts } from './kept.ts';
import { type SmallDisk, smallDisk } from './small-disk.ts';
import { backUpAll, pause, setStage, visit } from './visit.ts';
import { isKept, LAST_DRAFT, whileFull } from './while-full.ts';

const DISK_MB = 400;
/** So many are in the library before the disk is full, and newer ones of them only after it. */
const CHATS = 60;
/** What the other files leave: less than the margin of the extension's own writes, and less than the newer chats need. */
const LEFT_MB = 20;
const LETTERS_MORE = 600_000;

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

/** Text of chance, which no browser can make smaller. */
function grow({ stage, random }: DrillWorld): void {
  const letters = Array.from({ length: LETTERS_MORE }, () => random.whole(0, 35).toString(36)).join('');
  for (const [number, chat] of stage.account.list().entries()) {
    const text = letters.slice(number) + letters.slice(0, number);
    stage.account.addMessage(chat, { sender: 'human', text, at: Date.now() });
  }
}

/** What was typed last on the full disk is written by itself, before anything new is typed. */
const settled = ({ tally }: DrillWorld, browser: ExtensionBrowser): Promise<void> =>
  waitFor(
    async () => (await browser.evaluateInExtension(keptTexts, true)).some((one) => one.includes(LAST_DRAFT)),
    { timeoutMs: 90_000, message: 'the draft on the disk' },
  ).then(
    () => undefined,
    () => tally.missed('drafts', 'typed on a full disk, and not written when there was room again'),
  );

/** Returns what was in the library before. */
async function fillAndFree(
  world: DrillWorld,
  browser: ExtensionBrowser,
  disk: SmallDisk,
  fill: () => void,
): Promise<readonly KeptChat[]> {
  const { stage, tally } = world;
  await (await visit(browser, '/new')).page.close();
  await (await backUpAll(browser)).close();
  const before = await browser.evaluateInExtension(keptChats);
  grow(world);
  const tab = await visit(browser, `/chat/${stage.account.list()[0]?.uuid}`);
  fill();
  tally.did();
  await whileFull(world, browser, tab);
  disk.free();
  await settled(world, browser);
  await browser.killBackground();
  // In Firefox a database that could not be written to stays shut until the browser begins anew.
  if (world.name === 'chromium') await stillThere(world, browser, before, 'after the disk was full');
  await tab.type(' Typed when there was room again');
  await waitFor(() => isKept(browser, tab, 'when there was room again'), { message: 'the draft' }).catch(() =>
    tally.missed('drafts', 'typed when there was room again'),
  );
  await pause(1_000);
  return before;
}

async function afterRestart(
  world: DrillWorld,
  browser: ExtensionBrowser,
  before: readonly KeptChat[],
): Promise<void> {
  const { stage, tally } = world;
  await stillThere(world, browser, before, 'after a restart of the browser');
  const texts = await browser.evaluateInExtension(keptTexts);
  for (const text of [LAST_DRAFT, 'Typed when there was room again'])
    if (!texts.some((one) => one.includes(text)))
      tally.missed('drafts', `"${text}" after a restart of the browser`);
  await (await visit(browser, '/new')).page.close();
  await (await backUpAll(browser)).close();
  const all = stage.account.list().map(({ uuid }) => ({ id: uuid, hash: '', isWhole: true }));
  await stillThere(world, browser, all, 'in the end');
  const twice = stage.sends().length;
  if (twice > 2) tally.missed('duplicates', `${twice} sends of one message`);
}

const onDisk =
  (fillOf: (disk: SmallDisk) => () => void) =>
  async (world: DrillWorld): Promise<void> => {
    const { stage, folder, launch } = world;
    const disk = smallDisk(folder, DISK_MB);
    const userDataDir = join(disk.path, 'profile');
    try {
      setStage(stage, { generated: { chats: CHATS, messages: 6 } });
      const first = await launch({ userDataDir });
      const before = await fillAndFree(world, first, disk, fillOf(disk));
      await first.close();
      const second = await launch({ userDataDir });
      await afterRestart(world, second, before);
      await second.close();
    } finally {
      disk.close();
    }
  };

const THEN =
  'a draft, a failure, its fix and a backup on it; then room again, and a new start of the browser';

export const FULL: Drill = {
  name: 'storage-full',
  what: `other files take all of the disk but ${LEFT_MB} MB: ${THEN}`,
  run: onDisk((disk) => () => disk.fillTo(LEFT_MB)),
};

export const DISK_AT_ZERO: Drill = {
  name: 'disk-at-zero',
  what: `another program takes the last byte of the disk: ${THEN}`,
  run: onDisk((disk) => disk.fill),
};
