import { setTimeout as pause } from 'node:timers/promises';
import { waitFor } from '../../browsers/poll.ts';
import { COMPOSER } from '../../e2e/kit.ts';
import { SEEDED } from '../../stage/seed.ts';
import { checkDraft, keptTexts } from '../points/checks.ts';
import type { Flow } from '../points/flow.ts';

const TEXT = 'Half a thought:  two  spaces, שלום, 👩‍🚀 and some more';
/** What is typed is kept within this time. */
const KEPT_MS = 500;

export const DRAFT: Flow = {
  name: 'draft',
  what: 'a draft is typed, kept, and put back after a reload',
  prepare: async (place) => {
    const tab = await place.open(`/chat/${SEEDED.short}`);
    await tab.page.waitForSelector('[data-testid="assistant-message"]');
    return {
      begin: () => tab.type(TEXT),
      ends: async () => {
        await pause(KEPT_MS);
        // One that is ended again and again has no such half second: what it is told after the page is left, it isn't told again.
        const isKept = async () => (await keptTexts(place)).some((text) => text.includes(TEXT));
        if (place.lives.ended > 1) await waitFor(isKept, { message: 'the draft to be kept' });
        await tab.page.reload();
        await tab.page.waitForSelector(COMPOSER);
        // Where it isn't put back by itself it has to be among the kept ones: the check tells.
        await waitFor(async () => (await tab.composerText()) === TEXT, {
          timeoutMs: 15_000,
          message: 'the draft',
        });
      },
      check: (at) => checkDraft(place, tab, TEXT, at),
    };
  },
};
