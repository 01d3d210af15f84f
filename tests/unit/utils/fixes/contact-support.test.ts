import { expect, test } from 'vitest';
import { contactSupport } from '@/utils/fixes/contact-support';
import { context, knowing } from './given';

test.each([
  ['nothing is known', context(), false],
  ['nothing was tried', knowing({ officialIsGreen: true, tried: [] }), false],
  ['the outage is known', knowing({ officialIsGreen: false, tried: ['reload-tab'] }), false],
  ['it was tried, and the status is green', knowing({ officialIsGreen: true, tried: ['reload-tab'] }), true],
])('%s', (_, given, expected) => {
  expect(contactSupport.available(given)).toBe(expected);
});

test('the user sees the report before it is copied', () => {
  expect(contactSupport.plan()).toEqual([{ verb: 'show-report' }]);
});
