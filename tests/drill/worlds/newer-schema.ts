import type { Page } from 'puppeteer-core';
import { waitFor } from '../../browsers/poll.ts';
import { SEEDED } from '../../stage/seed.ts';
import type { Drill, DrillWorld } from '../types.ts';
import { keptTexts, storedLocally, storeLocally, wholeDatabase } from './kept.ts';
import { openLibrary, pause, restartBackground, setStage, visit } from './visit.ts';

const NAMES = ['lifeline-library', 'lifeline-failures'] as const;
const NEXT = 99;

/** Runs in the extension: a database as some later version may have it, with stores and records that nobody knows yet. */
async function makeFuture(name: string, version: number): Promise<void> {
  await new Promise((resolve) => {
    const gone = indexedDB.deleteDatabase(name);
    gone.onsuccess = gone.onerror = gone.onblocked = resolve;
  });
  const opening = indexedDB.open(name, version);
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('objects');
      opening.result.createObjectStore('shelves-of-tomorrow', { autoIncrement: true });
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const write = database.transaction(['objects', 'shelves-of-tomorrow'], 'readwrite');
  for (let number = 0; number < 20; number += 1) {
    write.objectStore('objects').put(new Uint8Array([number, 1, 2, 3]), `key-${number}`);
    write.objectStore('shelves-of-tomorrow').add({ number, what: { is: 'not known yet' } });
  }
  await new Promise((resolve, reject) => {
    write.oncomplete = resolve;
    write.onerror = () => reject(write.error);
  });
  database.close();
}

/** Values of the future: some fit what is known today, some don't. */
const futureValues = () => ({
  settings: { version: NEXT, value: { statusEveryMin: 30, moods: ['calm'], sources: { oracle: true } } },
  drafts: { version: NEXT, value: { shelves: [{ chat: SEEDED.long, runs: ['Typed in', ' the future'] }] } },
  'half-answers': { version: NEXT, value: [['x', { parts: ['Half'] }]] },
  'own-incidents': { version: NEXT, value: { years: { 2027: [] } } },
  tries: { version: NEXT, value: { minutes: [1, 2, 3] } },
  'chats-left-out': { version: NEXT, value: { [SEEDED.long]: { since: 1 } } },
});

/** What was put there stands there still, or is put aside. */
async function lookAfterValues({ tally }: DrillWorld, stored: Record<string, unknown>): Promise<void> {
  for (const [key, value] of Object.entries(futureValues())) {
    const text = JSON.stringify(value);
    const isKept = [stored[key], stored[`${key}:newer`]].some(
      (one) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(value)),
    );
    if (!isKept)
      tally.missed(key === 'drafts' ? 'drafts' : 'unfinished', `${key} of the future is gone: ${text}`);
  }
}

/** The browser gives keys back in an order of its own. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => a.localeCompare(b))
            .map(([key, one]) => [key, sorted(one)]),
        )
      : value;

const says = (page: Page, selector: string): Promise<unknown> =>
  waitFor(() => page.$(selector), { timeoutMs: 5_000, message: selector });

async function run(world: DrillWorld): Promise<void> {
  const { stage, launch, tally } = world;
  setStage(stage);
  const browser = await launch({});
  for (const name of NAMES) await browser.evaluateInExtension(makeFuture, name, NEXT);
  await browser.evaluateInExtension(storeLocally, futureValues());
  const before = await Promise.all(NAMES.map((name) => browser.evaluateInExtension(wholeDatabase, name)));
  await restartBackground(browser);
  tally.did();

  // All that could write: a failure, its log, a draft, a capture, a backup, a choice.
  const tab = await visit(browser, `/chat/${SEEDED.short}`);
  stage.fail({ on: 'send', kind: 'json-503', times: 1 });
  await tab.send('Typed today');
  await tab.prompt('degraded').catch((error: Error) => tally.missed('greens', error.message));
  const popup = await tab.popup();
  await popup.shows('degraded').catch((error: Error) => tally.missed('greens', error.message));
  await popup.page.close();
  await tab.page.bringToFront();
  stage.clear();
  await tab.type('A draft of today');
  await waitFor(
    async () =>
      (await browser.evaluateInExtension(keptTexts)).some((text) => text.includes('A draft of today')),
    {
      message: 'the draft of today',
    },
  ).catch(() => tally.missed('drafts', 'what is typed today is not kept'));
  const page = await openLibrary(browser);
  await says(page, '[data-closed="newer"]').catch(() =>
    tally.missed('unfinished', 'the library doesn’t say that it is newer'),
  );
  await page.evaluate(() => {
    location.hash = 'settings';
  });
  await says(page, '[data-newer]').catch(() => tally.missed('unfinished', 'the settings don’t say so'));
  await page.select('[data-setting="statusEveryMin"]', '15');
  await pause(300);
  for (const [place, sign] of [
    ['drafts', '[data-newer]'],
    ['diagnostics', 'h1'],
    ['incidents', 'h1'],
  ] as const) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, place);
    await says(page, sign).catch(() => tally.missed('unfinished', `${place} doesn’t say so`));
  }
  await pause(4_000); // the log writes every two seconds
  await browser.killBackground();
  await lookAfterValues(world, await browser.evaluateInExtension(storedLocally, null));
  for (const [index, name] of NAMES.entries())
    if ((await browser.evaluateInExtension(wholeDatabase, name)) !== before[index])
      tally.missed('snapshots', `${name} of the future isn’t what it was`);
}

export const NEWER_SCHEMA: Drill = {
  name: 'newer-schema',
  what: `databases of version ${NEXT} and settings, drafts and logs of the future, and everything done that writes`,
  run,
};
