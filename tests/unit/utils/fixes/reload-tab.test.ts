import { expect, test } from 'vitest';
import { reloadTab } from '@/utils/fixes/reload-tab';
import { context, draft } from './given';

const RELOAD = [
  { verb: 'save-conversation' },
  { verb: 'reload-tab' },
  { verb: 'await-page', timeoutMs: 30_000 },
];

test('saves first, then reloads', () => {
  expect(reloadTab.plan(context())).toEqual(RELOAD);
});

test('puts back what was being typed', () => {
  expect(reloadTab.plan(context({ draft: draft() }))).toEqual([
    ...RELOAD,
    { verb: 'fill-composer', text: draft().text, replace: false },
  ]);
});

test('does not put back what was sent: the chat may have it', () => {
  expect(reloadTab.plan(context({ draft: draft('sent') }))).toEqual(RELOAD);
});

test('is always there', () => {
  expect(reloadTab.available()).toBe(true);
});
