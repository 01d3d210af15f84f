import { waitFor } from '../../browsers/poll.ts';
import { answerQuestion, pressFix } from '../../e2e/fixing.ts';
import { COMPOSER } from '../../e2e/kit.ts';
import { SEEDED } from '../../stage/seed.ts';
import { checkDraft, checkLibrary, keptTexts, libraryNow } from '../points/checks.ts';
import type { Flow } from '../points/flow.ts';
import { comes, ifThere } from './comes.ts';
import { BROKEN_APP } from './hard-reload.ts';
import { LOGIN } from './refresh-session.ts';

const TEXT = 'Keep this —  two  spaces, 👩‍🚀, שלום';

export const CLEAR_SITE_DATA: Flow = {
  name: 'clear-site-data',
  what: 'all data of claude.ai is cleared, and the way back in leads to the chat with the draft',
  allowed: ['browsingData'],
  notOurs: BROKEN_APP,
  lives: 10, // it takes a while till it begins
  prepare: async (place) => {
    const { stage } = place;
    const tab = await place.open(`/chat/${SEEDED.short}`);
    await tab.page.waitForSelector(COMPOSER);
    await tab.send('What is kept of this?');
    await tab.answered();
    await tab.type(TEXT);
    const isKept = async () => (await libraryNow(place)).ids.includes(SEEDED.short);
    await waitFor(isKept, { message: 'the reply to be backed up' });
    const isTyped = async () => (await keptTexts(place)).some((text) => text.includes(TEXT));
    await waitFor(isTyped, { message: 'what was typed to be kept' });
    stage.set({ app: 'throws' });
    await tab.page.reload();
    stage.set({ app: 'fine', signedIn: false });
    const popup = await tab.popup();
    await popup.shows('page', 25_000);
    const before = await libraryNow(place);
    const press = async () => {
      await pressFix(popup, 'clear-site-data');
      await answerQuestion(popup, 'clear-site-data', true);
    };
    const isOut = async () => (await tab.page.$(LOGIN)) !== null;
    const isBack = async () => (await tab.page.$(COMPOSER)) !== null && (await tab.composerText()) === TEXT;
    return {
      begin: press,
      ends: async () => {
        await comes('the sign-in', isOut, ifThere(press, popup.page));
        stage.set({ signedIn: true });
        await tab.page.bringToFront();
        await tab.page.click(LOGIN);
        await waitFor(isBack, { timeoutMs: 30_000, message: 'the chat with the draft' });
      },
      check: async (at) => {
        await checkDraft(place, tab, TEXT, at);
        await checkLibrary(place, before, at);
      },
    };
  },
};
