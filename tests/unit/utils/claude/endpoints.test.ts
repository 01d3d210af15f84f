import fc from 'fast-check';
import { expect, test } from 'vitest';
import rows from '@/tests/fixtures/claude/endpoints.json';
import { type Endpoint, endpointOf } from '@/utils/claude/endpoints';

/** Method, address, what it is for, and why it counts for nothing. */
test.each(rows as unknown as [string, string, Endpoint | null, string?][])(
  '%s %s',
  (method, url, expected) => {
    expect(endpointOf(new URL(url, 'https://claude.ai/new'), method)).toEqual(expected ?? undefined);
  },
);

test('any address: an answer, or none', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true }), fc.string(), (url, method) => {
      endpointOf(new URL(url), method);
    }),
    { numRuns: 500 },
  );
});
