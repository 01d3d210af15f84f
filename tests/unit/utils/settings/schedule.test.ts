import { expect, test } from 'vitest';
import { nextExport } from '@/utils/settings/schedule';

const HOUR = 3_600_000;
const NOW = 1_000 * HOUR;
const saved = (hoursAgo: number) => ({ at: NOW - hoursAgo * HOUR, problem: null });
const failed = (hoursAgo: number) => ({ at: NOW - hoursAgo * HOUR, problem: 'FILE_NO_SPACE' });

test.each([
  ['never', saved(99), null],
  ['daily', null, 0],
  ['daily', saved(1), 23],
  ['daily', saved(30), -6],
  ['weekly', saved(30), 138],
  ['daily', failed(1), 5],
  ['weekly', failed(1), 5],
  ['weekly', failed(7), -1],
  ['daily', saved(-5), 0],
] as const)('%s, last %j: due in %d h', (every, last, hours) => {
  expect(nextExport(every, last, NOW)).toBe(hours === null ? null : NOW + hours * HOUR);
});
