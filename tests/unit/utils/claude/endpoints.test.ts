import fc from 'fast-check';
import { expect, test } from 'vitest';
import rows from '@/tests/fixtures/claude/endpoints.json';
import { type Endpoint, endpointOf } from '@/utils/claude/endpoints';

test.each(rows as [string, string, Endpoint | null][])('%s %s', (method, url, expected) => {
  expect(endpointOf(new URL(url, 'https://claude.ai/new'), method)).toEqual(expected ?? undefined);
});

test('any address: an answer, or none', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true }), fc.string(), (url, method) => {
      endpointOf(new URL(url), method);
    }),
    { numRuns: 500 },
  );
});
