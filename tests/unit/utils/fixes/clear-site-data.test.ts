import { expect, test } from 'vitest';
import { clearSiteData } from '@/utils/fixes/clear-site-data';
import { CHAT, draft, knowing, stepsOf, verbsOf } from './given';

const chrome = knowing({ browser: 'chrome' }, { draft: draft() });
const firefox = knowing({ browser: 'firefox' }, { draft: draft() });
const cleared = (given: typeof chrome) =>
  stepsOf(clearSiteData, given).flatMap((step) => (step.verb === 'clear-data' ? [step] : []));

test('saves before anything goes, and comes back to the chat with the text when somebody is signed in', () => {
  expect(verbsOf(clearSiteData, chrome)).toEqual([
    'save-conversation',
    'clear-data',
    'open-chat',
    'await-sign-in',
    'open-chat',
    'await-page',
    'fill-composer',
  ]);
  const paths = stepsOf(clearSiteData, chrome).flatMap((step) =>
    step.verb === 'open-chat' ? [step.path] : [],
  );
  expect(paths).toEqual([`/chat/${CHAT}`, `/chat/${CHAT}`]);
});

test('of claude.ai alone, in one step: half a clearing is worse than none', () => {
  for (const given of [chrome, firefox]) {
    expect(cleared(given)).toHaveLength(1);
    expect(cleared(given)[0]?.site).toBe('https://claude.ai');
    expect(cleared(given)[0]?.types).toEqual(
      expect.arrayContaining(['cookies', 'localStorage', 'indexedDB', 'serviceWorkers']),
    );
  }
});

test('Firefox is asked for nothing that it can not clear by hosts', () => {
  const types = cleared(firefox)[0]?.types ?? [];
  for (const type of ['cache', 'cacheStorage', 'fileSystems'] as const) expect(types).not.toContain(type);
  expect(verbsOf(clearSiteData, firefox).indexOf('clear-cache-storage')).toBeGreaterThan(
    verbsOf(clearSiteData, firefox).indexOf('clear-data'),
  );
});

test('says that it signs out and what stays', () => {
  expect(clearSiteData.risk).toBe('destructive');
  expect(clearSiteData.goes).toEqual(expect.arrayContaining(['signed_in', 'page_drafts']));
  expect(clearSiteData.stays).toEqual(expect.arrayContaining(['library', 'drafts', 'other_sites']));
});

test('outside of a chat it comes back to the page that was open', () => {
  const given = knowing({ path: '/projects' }, { conversationId: null });
  expect(stepsOf(clearSiteData, given)).toContainEqual({ verb: 'open-chat', path: '/projects' });
});
