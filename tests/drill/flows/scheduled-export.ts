import { SEEDED } from '../../stage/seed.ts';
import { checkLibrary, type LibraryNow, libraryNow } from '../points/checks.ts';
import type { Flow, Place } from '../points/flow.ts';
import { comes } from './comes.ts';

const SWITCH = '[data-setting="exportEvery"]';

declare const chrome: {
  alarms: {
    create: (name: string, when: object) => Promise<void>;
    get: (name: string) => Promise<{ scheduledTime: number } | undefined>;
  };
  storage: {
    local: {
      get: (
        key: string,
      ) => Promise<Record<string, { value?: { problem?: string | null } | null } | undefined>>;
      remove: (key: string) => Promise<void>;
    };
  };
};

/** Runs in the extension: the half minute that browsers keep between alarms needn't be waited for. */
export async function lookNow(): Promise<void> {
  await chrome.alarms.create('scheduled-export', { when: Date.now() });
}

/** Runs in the extension: a day has gone by. Only one that will be looked for again comes again. */
export async function aDayLater(): Promise<boolean> {
  const isSet = (await chrome.alarms.get('scheduled-export')) !== undefined;
  await chrome.storage.local.remove('last-export');
  await chrome.alarms.create('scheduled-export', { when: Date.now() });
  return isSet;
}

/** Runs in the extension. */
async function isWritten(): Promise<boolean> {
  const last = (await chrome.storage.local.get('last-export'))['last-export']?.value;
  return last?.problem === null;
}

/** Something to write, and the wish to have it written. */
export async function wished(place: Place): Promise<LibraryNow> {
  const { browser } = place;
  const tab = await place.open(`/chat/${SEEDED.short}`);
  const popup = await tab.popup();
  await popup.click('[data-action="back-up-chat"]:not([aria-disabled])');
  await popup.page.waitForSelector('[data-action="save-copy"]');
  const page = await browser.openExtensionPage('library.html#settings');
  await page.waitForSelector(SWITCH);
  const isOn = () => page.$eval(SWITCH, (input) => (input as HTMLInputElement).checked);
  if (!(await isOn())) {
    await page.click(SWITCH);
    await page.waitForSelector('[data-news="saved"]');
  }
  await page.close();
  return libraryNow(place);
}

export const SCHEDULED_EXPORT: Flow = {
  name: 'scheduled-export',
  what: 'a backup is written into the downloads by itself',
  allowed: ['downloads', 'offscreen'],
  prepare: async (place) => {
    const { browser, tally } = place;
    const before = await wished(place);
    const isDone = () => browser.evaluateInExtension(isWritten);
    let willLook = true;
    const later = async (): Promise<void> => {
      willLook = await browser.evaluateInExtension(aDayLater);
    };
    return {
      begin: () => browser.evaluateInExtension(lookNow),
      ends: () => comes('the backup to be written, at the next time', isDone, later),
      check: async (at) => {
        if (!willLook) tally.missed('unfinished', `${at}: no alarm was left for the next time`);
        await checkLibrary(place, before, at);
      },
    };
  },
};
