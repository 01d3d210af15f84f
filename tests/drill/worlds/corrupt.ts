import { waitFor } from '../../browsers/poll.ts';
import type { ExtensionBrowser } from '../../browsers/types.ts';
import { SEEDED } from '../../stage/seed.ts';
import type { Drill, DrillWorld } from '../types.ts';
import { damageLibrary, damageValues } from './damage.ts';
import { type KeptChat, keptChats, keptTexts, storedLocally, storeLocally } from './kept.ts';
import { backUpAll, openLibrary, pause, press, restartBackground, setStage, visit } from './visit.ts';

const WAYS = 8;

/** Each draft that can be read is kept, whatever stands beside it. */
const shelfOf = (now: number) => ({
  good: {
    text: 'A whole draft',
    attachments: [],
    conversationId: SEEDED.long,
    updatedAt: now,
    state: 'typing',
  },
  bad: { text: 7, attachments: 'none', conversationId: [], updatedAt: 'now' },
  worse: null,
  also: {
    text: 'Another whole draft',
    attachments: [],
    conversationId: null,
    updatedAt: now,
    state: 'typing',
  },
});

/** The list, a chat that is whole, the check of every byte, and a backup of what is left. */
async function useLibrary(
  { tally }: DrillWorld,
  browser: ExtensionBrowser,
  whole: readonly KeptChat[],
  spoilt: number,
): Promise<void> {
  const page = await openLibrary(browser);
  const rows = () =>
    page.$$eval('[data-conversation]', (all) => all.map((row) => row.getAttribute('data-conversation')));
  await waitFor(async () => (await rows()).length >= Math.min(whole.length, 10), {
    message: 'the list',
  }).catch(() => tally.missed('snapshots', 'the list of a damaged library stays empty'));
  for (const { id } of whole.slice(0, 3)) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, id);
    await waitFor(() => page.$(`article [data-message], article .turn`), {
      timeoutMs: 5_000,
      message: id,
    }).catch(() => tally.missed('snapshots', `${id}, which is whole, can't be read`));
  }
  await press(page, 'check-all');
  const checked = await waitFor(() => page.$('[data-check="done"], [data-check="failed"]'), {
    timeoutMs: 20_000,
    message: 'the check',
  }).catch(() => undefined);
  const damage = Number(await checked?.evaluate((one) => one.getAttribute('data-damage')));
  if (!(damage >= spoilt))
    tally.missed('snapshots', `the check tells of ${damage} of ${spoilt} that are damaged`);
  await page.close();
}

async function round(world: DrillWorld, browser: ExtensionBrowser): Promise<void> {
  const { stage, random, tally } = world;
  // The chat that is open is captured anew meanwhile.
  const open = stage.account.list()[0]?.uuid ?? '';
  const before = await browser.evaluateInExtension(keptChats);
  const draws = Array.from({ length: WAYS }, random.next);
  const sound = before.filter(({ id, isWhole }) => isWhole && id !== open).map(({ id }) => id);
  const damaged = await browser.evaluateInExtension(damageLibrary, sound, draws);
  const values = await browser.evaluateInExtension(
    damageValues,
    ['drafts'],
    Array.from({ length: 37 }, random.next),
  );
  await browser.evaluateInExtension(storeLocally, { drafts: { version: 1, value: shelfOf(Date.now()) } });
  await browser.killBackground();
  tally.did(damaged.how.length + values.length);
  const say = (text: string): string =>
    `${text}; after ${[...damaged.how, ...values].join(', ').slice(0, 600)}`;

  const tab = await visit(browser, `/chat/${open}`);
  stage.fail({ on: 'send', kind: 'json-503', times: 1 });
  await tab.send('Is anybody there?');
  await tab.prompt('degraded').catch((error: Error) => tally.missed('greens', say(error.message)));
  const popup = await tab.popup();
  await popup.shows('degraded').catch((error: Error) => tally.missed('greens', say(error.message)));
  await popup.page.close();
  const texts = await browser.evaluateInExtension(keptTexts);
  for (const { text } of [shelfOf(0).good, shelfOf(0).also])
    if (!texts.includes(text)) tally.missed('drafts', say(text));
  const whole = before.filter(({ id }) => sound.includes(id) && !damaged.chats.includes(id));
  await useLibrary(world, browser, whole, before.length - whole.length - 1);
  const after = new Map((await browser.evaluateInExtension(keptChats)).map((chat) => [chat.id, chat]));
  for (const { id, hash } of whole)
    if (after.get(id)?.hash !== hash || !after.get(id)?.isWhole) tally.missed('snapshots', say(id));

  stage.clear();
  const again = await backUpAll(browser).catch((error: Error) =>
    tally.missed('unfinished', say(error.message)),
  );
  await again?.close();
  const mended = await browser.evaluateInExtension(keptChats);
  for (const { id, isWhole } of mended)
    if (!isWhole) tally.missed('snapshots', say(`${id} still damaged after a backup of everything`));
  await tab.page.close();
  await pause(500);
  const { settings } = await browser.evaluateInExtension(storedLocally, 'settings');
  if (settings === undefined) tally.missed('unfinished', 'the settings are gone');
}

async function run(world: DrillWorld): Promise<void> {
  const { stage, launch, isQuick } = world;
  setStage(stage, { generated: { chats: 80, messages: 4 } });
  const browser = await launch();
  await (await visit(browser, '/new')).page.close(); // signs in
  await (await backUpAll(browser)).close();
  await restartBackground(browser);
  for (let count = 0; count < (isQuick ? 1 : 8); count += 1) await round(world, browser);
}

export const CORRUPT: Drill = {
  name: 'storage-corrupt',
  what: 'records and bytes of the library damaged in eight ways, and every stored value replaced by garbage; then used, and backed up again',
  run,
};
