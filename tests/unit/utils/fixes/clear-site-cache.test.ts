import { expect, test } from 'vitest';
import { clearSiteCache } from '@/utils/fixes/clear-site-cache';
import { draft, knowing, stepsOf, verbsOf } from './given';

const chrome = knowing({ browser: 'chrome' }, { draft: draft() });
const firefox = knowing({ browser: 'firefox' }, { draft: draft() });
const cleared = (given: typeof chrome) =>
  stepsOf(clearSiteCache, given).flatMap((step) => (step.verb === 'clear-cache' ? step.types : []));

test('nothing but what can be fetched again, of claude.ai alone', () => {
  expect(cleared(chrome)).toEqual(['cache', 'cacheStorage', 'serviceWorkers']);
  expect(cleared(firefox)).toEqual(['serviceWorkers']);
  for (const step of stepsOf(clearSiteCache, chrome))
    if (step.verb === 'clear-cache') expect(step.site).toBe('https://claude.ai');
});

test('saves first; Firefox empties its stored files in the page; both load past the cache', () => {
  const end = ['hard-reload', 'await-page', 'fill-composer'];
  expect(verbsOf(clearSiteCache, chrome)).toEqual(['save-conversation', 'clear-cache', ...end]);
  const inPage = ['save-conversation', 'clear-cache', 'clear-cache-storage'];
  expect(verbsOf(clearSiteCache, firefox)).toEqual([...inPage, ...end]);
});

test('an unknown browser is treated as the one that can do less', () => {
  expect(cleared(knowing({}))).toEqual(cleared(firefox));
});

test('a page that did not come holds no script of ours', () => {
  expect(verbsOf(clearSiteCache, knowing({ browser: 'firefox' }, { failed: 'document' }))).not.toContain(
    'clear-cache-storage',
  );
});

test('the sign-in is no part of it, and the permission is asked for', () => {
  expect(clearSiteCache.stays).toContain('signed_in');
  expect(clearSiteCache.needs).toEqual(['browsingData']);
});
