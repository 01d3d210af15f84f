import { expect, test } from 'vitest';
import { notifyWhenBack } from '@/utils/fixes/notify-when-back';
import { fixesFor } from '@/utils/fixes/registry';
import { context } from './given';

test.each(['send', 'document', 'other'] as const)('watches for what failed: %s', (failed) => {
  expect(notifyWhenBack.plan(context({ failed }))).toEqual([{ verb: 'watch-for-back', failed }]);
});

test('nobody is asked twice', () => {
  expect(notifyWhenBack.available(context())).toBe(true);
  expect(notifyWhenBack.available(context({ watching: true }))).toBe(false);
});

test('first where Claude is down, else after trying again, or instead of it', () => {
  expect(fixesFor('down', context())[0]).toBe('notify-when-back');
  expect(fixesFor('degraded', context()).slice(0, 2)).toEqual(['wait-and-retry', 'notify-when-back']);
  expect(fixesFor('degraded', context({ outputBegan: true }))[0]).toBe('notify-when-back');
  expect(fixesFor('degraded', context({ more: { breakerIsOpen: true } }))[0]).toBe('notify-when-back');
  expect(fixesFor('limit', context())).not.toContain('notify-when-back');
});
