import { expect, test } from 'vitest';
import { reloadTab } from '@/utils/fixes/reload-tab';
import { context, draft, knowing } from './given';

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

test('brings back the place in the chat', () => {
  const scroll = { turn: '01990a4e-turn', offset: -120 };
  expect(reloadTab.plan(knowing({ scroll }))).toEqual([...RELOAD, { verb: 'restore-place', ...scroll }]);
});
