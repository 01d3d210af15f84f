import { expect, test, vi } from 'vitest';
import { clearingUp } from '@/utils/library/memory-pressure';

test('the browser is asked to clear up now and then, and a refusal is no trouble', () => {
  const ask = vi.fn(() => {
    throw new RangeError('no room');
  });
  const clear = clearingUp(ask);
  for (let chat = 0; chat < 4; chat += 1) clear();
  expect(ask).not.toHaveBeenCalled();
  for (let chat = 0; chat < 6; chat += 1) clear();
  expect(ask).toHaveBeenCalledTimes(2);
});
