import { SEEDED } from '../../stage/seed.ts';
import { checkDraft, checkNotGreen, checkOnce } from '../points/checks.ts';
import type { Flow } from '../points/flow.ts';

const TEXT = 'Who is there?  שלום 👩‍🚀';

export const PROMPT: Flow = {
  name: 'prompt',
  what: 'a message fails and the prompt comes',
  prepare: async (place) => {
    const tab = await place.open(`/chat/${SEEDED.short}`);
    await tab.page.waitForSelector('[data-testid="assistant-message"]');
    place.stage.fail({ on: 'send', kind: 'json-503' });
    return {
      begin: () => tab.send(TEXT),
      ends: async () => {
        await tab.prompt('degraded', 30_000);
      },
      check: async (at) => {
        await checkNotGreen(place, tab, at);
        await checkDraft(place, tab, TEXT, at);
        checkOnce(place, TEXT, at);
      },
    };
  },
};
