import { expect, test } from 'vitest';
import { tabsLoading } from '@/entrypoints/background/loading';

test('a tab waits from its first question until its page has come', () => {
  let now = 1_000;
  const { began, ended, since } = tabsLoading(() => now);
  expect(since(7)).toBeNull();
  began(7);
  now = 4_000;
  began(7);
  expect([since(7), since(8)]).toEqual([1_000, null]);
  ended(7);
  expect(since(7)).toBeNull();
  began(7);
  expect(since(7)).toBe(4_000);
});
