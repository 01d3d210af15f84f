import { setTimeout as pause } from 'node:timers/promises';
import { waitFor } from '../../browsers/poll.ts';
import { pressFix } from '../../e2e/fixing.ts';
import { COMPOSER } from '../../e2e/kit.ts';
import { SEEDED } from '../../stage/seed.ts';
import { wake } from '../points/checks.ts';
import type { Flow, Place, Popup, Tab } from '../points/flow.ts';
import { comes, ifThere } from './comes.ts';

declare const chrome: {
  notifications?: { getAll: () => Promise<Record<string, unknown>>; clear: (id: string) => void };
};

/** Runs in a page of the extension and notes each notification that appears. */
function noteNotices(): void {
  const page = globalThis as unknown as { seen: string[] };
  page.seen = [];
  let shown: string[] = [];
  chrome.notifications?.clear('back');
  setInterval(async () => {
    const now = Object.keys((await chrome.notifications?.getAll()) ?? {});
    page.seen.push(...now.filter((id) => !shown.includes(id)));
    shown = now;
  }, 200);
}

const notices = ({ page }: Popup): Promise<string[]> =>
  page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);

/** Messages fail, and the popup offers to tell when Claude is back. */
export async function failing(place: Place): Promise<{ tab: Tab; popup: Popup }> {
  const { stage, browser } = place;
  const tab = await place.open(`/chat/${SEEDED.short}`);
  await tab.page.waitForSelector(COMPOSER);
  await browser.keepNotifications();
  await browser.killBackground(); // what it remembers of the round before goes with it
  stage.fail({ on: 'send', kind: 'json-503' });
  await tab.send('Who is there?');
  await tab.prompt('degraded');
  const popup = await tab.popup();
  await popup.page.waitForSelector('[data-fix="notify-when-back"] button');
  return { tab, popup };
}

export const pressNotify = (popup: Popup): Promise<void> => pressFix(popup, 'notify-when-back');

/** So many answers can't be luck any more, and it is told at once. */
const MOST_SENDS = 16;

/** Claude is back: messages are answered, until `isTold`. */
export async function answering({ stage }: Place, tab: Tab, isTold: () => Promise<boolean>): Promise<void> {
  stage.clear();
  await tab.page.bringToFront();
  for (let sent = 1; sent <= MOST_SENDS && !(await isTold()); sent += 1) {
    await tab.send(`Back ${sent}`);
    await tab.answered();
    await pause(200);
  }
}

export const NOTIFY_BACK: Flow = {
  name: 'notify-back',
  what: '"Tell me when it is back" is pressed, Claude comes back, and it is told once',
  allowed: ['notifications'],
  prepare: async (place) => {
    const { tally } = place;
    const { tab, popup } = await failing(place);
    await popup.page.evaluate(noteNotices);
    const offered = async () =>
      (await popup.attributes('[data-fix="notify-when-back"]', 'data-fix')).length > 0;
    const press = () => pressNotify(popup);
    let early = 0;
    return {
      begin: press,
      ends: async () => {
        await comes('the watch', async () => !(await offered()), ifThere(press, popup.page));
        early = (await notices(popup)).length;
        await answering(place, tab, async () => (await notices(popup)).length > 0);
        const isTold = async (): Promise<boolean> => {
          await wake(place);
          return (await notices(popup)).length > 0;
        };
        await waitFor(isTold, { timeoutMs: 130_000, intervalMs: 1_000, message: 'the notification' });
      },
      check: async (at) => {
        if (early > 0) tally.missed('greens', `${at}: told while it failed`);
        await pause(2_000);
        const told = await notices(popup);
        if (told.length > 1) tally.missed('duplicates', `${at}: told ${told.length} times: ${told.join()}`);
      },
    };
  },
};
