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

test('after trying again; first when that is not to be had', () => {
  expect(fixesFor('down', context()).slice(0, 2)).toEqual(['wait-and-retry', 'notify-when-back']);
  expect(fixesFor('down', context({ outputBegan: true }))[0]).toBe('notify-when-back');
  expect(fixesFor('down', context({ more: { breakerIsOpen: true } }))[0]).toBe('notify-when-back');
  expect(fixesFor('limit', context())).not.toContain('notify-when-back');
});
