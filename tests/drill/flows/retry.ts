import { waitFor } from '../../browsers/poll.ts';
import { SEEDED } from '../../stage/seed.ts';
import { checkDraft, checkOnce } from '../points/checks.ts';
import type { Flow } from '../points/flow.ts';
import { comes, ifThere } from './comes.ts';

const TEXT = 'Once, and no more: שלום 👩‍🚀';

export const RETRY: Flow = {
  name: 'retry',
  what: '"Try again" sends a message that failed',
  prepare: async (place) => {
    const tab = await place.open(`/chat/${SEEDED.short}`);
    await tab.page.waitForSelector('[data-testid="assistant-message"]');
    place.stage.fail({ on: 'send', kind: 'json-503', times: 1 });
    await tab.send(TEXT);
    await tab.prompt('degraded');
    const press = () => tab.press('[data-fix="wait-and-retry"]');
    const isAnswered = async () =>
      place.stage.sends().some(({ status, end }) => status === 200 && end === 'done') &&
      (await tab.noPrompt());
    return {
      begin: press,
      ends: () => comes('the answer, and the prompt to go', isAnswered, ifThere(press, tab.page)),
      check: async (at) => {
        await waitFor(async () => (await tab.lastAnswer()) !== '', { message: 'the answer on the page' });
        await checkDraft(place, tab, TEXT, at);
        checkOnce(place, TEXT, at);
      },
    };
  },
};
