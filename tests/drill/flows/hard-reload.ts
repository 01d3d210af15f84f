import { setTimeout as pause } from 'node:timers/promises';
import { pressFix } from '../../e2e/fixing.ts';
import { COMPOSER } from '../../e2e/kit.ts';
import { SEEDED } from '../../stage/seed.ts';
import { checkDraft } from '../points/checks.ts';
import type { Flow } from '../points/flow.ts';
import { comes, ifThere } from './comes.ts';

const TEXT = 'Still here?  with  spaces, 👩‍🚀 and שלום';
/** The stage's broken app throws, under our name in Firefox. */
export const BROKEN_APP = /app is undefined|reading 'start'/;

export const HARD_RELOAD: Flow = {
  name: 'hard-reload',
  what: 'a broken page is loaded past the cache',
  notOurs: BROKEN_APP,
  lives: 10, // it takes a while till it begins
  prepare: async (place) => {
    const { stage } = place;
    const tab = await place.open(`/chat/${SEEDED.short}`);
    await tab.type(TEXT);
    await pause(700);
    stage.set({ app: 'throws' });
    await tab.page.reload();
    stage.set({ app: 'fine' });
    const popup = await tab.popup();
    await popup.shows('page', 25_000);
    const press = () => pressFix(popup, 'hard-reload');
    const isBack = async () => (await tab.page.$(COMPOSER)) !== null && (await tab.composerText()) === TEXT;
    return {
      begin: press,
      ends: () => comes('the page with the text', isBack, ifThere(press, popup.page)),
      check: (at) => checkDraft(place, tab, TEXT, at),
    };
  },
};
