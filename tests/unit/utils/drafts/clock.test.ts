import { describe, expect, test } from 'vitest';
import { type Clock, isBelieved, looked } from '@/utils/drafts/clock';
import { keep, type Shelf } from '@/utils/drafts/shelf';
import type { Draft } from '@/utils/drafts/types';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-11-21T15:00:00Z');

/** What was looked at, one after the other. */
const after = (...times: readonly number[]): Clock =>
  times.reduce((before: Clock | null, now) => looked(before, now), null) as Clock;

describe('the clock is believed', () => {
  test.each<[string, readonly number[], boolean]>([
    ['at first', [NOW], true],
    ['while it goes on', [NOW, NOW + HOUR, NOW + DAY, NOW + 2 * DAY], true],
    ['not after a leap of a year', [NOW, NOW + 365 * DAY], false],
    ['nor an hour after it', [NOW, NOW + 365 * DAY, NOW + 365 * DAY + HOUR], false],
    ['when it says the same for a day', [NOW, NOW + 365 * DAY, NOW + 366 * DAY], true],
    ['when it has been set back', [NOW, NOW + 365 * DAY, NOW + HOUR], true],
    ['when it was set back from where it was right', [NOW, NOW - 365 * DAY], true],
    ['not when it is put right after that, for a day', [NOW, NOW - 365 * DAY, NOW], false],
  ])('%s', (_, times, believed) => {
    expect(isBelieved(after(...times))).toBe(believed);
  });
});

test('nothing is noted for each key', () => {
  const before = after(NOW);
  expect(looked(before, NOW + 250)).toBe(before);
});

test('a draft outlives a clock that cannot be believed, and none that can', () => {
  const draft = (updatedAt: number, text: string): Draft => ({
    ...{ text, attachments: [], conversationId: 'c1', updatedAt, state: 'typing' },
  });
  const shelf: Shelf = { old: draft(NOW, 'Before the leap') };
  const place = { tabId: 2, conversationId: 'c2' };
  const typed = draft(NOW + 365 * DAY, 'After the leap');
  expect(Object.keys(keep(shelf, place, typed, [], false))).toContain('old');
  expect(Object.keys(keep(shelf, place, typed, [], true))).not.toContain('old');
});
