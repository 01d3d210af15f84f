import { waitFor } from '../../browsers/poll.ts';
import { checkLibrary, libraryNow, wake } from '../points/checks.ts';
import type { Flow } from '../points/flow.ts';
import { emptyLibrary } from '../points/library.ts';

const CHATS = 40;
/** The browser wakes the background for it every half minute; here something does so more often. */
const WAKE_EVERY_MS = 1_500;

export const FULL_BACKUP: Flow = {
  name: 'full-backup',
  what: 'it goes on with a backup of all chats whose page was closed',
  lives: 10, // it takes a while till it begins
  prepare: async (place) => {
    const { stage, browser } = place;
    await place.open('/new', { generated: { chats: CHATS, messages: 2 }, latencyMs: 40 });
    const page = place.keep(await browser.openExtensionPage('library.html?pause=0'));
    await page.evaluate(emptyLibrary);
    await page.close();
    const next = place.keep(await browser.openExtensionPage('library.html?pause=0#back-up-all'));
    const some = () => stage.log.filter(({ query }) => query.includes('render_all_tools=true')).length > 5;
    await waitFor(some, { timeoutMs: 30_000, message: 'some chats' });
    await next.close();
    await browser.killBackground(); // the next life looks whether somebody else works on it
    const before = await libraryNow(place);
    const all = [...stage.account.conversations.keys()];
    const isOver = async (): Promise<boolean> => {
      await wake(place);
      const { ids } = await libraryNow(place);
      return all.every((id) => ids.includes(id));
    };
    return {
      begin: () => wake(place),
      ends: async () => {
        await waitFor(isOver, {
          timeoutMs: 60_000,
          intervalMs: WAKE_EVERY_MS,
          message: `all ${CHATS} chats`,
        });
      },
      check: (at) => checkLibrary(place, before, at),
    };
  },
};
