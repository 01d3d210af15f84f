import { expect, test } from 'vitest';
import { leftOpen, logged } from '@/utils/incidents/log';
import { quietForMs } from '@/utils/incidents/quiet-hours';
import type { OwnIncident } from '@/utils/incidents/types';
import { usualOf } from '@/utils/incidents/usual';
import { USUAL } from '@/utils/status/incident-history';
import { MINUTE, START } from './given';

const DAY = 24 * 60 * MINUTE;
const row = (id: string, special: Partial<OwnIncident> = {}): OwnIncident => ({
  id,
  startedAt: START,
  endedAt: START + 20 * MINUTE,
  ending: 'seen',
  verdict: 'degraded',
  model: null,
  code: null,
  failures: 3,
  failedAt: START + 19 * MINUTE,
  witnesses: [],
  evidence: [],
  ...special,
});
const many = (count: number, special: Partial<OwnIncident> = {}) =>
  Array.from({ length: count }, (_, index) => row(`i${index}`, special));

test('kept for ninety days, and a thousand of them', () => {
  const old = row('old', { startedAt: START - 91 * DAY, endedAt: START - 91 * DAY });
  expect(logged([old, row('a')], [row('b')], START + DAY).map(({ id }) => id)).toEqual(['a', 'b']);
  expect(logged(many(1_000), [row('new', { startedAt: START + 1 })], START + DAY)).toHaveLength(1_000);
  expect(logged(many(1_000), [row('new', { startedAt: START + 1 })], START + DAY).at(-1)?.id).toBe('new');
});

test('what has changed takes the place of what was', () => {
  expect(logged([row('a')], [row('a', { failures: 9 })], START)).toEqual([row('a', { failures: 9 })]);
});

test('left open by a browser that was closed: ends soon after its last failure, as a guess', () => {
  const open = row('a', { endedAt: null, failedAt: START });
  expect(leftOpen([open, row('b')], [], START + DAY)).toMatchObject([
    { id: 'a', endedAt: START + 10 * MINUTE, ending: 'assumed' },
  ]);
  expect(leftOpen([open], [open], START + DAY)).toEqual([]);
});

test('left open by a clock that ran a day ahead: as long as it was, and over by now', () => {
  const ahead = { startedAt: START + DAY, failedAt: START + DAY + 20 * MINUTE, endedAt: null };
  expect(leftOpen([row('a', ahead)], [], START)).toMatchObject([
    { startedAt: START - 20 * MINUTE, failedAt: START, endedAt: START, ending: 'assumed' },
  ]);
});

test('how long it usually lasts: of their own, when there are enough that were seen to end', () => {
  expect(usualOf(many(12), [])).toMatchObject({ median: 20 * MINUTE, count: 12 });
  expect(usualOf(many(11), [])).toBe(USUAL);
  expect(usualOf(many(12, { ending: 'assumed' }), [])).toBe(USUAL);
  expect(usualOf(many(12, { verdict: 'limit' }), [])).toBe(USUAL);
});

test.each([
  ['22:00', { from: 22 * 60, to: 7 * 60 }, 9 * 60],
  ['06:59', { from: 22 * 60, to: 7 * 60 }, 1],
  ['07:00', { from: 22 * 60, to: 7 * 60 }, 0],
  ['21:59', { from: 22 * 60, to: 7 * 60 }, 0],
  ['13:30', { from: 13 * 60, to: 14 * 60 }, 30],
  ['12:00', { from: 0, to: 0 }, 0],
  ['12:00', null, 0],
])('quiet hours at %s of %o: for %i more minutes', (time, hours, minutes) => {
  expect(quietForMs(hours, new Date(`2026-11-21T${time}:00`))).toBe(minutes * MINUTE);
});
