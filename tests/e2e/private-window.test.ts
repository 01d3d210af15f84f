import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { pressFix } from './fixing.ts';
import { BROWSER, COMPOSER, expectQuietConsole, type Popup, startWorld, type World } from './kit.ts';

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
