import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { answerQuestion, ending, pressFix } from './fixing.ts';
import {
  BROWSER,
  COMPOSER,
  expectQuietConsole,
  type Popup,
  pause,
  startWorld,
  type Tab,
  tabOf,
  type World,
} from './kit.ts';
import { ALL_THERE, fillSite, readSite } from './site-data.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;

/** A chat whose messages fail for a reason that nobody knows. */
async function failing(): Promise<Popup> {
  const tab = await world.open(CHAT);
  await tab.page.waitForSelector(COMPOSER);
  world.stage.set({ signedIn: false });
  await tab.send('Is it an extension?');
  const popup = await tab.popup();
  await popup.shows('signed-out');
  world.stage.set({ signedIn: true });
  return popup;
}

/** Documents of the chat that were asked for by somebody without a cookie of ours. */
const strangers = (): number =>
  world.stage.log.filter(({ path, headers }) => path === CHAT && headers.cookie === undefined).length;

it('opens the same chat in a private window where the browser lets it, and says what the result means', async () => {
  const popup = await failing();
  const before = strangers();
  await pressFix(popup, 'try-private-window');
  const shown = await waitFor(
    async () => (/Sign in there/.test(await popup.text('.fixes')) ? popup.text('.fixes') : ''),
    { message: 'the steps' },
  );
  // Firefox lets only those open one who may run there, and nobody may at first: then the user opens it.
  const opened = BROWSER === 'chromium';
  expect(shown.includes('is open.')).toBe(opened);
  expect(shown.includes('New Private Window')).toBe(!opened);
  expect(shown).toMatch(/It works there.*It fails there too/s);
  if (opened)
    await waitFor(() => strangers() > before, { message: 'the private window to ask for the chat' });
  else expect(strangers()).toBe(before);
});

declare const chrome: {
  developerPrivate: {
    updateExtensionConfiguration: (change: {
      extensionId: string;
      incognitoAccess: boolean;
    }) => Promise<void>;
  };
  windows: { create: (options: { incognito: boolean; url: string }) => Promise<unknown> };
  permissions: { request: () => Promise<boolean> };
  storage: { local: { get: (key: string) => Promise<object> } };
};

/** The switch in the browser's list of extensions; the extension starts again with it, and finds no tab of claude.ai. */
async function allowPrivate(): Promise<void> {
  for (const target of world.browser.browser.targets())
    if (target.url().startsWith('https://claude.ai/') && target.type() === 'page')
      await (await target.asPage()).close();
  const page = await world.browser.browser.newPage({ type: 'window' });
  await page.goto('chrome://extensions');
  await page.evaluate(
    (extensionId) =>
      chrome.developerPrivate.updateExtensionConfiguration({ extensionId, incognitoAccess: true }),
    new URL(world.browser.extensionOrigin).host,
  );
  await page.close();
  await world.browser.reloadExtension();
}

async function openPrivately(path: string): Promise<Tab> {
  const url = `https://claude.ai${path}`;
  await world.browser.evaluateInExtension(
    (address) => chrome.windows.create({ incognito: true, url: address }).then(() => null),
    url,
  );
  const shown = () => world.browser.browser.targets().find((one) => one.url() === url);
  const target = await waitFor(shown, { message: 'the private tab' });
  return tabOf(world.browser, await target.asPage());
}

const kept = (): Promise<string> =>
  world.browser.evaluateInExtension(async () => JSON.stringify(await chrome.storage.local.get('drafts')));

// Chromium's switch: Firefox has it elsewhere. A test that doesn't run would count as failed, so it isn't there.
if (BROWSER === 'chromium')
  it('who allows Lifeline there: nothing that is typed there is kept, and no clearing takes what the other windows have', async () => {
    await world.open('/recents'); // a fresh account
    await allowPrivate();
    const page = await world.browser.newPage(`https://claude.ai${CHAT}`);
    const usual = tabOf(world.browser, page);
    await usual.type('Typed in the open');
    await fillSite(page, '/firebase-messaging-sw.js');

    const tab = await openPrivately(`/chat/${SEEDED.everyBlock}`);
    await tab.type('Nobody’s business');
    await pause(1_500); // three times as long as it takes to be kept
    expect(await kept()).toContain('Typed in the open');
    expect(await kept()).not.toContain('business');

    world.stage.set({ signedIn: false });
    await tab.page.keyboard.press('Enter');
    const popup = await tab.popup();
    await popup.shows('signed-out');
    world.stage.set({ signedIn: true });
    expect(await kept()).not.toContain('business');
    await popup.page.evaluate(() => {
      chrome.permissions.request = async () => true; // the browser's own question is out of reach
    });
    await pressFix(popup, 'clear-site-data');
    await answerQuestion(popup, 'clear-site-data', true);
    expect(await ending(popup)).toBe('failed');
    expect(await popup.text()).toContain('In a private window there is nothing to clear');
    expect(await readSite(page)).toMatchObject(ALL_THERE);
  });
