import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { eraseLocal } from '@/utils/storage/erasing';

beforeEach(() => fakeBrowser.reset());

test('what is kept goes, also as another version has left it; choices stay', async () => {
  const stay = ['settings', 'settings:newer', 'chats-left-out', 'welcomed', 'last-export', 'log-cleared-at'];
  const go = [
    ...['drafts', 'drafts:newer', 'half-answers', 'draft-clock', 'own-incidents', 'tries', 'surges'],
    ...['official-history', 'missing-hooks', 'broken-detectors', 'seen-build', 'back-watch', 'of-later'],
  ];
  await fakeBrowser.storage.local.set(
    Object.fromEntries([...stay, ...go].map((key) => [key, { version: 1 }])),
  );
  await fakeBrowser.storage.session.set({ tabs: { version: 1 } });
  await eraseLocal();
  expect(new Set(Object.keys(await fakeBrowser.storage.local.get(null)))).toEqual(new Set(stay));
  expect(Object.keys(await fakeBrowser.storage.session.get(null))).toEqual(['tabs']);
});
