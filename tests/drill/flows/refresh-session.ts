import { waitFor } from '../../browsers/poll.ts';
import { pressFix } from '../../e2e/fixing.ts';
import { COMPOSER } from '../../e2e/kit.ts';
import { SEEDED } from '../../stage/seed.ts';
import { checkDraft, checkOnce } from '../points/checks.ts';
import type { Flow } from '../points/flow.ts';
import { comes, ifThere } from './comes.ts';

const CHAT = `/chat/${SEEDED.short}`;
const TEXT = 'Before I was signed out: שלום, 👩‍🚀  two  spaces';
export const LOGIN = '[data-testid="login-with-google"]';

export const REFRESH_SESSION: Flow = {
  name: 'refresh-session',
  what: 'a session that is over is renewed: out, in, back to the chat with the message',
  prepare: async (place) => {
    const { stage } = place;
    const tab = await place.open(CHAT);
    await tab.page.waitForSelector(COMPOSER);
    stage.set({ signedIn: false });
    await tab.send(TEXT);
    const popup = await tab.popup();
    await popup.shows('signed-out');
    const press = () => pressFix(popup, 'refresh-session');
    const isOut = async () =>
      stage.log.some(({ path }) => path === '/logout') && (await tab.page.$(LOGIN)) !== null;
    const isBack = async () =>
      (await tab.page.evaluate(() => location.pathname)) === CHAT && (await tab.composerText()) === TEXT;
    return {
      begin: press,
      ends: async () => {
        await comes('the way out', isOut, ifThere(press, popup.page));
        stage.set({ signedIn: true });
        await tab.page.goto('https://claude.ai/new');
        await waitFor(isBack, { timeoutMs: 30_000, message: 'the chat of before, with the message' });
      },
      check: async (at) => {
        await checkDraft(place, tab, TEXT, at);
        checkOnce(place, TEXT, at);
      },
    };
  },
};
