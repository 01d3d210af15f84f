import { expect, test } from 'vitest';
import { hardReload } from '@/utils/fixes/hard-reload';
import { context, draft, knowing } from './given';

const RELOAD = [
  { verb: 'save-conversation' },
  { verb: 'hard-reload' },
  { verb: 'await-page', timeoutMs: 30_000 },
];

test('saves first, then loads past the cache', () => {
  expect(hardReload.plan(context())).toEqual(RELOAD);
});

test('place and text come back; a text that was sent does not', () => {
  const scroll = { turn: 'row', offset: 40 };
  expect(hardReload.plan(knowing({ scroll }, { draft: draft() }))).toEqual([
    ...RELOAD,
    { verb: 'fill-composer', text: draft().text, replace: false },
    { verb: 'restore-place', ...scroll },
  ]);
  expect(hardReload.plan(context({ draft: draft('sent') }))).toEqual(RELOAD);
});
