import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import {
  BUILT,
  COMPOSER,
  expectQuietConsole,
  type Popup,
  pause,
  startWorld,
  type Tab,
  type World,
} from './kit.ts';

/** No test can press the browser's own question: this build has been allowed what the shipped one asks for at the click. */
async function allowedBuild(folder: string): Promise<string> {
  const path = join(folder, 'extension');
  await cp(BUILT, path, { recursive: true });
  const file = join(path, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  expect(manifest.permissions).not.toContain('notifications');
  expect(manifest.optional_permissions).toContain('notifications');
  manifest.permissions.push('notifications');
  manifest.optional_permissions = [];
  await writeFile(file, JSON.stringify(manifest));
  return path;
}

let world: World;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeline-allowed-'));
  world = await startWorld(undefined, await allowedBuild(folder));
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
  notifications: {
    getAll: () => Promise<Record<string, unknown>>;
    onClosed: { addListener: (listener: (id: string) => void) => void };
  };
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

/**
 * Runs in a page of the extension and notes each notification that appears. Without a screen Firefox closes it at once, so that
 * there only its closing is seen.
 */
function noteNotices(): void {
  const page = globalThis as unknown as { seen: string[] };
  page.seen = [];
  let shown: string[] = [];
  chrome.notifications.onClosed.addListener((id) => {
    if (!shown.includes(id)) page.seen.push(id);
  });
  setInterval(async () => {
    const now = Object.keys(await chrome.notifications.getAll());
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
}, 240_000);
