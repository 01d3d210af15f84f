import { waitFor } from '../../browsers/poll.ts';
import type { ExtensionBrowser } from '../../browsers/types.ts';
import { COMPOSER, type Tab, tabOf } from '../../e2e/kit.ts';
import { goesOn } from '../run.ts';
import type { Drill, DrillWorld } from '../types.ts';
import { clockedBuild, shiftPage } from './clocked-build.ts';
import { type KeptChat, keptChats, keptTexts, storeLocally } from './kept.ts';
import { backUpAll, pause, restartBackground, setStage } from './visit.ts';

const DAY_MS = 86_400_000;
const SHIFTS = {
  'a day ahead': DAY_MS,
  'a day back': -DAY_MS,
  'a year ahead': 365 * DAY_MS,
  'a year back': -365 * DAY_MS,
};

interface Scene {
  readonly world: DrillWorld;
  readonly browser: ExtensionBrowser;
  /** In which messages are sent; another one in each round. */
  tab: Tab;
  /** In which drafts are typed. */
  readonly desk: Tab;
  readonly typed: string[];
}

async function open(browser: ExtensionBrowser, path: string): Promise<Tab> {
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(shiftPage, 0);
  await page.goto(`https://claude.ai${path}`);
  await page.waitForSelector(COMPOSER);
  return tabOf(browser, page);
}

/** In the middle of everything, for everybody. */
async function setClock({ browser, tab, desk }: Scene, shift: number): Promise<void> {
  await browser.evaluateInExtension(storeLocally, { 'drill-clock': shift });
  for (const { page } of [tab, desk]) await page.evaluate(shiftPage, shift);
  await pause(300);
}

declare const chrome: { storage: { session: { remove: (key: string) => Promise<void> } } };

/** Runs in the extension. */
const forgetTries = (): Promise<void> => chrome.storage.session.remove('try-load');

/** A failure, its popup, its fix, and its answer, whatever the clock says. */
async function failAndMend({ world: { stage, tally }, tab }: Scene, when: string): Promise<void> {
  const before = stage.sends().length;
  stage.fail({ on: 'send', kind: 'json-503', times: 1 });
  await tab.send(`Sent ${when}`);
  await tab.prompt('degraded').catch((error: Error) => tally.missed('greens', `${when}: ${error.message}`));
  const popup = await tab.popup();
  await popup.shows('degraded').catch((error: Error) => tally.missed('greens', `${when}: ${error.message}`));
  await popup.page.close();
  await tab.page.bringToFront();
  await tab
    .press('[data-fix="wait-and-retry"]')
    .catch((error: Error) => tally.missed('unfinished', `${when}: ${error.message}`));
  await tab
    .promptGone(30_000)
    .catch((error: Error) => tally.missed('unfinished', `${when}: ${error.message}`));
  const sends = stage.sends().length - before;
  if (sends > 2) tally.missed('duplicates', `${when}: ${sends} sends of one message`);
}

async function typeAndLook({ world: { tally }, browser, desk, typed }: Scene, when: string): Promise<void> {
  const text = ` Typed ${when}.`;
  // By the keyboard: an editor that goes by the clock takes a click after it was set back for the second of two.
  await desk.page.bringToFront();
  await desk.page.focus(COMPOSER);
  await desk.page.keyboard.down('Control');
  await desk.page.keyboard.press('End');
  await desk.page.keyboard.up('Control');
  await desk.page.keyboard.type(text);
  typed.push(text);
  const missing = async (): Promise<string[]> => {
    const kept = await browser.evaluateInExtension(keptTexts);
    return typed.filter((one) => !kept.some((other) => other.includes(one.trim())));
  };
  await waitFor(async () => (await missing()).length === 0, { timeoutMs: 4_000 }).catch(async () =>
    tally.missed('drafts', `${when}: ${(await missing()).join(' / ')}`),
  );
}

async function lookAtLibrary(
  { world: { tally }, browser }: Scene,
  before: readonly KeptChat[],
  when: string,
): Promise<void> {
  const now = new Map((await browser.evaluateInExtension(keptChats)).map((chat) => [chat.id, chat]));
  const lost = before.filter(({ id }) => !now.get(id)?.isWhole);
  if (lost.length > 0) tally.missed('snapshots', `${when}: ${lost.length} of ${before.length}`);
}

async function round(scene: Scene, [when, shift]: readonly [string, number]): Promise<void> {
  const { world, browser } = scene;
  const { random, tally, stage } = world;
  const before = await browser.evaluateInExtension(keptChats);
  // What failed in the rounds before goes with its tab: of five tries in a minute, Lifeline would rightly advise to wait.
  const tab = await open(browser, new URL(scene.tab.page.url()).pathname);
  await scene.tab.page.close();
  scene.tab = tab;
  await pause(500);
  await browser.evaluateInExtension(forgetTries);
  await setClock(scene, shift);
  tally.did();
  if (random.chance(0.5)) await restartBackground(browser);
  await failAndMend(scene, when);
  await typeAndLook(scene, when);
  await setClock(scene, 0);
  if (random.chance(0.5)) await restartBackground(browser);
  await failAndMend(scene, `back from ${when}`);
  await typeAndLook(scene, `back from ${when}`);
  await lookAtLibrary(scene, before, when);
  // What was captured by a wrong clock doesn't hide what has changed since.
  const [, chat] = stage.account.list();
  if (!chat) throw new Error('no chat');
  stage.account.addMessage(chat, { sender: 'human', text: `Changed after ${when}`, at: Date.now() });
  const hashes = new Map((await browser.evaluateInExtension(keptChats)).map(({ id, hash }) => [id, hash]));
  await (await backUpAll(browser)).close();
  const after = await browser.evaluateInExtension(keptChats);
  if (after.find(({ id }) => id === chat.uuid)?.hash === hashes.get(chat.uuid))
    tally.missed('snapshots', `${when}: a chat that has changed since isn't captured`);
}

async function run(world: DrillWorld): Promise<void> {
  const { stage, random, launch, isQuick, folder } = world;
  setStage(stage, { generated: { chats: 12, messages: 4 } });
  const browser = await launch({ extensionPath: clockedBuild(world.extensionPath, folder) });
  const chats = stage.account.list();
  const scene: Scene = {
    ...{ world, browser, typed: [] },
    tab: await open(browser, `/chat/${chats[0]?.uuid}`),
    desk: await open(browser, `/chat/${chats[3]?.uuid}`),
  };
  await (await backUpAll(browser)).close();
  await typeAndLook(scene, 'before');
  // In another chat, so that it isn't the draft that is typed on.
  const other = await open(browser, `/chat/${chats[4]?.uuid}`);
  await other.type('Left here before the clock was set');
  scene.typed.push('Left here before the clock was set');
  await pause(1_000);
  await other.page.close();
  const order = Object.entries(SHIFTS)
    .map((one) => ({ one, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
  for (const [at, shift] of [...order, ...order.toReversed()].entries())
    if (at < (isQuick ? 2 : order.length) || goesOn(world, at, Number.POSITIVE_INFINITY))
      await round(scene, shift);
}

export const CLOCK: Drill = {
  name: 'clock',
  what: 'the clock of the extension and the page set a day and a year ahead and back, in the middle of failures, drafts and backups',
  browsers: ['chromium'],
  takesTime: true,
  run,
};
