import { expect, test } from 'vitest';
import { switchNetwork } from '@/utils/fixes/switch-network';

test('steps, and what either result means', () => {
  const [only, ...more] = switchNetwork.plan();
  expect(more).toEqual([]);
  expect(only?.guide).toEqual(expect.arrayContaining(['network_works', 'network_fails']));
});
