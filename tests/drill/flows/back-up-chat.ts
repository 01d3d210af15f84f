import { SEEDED } from '../../stage/seed.ts';
import { checkLibrary, libraryNow } from '../points/checks.ts';
import type { Flow } from '../points/flow.ts';
import { comes, ifThere } from './comes.ts';

let round = 0;

export const BACK_UP_CHAT: Flow = {
  name: 'back-up-chat',
  what: '"Back up chat" takes a new copy of a chat that has changed',
  prepare: async (place) => {
    const { stage, browser } = place;
    const tab = await place.open('/new');
    const id = SEEDED.short;
    const chat = stage.account.find(id);
    const mark = `changed ${round++} ${Date.now()}`;
    if (chat) chat.name = mark;
    await tab.page.goto(`https://claude.ai/chat/${id}`);
    await tab.page.waitForSelector('[data-testid="assistant-message"]');
    const popup = await tab.popup();
    await popup.page.waitForSelector('[data-action="back-up-chat"]:not([aria-disabled])');
    const before = await libraryNow(place);
    const press = () => popup.click('[data-action="back-up-chat"]:not([aria-disabled])');
    const isKept = async () => (await browser.evaluateInExtension(keptNames)).includes(mark);
    return {
      begin: press,
      ends: () => comes('the new copy', isKept, ifThere(press, popup.page)),
      check: (at) => checkLibrary(place, before, at),
    };
  },
};

/** Runs in the extension: the titles of all copies. */
async function keptNames(): Promise<string> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('lifeline-library');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const all = await new Promise<Uint8Array[]>((resolve, reject) => {
    const reading = database.transaction('objects').objectStore('objects').getAll();
    reading.onsuccess = () => resolve(reading.result);
    reading.onerror = () => reject(reading.error);
  });
  database.close();
  return all.map((bytes) => /"name":"([^"]*)"/.exec(new TextDecoder().decode(bytes))?.[1] ?? '').join('\n');
}
