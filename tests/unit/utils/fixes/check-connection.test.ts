import { expect, test } from 'vitest';
import { checkConnection } from '@/utils/fixes/check-connection';

test('looks at every link, then shows the broken one', () => {
  expect(checkConnection.plan()).toEqual([{ verb: 'run-chain' }, { verb: 'show-chain' }]);
});
