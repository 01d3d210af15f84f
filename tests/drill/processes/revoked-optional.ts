import { setTimeout as pause } from 'node:timers/promises';
import { waitFor } from '../../browsers/poll.ts';
import type { ExtensionBrowser } from '../../browsers/types.ts';
import { HOSTS } from '../../stage/hosts.ts';
import { SEEDED } from '../../stage/seed.ts';
import { CLEAR_SITE_DATA } from '../flows/clear-site-data.ts';
import { answering, failing, pressNotify } from '../flows/notify-back.ts';
import { aDayLater, lookNow, wished } from '../flows/scheduled-export.ts';
import { checkLibrary, wake } from '../points/checks.ts';
import type { Place } from '../points/flow.ts';
import { placeOf } from '../points/scene.ts';
import { goesOn } from '../run.ts';
import type { Drill, DrillWorld } from '../types.ts';
import { type Allowed, type Permitting, permitting, takeBack } from './optional.ts';

/** One thing that needs a permission. `begin` what the user does, `ends` what must come of it although the permission has gone. */
interface Use {
  readonly what: Allowed;
  /** The permission goes at any moment within so many ms after the beginning. */
  readonly withinMs: number;
  /** The press asks for the permission: it goes after that. */
  readonly afterPress?: boolean;
  readonly prepare: (
    place: Place,
    at: string,
    allow: Permitting['allow'],
  ) => Promise<{ begin: () => Promise<unknown>; ends: () => Promise<void> }>;
}

declare const chrome: {
  storage: Record<
    'local' | 'session',
    { get: (key: string) => Promise<Record<string, { value?: unknown } | undefined>> }
  >;
};

const stored = ({ browser }: Place, area: 'local' | 'session', key: string): Promise<unknown> =>
  browser.evaluateInExtension(
    async (where, name) => (await chrome.storage[where].get(name))[name]?.value ?? null,
    area,
    key,
  );

/** It was begun, so it comes to an end, and its end says what was wrong. */
const exportProblem = async (place: Place): Promise<string | null | undefined> =>
  ((await stored(place, 'local', 'last-export')) as { problem: string | null } | null)?.problem;

const DOWNLOADS = ['downloads'];

const USES: Readonly<Record<string, Use>> = {
  'told when it is back': {
    what: { permissions: ['notifications'] },
    withinMs: 6_000,
    prepare: async (place) => {
      const { tab, popup } = await failing(place);
      const isTold = async () => (await stored(place, 'session', 'back-notice')) !== null;
      return {
        begin: async () => {
          await pressNotify(popup);
          await answering(place, tab, isTold);
        },
        // No notification may be shown, and the popup tells it all the same.
        ends: async () => {
          const isSaid = async () => {
            await wake(place);
            return /again/.test(await popup.text('.back'));
          };
          await waitFor(isSaid, {
            timeoutMs: 130_000,
            intervalMs: 1_000,
            message: 'the popup to tell that it is back',
          });
        },
      };
    },
  },
  'backup into the downloads': {
    what: { permissions: DOWNLOADS },
    withinMs: 1_500,
    prepare: async (place, at, allow) => {
      const before = await wished(place);
      const isOver = async () => !['not-finished', undefined].includes((await exportProblem(place)) ?? '');
      return {
        begin: () => place.browser.evaluateInExtension(lookNow),
        ends: async () => {
          await waitFor(isOver, { timeoutMs: 40_000, message: 'the end of the backup' });
          await checkLibrary(place, before, at);
          await allow({ permissions: DOWNLOADS });
          await place.browser.evaluateInExtension(aDayLater);
          const isWritten = async () => (await exportProblem(place)) === null;
          await waitFor(isWritten, { timeoutMs: 40_000, message: 'the next backup, allowed again' });
        },
      };
    },
  },
  'data of the site cleared': {
    what: { permissions: ['browsingData'] },
    withinMs: 1_000,
    afterPress: true,
    prepare: async (place, at) => {
      const { begin, ends, check } = await CLEAR_SITE_DATA.prepare(place);
      const isRefused = async () => {
        const runs = ((await stored(place, 'session', 'runs')) ?? []) as { fix: string; state: string }[];
        return runs.some(({ fix, state }) => fix === 'clear-site-data' && state === 'failed');
      };
      return {
        begin,
        ends: async () => {
          const refused = waitFor(isRefused, { timeoutMs: 60_000, message: 'the refusal' });
          await Promise.any([ends(), refused]);
          await check(at);
        },
      };
    },
  },
  'Reddit asked': {
    what: { origins: ['https://www.reddit.com/*'] },
    withinMs: 4_000,
    prepare: async (place, at) => {
      const { browser, stage, tally } = place;
      await switchReddit(browser);
      const tab = await place.open(`/chat/${SEEDED.short}`);
      const popup = await tab.popup();
      const asked = () => stage.log.filter(({ host }) => host === HOSTS.reddit).length;
      const fail = async (): Promise<void> => {
        stage.fail({ on: 'send', kind: 'json-503' });
        await tab.send('Hello?');
        await popup.shows('degraded');
      };
      return {
        begin: fail,
        ends: async () => {
          const before = asked();
          await browser.killBackground();
          await fail();
          await pause(3_000);
          if (asked() > before) tally.missed('unfinished', `${at}: asked without permission`);
          if ((await popup.verdict()) === 'ok') tally.missed('greens', `${at}: the popup says ok`);
        },
      };
    },
  },
};

const REDDIT = '[data-setting="sources.reddit"]';

async function switchReddit(browser: ExtensionBrowser): Promise<void> {
  const page = await browser.openExtensionPage('library.html#settings');
  await page.waitForSelector(REDDIT);
  if (!(await page.$eval(REDDIT, (input) => (input as HTMLInputElement).checked))) {
    await page.click(REDDIT);
    await page.waitForSelector('[data-news="saved"]');
  }
  await page.close();
}

async function useOnce(
  scene: Scene,
  name: string,
  { what, withinMs, afterPress, prepare }: Use,
): Promise<void> {
  const { place, random, round, allow } = scene;
  const { browser, tally } = place;
  const after = Math.round(random.next() * withinMs);
  const at = `${name}, round ${round}, ${after} ms on`;
  try {
    await allow(what);
    const { begin, ends } = await prepare(place, at, allow);
    const under = begin();
    under.catch(() => undefined); // what it looked for may be gone; its end tells
    if (afterPress) await under;
    await pause(after);
    await takeBack(browser, what);
    await under.catch(() => undefined);
    tally.did();
    await ends();
    console.log(`  ${at}`);
  } catch (error) {
    tally.missed('unfinished', `${at}: ${error instanceof Error ? error.message : error}`);
  }
}

interface Scene {
  readonly place: Place;
  readonly random: DrillWorld['random'];
  readonly round: number;
  readonly allow: Permitting['allow'];
}

export const REVOKED_OPTIONAL: Drill = {
  name: 'revoked-optional',
  what: 'notifications, downloads, clearing and Reddit’s host taken back while they are used: Claude is awaited, a backup written, a site cleared, Reddit asked',
  takesTime: true,
  run: async (world) => {
    const { browser, allow } = await permitting(world);
    const place = placeOf(world, browser);
    for (let round = 0; goesOn(world, round, 3); round += 1)
      for (const [name, use] of Object.entries(USES))
        await useOnce({ place, random: world.random, round, allow }, name, use);
  },
};
