import { expect, test } from 'vitest';
import { tryAnotherBrowser } from '@/utils/fixes/try-another-browser';

test('steps, and what either result means', () => {
  const [only, ...more] = tryAnotherBrowser.plan();
  expect(more).toEqual([]);
  expect(only?.guide).toEqual(expect.arrayContaining(['browser_works', 'browser_fails']));
});
