import { waitFor } from '../../browsers/poll.ts';
import { COMPOSER } from '../../e2e/kit.ts';
import { SEEDED } from '../../stage/seed.ts';
import type { Drill, DrillWorld } from '../types.ts';
import { keptChats, keptTexts, storeLocally } from './kept.ts';
import { openLibrary, pause, restartBackground, setStage, visit } from './visit.ts';

const CHATS = 24;
const DAY_MS = 86_400_000;

/**
 * Runs in the extension: a library as its first version made it, with several versions of each chat. Returns the hash of the best
 * version of each.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: it is sent into the browser as one text.
async function makeFirstLibrary(chats: number, now: number): Promise<Record<string, string>> {
  await new Promise((resolve) => {
    const gone = indexedDB.deleteDatabase('lifeline-library');
    gone.onsuccess = gone.onerror = gone.onblocked = resolve;
  });
  const opening = indexedDB.open('lifeline-library', 1);
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('objects');
      const versions = opening.result.createObjectStore('versions', { autoIncrement: true });
      versions.createIndex('conversationId', 'conversationId');
      versions.createIndex('capturedAt', 'capturedAt');
      opening.result.createObjectStore('conversations', { keyPath: 'conversationId' });
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const made: { id: string; bytes: Uint8Array; snapshot: { hash: string } }[] = [];
  for (let number = 0; number < chats * 2; number += 1) {
    const id = `b0000000-0000-4000-8000-${String(Math.floor(number / 2)).padStart(12, '0')}`;
    const messages = Array.from({ length: 2 + (number % 2) * 2 }, (_, index) => ({
      uuid: `c${String(number).padStart(7, '0')}-0000-4000-8000-${String(index).padStart(12, '0')}`,
      sender: index % 2 === 0 ? 'human' : 'assistant',
      index,
      parent_message_uuid:
        index === 0
          ? '00000000-0000-4000-8000-000000000000'
          : `c${String(number).padStart(7, '0')}-0000-4000-8000-${String(index - 1).padStart(12, '0')}`,
      created_at: new Date(now - 1_000).toISOString(),
      content: [{ type: 'text', text: `Old message ${number}.${index}` }],
    }));
    const chat = {
      uuid: id,
      name: `Old chat ${id.slice(-3)}`,
      updated_at: new Date(now).toISOString(),
      current_leaf_message_uuid: messages.at(-1)?.uuid,
      chat_messages: messages,
    };
    const bytes = new TextEncoder().encode(JSON.stringify(chat));
    const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const hash = [...sum].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const facts = { conversationId: id, organizationId: '', source: 'api', capturedAt: now + number, hash };
    const shape = { title: chat.name, updatedAt: chat.updated_at, model: null, projectId: null, whole: true };
    const snapshot = { ...facts, ...shape, size: bytes.byteLength, messageCount: messages.length };
    made.push({ id, bytes, snapshot });
  }
  const write = database.transaction(['objects', 'versions', 'conversations'], 'readwrite');
  const best: Record<string, string> = {};
  for (const [index, { id, bytes, snapshot }] of made.entries()) {
    write.objectStore('objects').put(bytes, snapshot.hash);
    write.objectStore('versions').add(snapshot);
    best[id] = snapshot.hash;
    const key = index + 1;
    const own = { bestKey: key, best: snapshot, newestKey: key, newest: snapshot };
    write.objectStore('conversations').put({ conversationId: id, ...own });
  }
  await new Promise((resolve, reject) => {
    write.oncomplete = resolve;
    write.onerror = () => reject(write.error);
  });
  database.close();
  return best;
}

/** A draft as the first versions kept it: without a page, a tab, or what came later. */
const oldDraft = (now: number) => ({
  text: 'Kept by an older version\nwith a second line',
  attachments: [],
  conversationId: SEEDED.short,
  updatedAt: now - DAY_MS,
  state: 'typing',
});

async function run({ stage, launch, tally }: DrillWorld): Promise<void> {
  setStage(stage);
  const browser = await launch();
  const now = Date.now();
  const before = await browser.evaluateInExtension(makeFirstLibrary, CHATS, now - 30 * DAY_MS);
  const draft = oldDraft(now);
  await browser.evaluateInExtension(storeLocally, {
    drafts: { version: 1, value: { 'typing:old': draft } },
    settings: { version: 1, value: { statusEveryMin: 30, sources: { 'hacker-news': false } } },
  });
  await restartBackground(browser);
  tally.did();

  const page = await openLibrary(browser);
  await waitFor(() => page.$('[data-conversation]'), { message: 'the old chats in the list' }).catch(() =>
    tally.missed('unfinished', 'the old library shows nothing'),
  );
  const after = new Map((await browser.evaluateInExtension(keptChats)).map((chat) => [chat.id, chat]));
  for (const [id, hash] of Object.entries(before)) {
    const chat = after.get(id);
    if (chat?.hash !== hash || !chat.isWhole) tally.missed('snapshots', `${id} of the first version`);
  }
  const tab = await visit(browser, `/chat/${SEEDED.short}`);
  await waitFor(
    async () =>
      (await tab.composerText()) === draft.text.replace('\n', '\n\n') ||
      (await tab.composerText()) === draft.text,
    {
      message: 'the old draft in its chat',
    },
  ).catch(async () => {
    const kept = await browser.evaluateInExtension(keptTexts);
    tally.missed(
      kept.includes(draft.text) ? 'unfinished' : 'drafts',
      `the old draft: ${await tab.page.$eval(COMPOSER, (one) => one.textContent)}`,
    );
  });
  // A capture into it must not disturb what is there.
  await tab.send('Into an old library');
  await tab.answered();
  await pause(2_500);
  const last = await browser.evaluateInExtension(keptChats);
  for (const [id, hash] of Object.entries(before))
    if (!last.some((one) => one.id === id && one.hash === hash && one.isWhole))
      tally.missed('snapshots', `${id} after a capture`);
  if (!last.some(({ id }) => id === SEEDED.short)) tally.missed('unfinished', 'nothing new is captured');
}

export const OLDER_SCHEMA: Drill = {
  name: 'older-schema',
  what: `a library of the first version with ${CHATS} chats, and a draft and settings of an older one, taken over`,
  run,
};
