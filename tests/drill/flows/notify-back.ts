import { setTimeout as pause } from 'node:timers/promises';
import { waitFor } from '../../browsers/poll.ts';
import { COMPOSER } from '../../e2e/kit.ts';
import { SEEDED } from '../../stage/seed.ts';
import { wake } from '../points/checks.ts';
import type { Flow, Popup } from '../points/flow.ts';
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

const MOST_SENDS = 5;

export const NOTIFY_BACK: Flow = {
  name: 'notify-back',
  what: '"Tell me when it is back" is pressed, Claude comes back, and it is told once',
  allowed: ['notifications'],
  prepare: async (place) => {
    const { stage, tally, browser } = place;
    const tab = await place.open(`/chat/${SEEDED.short}`);
    await tab.page.waitForSelector(COMPOSER);
    await browser.killBackground(); // what it remembers of the round before goes with it
    stage.fail({ on: 'send', kind: 'json-503' });
    for (const text of ['One', 'Two', 'Three']) {
      await tab.send(text);
      await tab.prompt('degraded');
      await pause(1_500);
    }
    const popup = await tab.popup();
    await pause(500);
    await popup.page.evaluate(noteNotices);
    const offered = async () =>
      (await popup.attributes('[data-fix="notify-when-back"]', 'data-fix')).length > 0;
    const press = () => popup.click('[data-fix="notify-when-back"] button');
    let early = 0;
    return {
      begin: press,
      ends: async () => {
        await comes('the watch', async () => !(await offered()), ifThere(press));
        early = (await notices(popup)).length;
        stage.clear();
        await tab.page.bringToFront();
        for (let sent = 1; sent <= MOST_SENDS && (await notices(popup)).length === 0; sent += 1) {
          await tab.send(`Back ${sent}`);
          await pause(2_500);
        }
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
