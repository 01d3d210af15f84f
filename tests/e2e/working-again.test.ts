import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { trustedClick } from '../browsers/page.ts';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { allowedBuild } from './allowed-build.ts';
import {
  BROWSER,
  COMPOSER,
  expectQuietConsole,
  type Popup,
  pause,
  startWorld,
  type Tab,
  type World,
} from './kit.ts';

let world: World;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeline-allowed-'));
  // Firefox's own question can be answered here.
  const isReal = BROWSER === 'firefox';
  world = await startWorld(
    undefined,
    isReal ? undefined : await allowedBuild(folder, { permission: 'notifications' }),
  );
  await world.browser.answerQuestions?.(true);
  await world.browser.keepNotifications();
});
afterEach(() => expectQuietConsole(world));
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const CHAT = `/chat/${SEEDED.short}`;

declare const chrome: {
  storage: Record<
    'local',
    { get: (key: string) => Promise<Record<string, { value?: unknown } | undefined>> }
  >;
  notifications?: { getAll: () => Promise<Record<string, unknown>> };
};

interface Row {
  verdict: string;
  endedAt: number | null;
  ending?: string;
  failures: number;
}

const ownIncidents = async (): Promise<Row[]> =>
  (await world.browser.evaluateInExtension(
    async () => (await chrome.storage.local.get('own-incidents'))['own-incidents']?.value ?? [],
  )) as Row[];

/** Runs in a page of the extension and notes each notification that appears; the API isn't there before it is allowed. */
function noteNotices(): void {
  const page = globalThis as unknown as { seen: string[] };
  page.seen = [];
  let shown: string[] = [];
  setInterval(async () => {
    const now = Object.keys((await chrome.notifications?.getAll()) ?? {});
    page.seen.push(...now.filter((id) => !shown.includes(id)));
    shown = now;
  }, 250);
}

const notices = ({ page }: Popup): Promise<string[]> =>
  page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);

async function fails(tab: Tab, text: string): Promise<void> {
  const before = world.stage.sends().length;
  await tab.send(text);
  await waitFor(async () => world.stage.sends().length > before, {
    timeoutMs: 10_000,
    message: 'the request',
  });
  await tab.prompt('degraded');
  await pause(2_000); // the page gives up in sight of the user
}

const becomes = (what: string, is: () => Promise<boolean>, timeoutMs = 20_000) =>
  waitFor(is, { timeoutMs, message: what });

/** An outage that the user has met three times. */
async function outage(): Promise<Tab> {
  const tab = await world.open(CHAT);
  await tab.page.waitForSelector(COMPOSER);
  world.stage.fail({ on: 'send', kind: 'json-503' });
  for (const text of ['One', 'Two', 'Three']) await fails(tab, text);
  return tab;
}

it('several failures open an incident, several successes close it; told once in between, although the worker dies', async () => {
  const tab = await outage();
  await becomes('the incident', async () => (await ownIncidents()).length === 1);
  expect(await ownIncidents()).toMatchObject([{ verdict: 'degraded', endedAt: null }]);
  expect(await world.browser.badgeText(await tab.id())).toBe('!');
  const popup = await tab.popup();
  await popup.page.evaluate(noteNotices);
  await popup.click('[data-fix="notify-when-back"] button');
  await becomes(
    'the watch',
    async () => (await popup.attributes('[data-fix="notify-when-back"]', 'data-fix')).length === 0,
  );
  await tab.page.bringToFront();
  await pause(3_000);
  expect(await notices(popup)).toEqual([]);
  await world.browser.killBackground();
  world.stage.clear();
  const began = Date.now();
  await tab.send('Four');
  await tab.answered();
  await becomes('the badge to clear', async () => (await world.browser.badgeText(await tab.id())) === '');
  expect(await ownIncidents()).toMatchObject([{ endedAt: null }]);
  await becomes('the notification', async () => (await notices(popup)).length > 0, 125_000);
  expect(await notices(popup)).toEqual(['back']);
  expect(Date.now() - began).toBeLessThan(125_000);
  await tab.send('Five');
  await becomes('the end', async () => (await ownIncidents()).every(({ ending }) => ending === 'seen'));
  await pause(5_000);
  expect(await notices(popup)).toEqual(['back']);
  await comesForward(tab, popup, 'back');
}, 240_000);

/** Another tab lies over it, in its own window; the click brings it back. */
async function comesForward(tab: Tab, popup: Popup, notice: string): Promise<void> {
  await popup.page.close();
  const cover = await world.browser.newPage('https://example.com/');
  await cover.bringToFront();
  const isShown = () => tab.page.evaluate(() => document.visibilityState === 'visible');
  await becomes('the tab to be hidden', async () => !(await isShown()));
  await world.browser.clickNotification(notice);
  await becomes('the tab of the conversation', isShown);
  await cover.close();
}

it('an outage is told to whoever wants to know, once; the click leads to the tab', async () => {
  const settings = await world.browser.openExtensionPage('library.html#settings');
  await settings.waitForSelector('[data-setting="notify.outage"]');
  await trustedClick(settings, '[data-setting="notify.outage"]');
  await settings.waitForSelector('[data-news="saved"]');
  await settings.close();
  const tab = await world.open(CHAT, { status: 'major' });
  await tab.page.waitForSelector(COMPOSER);
  const popup = await tab.popup();
  await popup.page.evaluate(noteNotices);
  await tab.page.bringToFront();
  world.stage.fail({ on: 'send', kind: 'json-503' });
  for (const text of ['One', 'Two']) {
    await tab.send(text);
    await pause(3_000);
  }
  await tab.prompt('down', 40_000);
  await becomes('the notification', async () => (await notices(popup)).length > 0);
  await tab.send('Three');
  await pause(4_000);
  expect(await notices(popup)).toEqual(['outage']);
  await comesForward(tab, popup, 'outage');
});
