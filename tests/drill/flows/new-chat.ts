import { pressFix } from '../../e2e/fixing.ts';
import { COMPOSER } from '../../e2e/kit.ts';
import { SEEDED } from '../../stage/seed.ts';
import { checkDraft, checkOnce } from '../points/checks.ts';
import type { Flow } from '../points/flow.ts';
import { comes, ifThere } from './comes.ts';

const TEXT = 'And now?  שלום  👩‍🚀';

export const NEW_CHAT: Flow = {
  name: 'new-chat',
  what: 'a chat that is too long goes on in a new one, with the message and the chat as a file',
  prepare: async (place) => {
    const { stage } = place;
    const tab = await place.open(`/chat/${SEEDED.everyBlock}`);
    await tab.page.waitForSelector(COMPOSER);
    stage.fail({ on: 'send', kind: 'too-long' });
    await tab.send(TEXT);
    const popup = await tab.popup();
    await popup.shows('chat');
    const press = () => pressFix(popup, 'new-chat');
    const isThere = async () =>
      (await tab.page.evaluate(() => location.pathname)) === '/new' && (await tab.composerText()) === TEXT;
    return {
      begin: press,
      ends: () => comes('the new chat with the message', isThere, ifThere(press, popup.page)),
      check: async (at) => {
        await checkDraft(place, tab, TEXT, at);
        checkOnce(place, TEXT, at);
        if (stage.sends().length > 1) place.tally.missed('duplicates', `${at}: something was sent by itself`);
      },
    };
  },
};
