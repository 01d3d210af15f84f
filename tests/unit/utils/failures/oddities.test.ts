import { expect, test } from 'vitest';
import { buildIn, hooksIn, laterBuild, withDetectors, withHooks } from '@/utils/failures/oddities';
import { a } from '../signals/given';

const DAY_MS = 86_400_000;
const NOW = 200 * DAY_MS;
const hook = { hook: 'composer', buildId: 'c41f9e07', firstSeen: NOW - DAY_MS };

test('a hook is named with the build of the page that lacks it', () => {
  const signals = [
    a('hook-missing', 1, { hook: 'model' }),
    a('page-loaded', 2),
    a('hook-missing', 3, { hook: 'composer' }),
  ];
  expect(hooksIn(signals)).toEqual([
    { hook: 'model', buildId: null, firstSeen: 1 },
    { hook: 'composer', buildId: 'c41f9e07', firstSeen: 3 },
  ]);
});

test('once for each build, with when it was seen first', () => {
  const again = { ...hook, firstSeen: NOW };
  const known = [hook];
  expect(withHooks(known, [again, again], NOW)).toBe(known);
  expect(withHooks(known, [{ ...again, buildId: 'd52a0f18' }], NOW)).toHaveLength(2);
  expect(withHooks([], [again, again], NOW)).toHaveLength(1);
});

test('kept 90 days, and 200 at most', () => {
  const old = { ...hook, hook: 'old', firstSeen: NOW - 91 * DAY_MS };
  expect(withHooks([old], [hook], NOW)).toEqual([hook]);
  const many = Array.from({ length: 250 }, (_, index) => ({ ...hook, hook: `h${index}` }));
  const kept = withHooks([], many, NOW);
  expect([kept.length, kept.at(-1)?.hook]).toEqual([200, 'h249']);
});

test('a detector once for each version of the extension', () => {
  const broken = { detector: 'offline', version: '0.1.0', firstSeen: NOW };
  const known = [broken];
  expect(withDetectors(known, [{ ...broken, firstSeen: NOW + 1 }], NOW)).toBe(known);
  expect(withDetectors(known, [{ ...broken, version: '0.2.0' }], NOW)).toHaveLength(2);
});

test('the build that was seen last is that of the newest page, whichever tab tells later', () => {
  const signals = [a('page-loaded', 5), a('page-loaded', 9, { document: 'error', buildId: null })];
  const found = buildIn(signals);
  expect(found).toEqual({ buildId: 'c41f9e07', at: 5 });
  expect(buildIn([a('page-loaded', 9, { buildId: null })])).toBeNull();
  const newer = { buildId: 'd52a0f18', at: 7 };
  expect(laterBuild(null, newer)).toBe(newer);
  expect(found && laterBuild(newer, found)).toBe(newer);
  expect(laterBuild(found, newer)).toBe(newer);
});
