import { beforeEach, expect, it } from 'vitest';
import { checkDraft, checkLibrary, checkNotGreen, checkOnce } from '../../../drill/points/checks.ts';
import type { Tab } from '../../../drill/points/flow.ts';
import type { LibraryNow } from '../../../drill/points/library.ts';
import { newTally } from '../../../drill/tally.ts';

/** A browser, a stage and a tab that say what a test wants. */
const world = {
  kept: [] as string[],
  sent: [] as string[],
  composer: '',
  verdict: 'ok',
  badge: '',
  library: {},
};
const count = () => newTally(() => undefined);
let { tally, read } = count();
beforeEach(() => {
  ({ tally, read } = count());
  Object.assign(world, { kept: [], sent: [], composer: '', verdict: 'ok', badge: '', library: {} });
});

const browser = {
  evaluateInExtension: async (fn: () => unknown) =>
    /objectStore/.test(String(fn)) ? world.library : world.kept,
  badgeText: async () => world.badge,
};
const chat = () => ({ chat_messages: world.sent.map((text) => ({ sender: 'human', content: [{ text }] })) });
const stage = { account: { conversations: { values: () => [chat()].values() } } };
const place = () => ({ browser, stage, tally }) as never;
const popup = { page: { waitForSelector: async () => null }, verdict: async () => world.verdict };
const tab = {
  composerText: async () => world.composer,
  popup: async () => popup,
  id: async () => 1,
} as unknown as Tab;

const TEXT = 'Two\nlines, "quoted" 👩‍🚀';

it('a text that stands nowhere is lost; in the composer, among the kept or in the chat it is not', async () => {
  await checkDraft(place(), tab, TEXT, 'here', 0);
  expect(read().missed.drafts).toBe(1);
  for (const one of [{ kept: [TEXT] }, { sent: [TEXT] }, { composer: TEXT }]) {
    Object.assign(world, { kept: [], sent: [], composer: '' }, one);
    await checkDraft(place(), tab, TEXT, 'here', 0);
  }
  expect(read().missed.drafts).toBe(1);
});

it('a message that stands twice in the chats is a duplicate', () => {
  world.sent = [TEXT, 'another'];
  checkOnce(place(), TEXT, 'here');
  expect(read().missed.duplicates).toBe(0);
  world.sent.push(TEXT);
  checkOnce(place(), TEXT, 'here');
  expect(read().missed.duplicates).toBe(1);
});

it('"all is well" in the popup, or a badge without a word, is green', async () => {
  await checkNotGreen(place(), tab, 'here');
  expect(read().missed.greens).toBe(2);
  Object.assign(world, { verdict: 'degraded', badge: '!' });
  await checkNotGreen(place(), tab, 'here');
  expect(read().missed.greens).toBe(2);
});

it('a version that is gone, a chat that is gone and bytes that are others each count', async () => {
  const before: LibraryNow = { ids: ['a', 'b'], hashes: ['h'], versions: ['a h', 'b h'], damaged: [] };
  world.library = { ...before, ids: ['a', 'b', 'c'] };
  await checkLibrary(place(), before, 'here');
  expect(read().missed.snapshots).toBe(0);
  world.library = { ids: ['a'], hashes: ['h'], versions: ['a h'], damaged: ['other bytes h'] };
  await checkLibrary(place(), before, 'here');
  expect(read().missed.snapshots).toBe(3);
});
