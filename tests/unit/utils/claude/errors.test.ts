import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import rows from '@/tests/fixtures/claude/errors.json';
import { looseJson, parseErrorBody, readResetTime } from '@/utils/claude/error-body';
import { failureClass } from '@/utils/claude/failure';

describe.each(rows)('$name', ({ status, headers, body, failure, facts }) => {
  test(`is ${failure}`, () => {
    const challenged = (headers as Record<string, string>)['cf-mitigated'] === 'challenge';
    expect(failureClass({ ...parseErrorBody(body), status, challenged })).toBe(failure);
  });

  test('is read as far as it can be', () => {
    expect(parseErrorBody(body)).toMatchObject(facts);
  });
});

test('every 5xx is a failure of Claude, whatever the body says of itself', () => {
  const body = fc.record({ type: fc.constant(null), code: fc.constant(null), message: fc.constant(null) });
  fc.assert(
    fc.property(fc.integer({ min: 500, max: 599 }), body, (status, facts) => {
      const failure = failureClass({ ...facts, status, challenged: false });
      expect(['overloaded', 'server', 'gateway']).toContain(failure);
    }),
  );
});

test('no 4xx is a failure of Claude, unless it says that it is overloaded', () => {
  const code = fc.constantFrom(null, 'model_not_available', 'account_session_invalid', 'other');
  const type = fc.constantFrom(
    null,
    'permission_error',
    'not_found_error',
    'invalid_request_error',
    'aborted',
  );
  fc.assert(
    fc.property(fc.integer({ min: 400, max: 499 }), type, code, (status, kind, name) => {
      const failure = failureClass({ status, type: kind, code: name, message: null, challenged: false });
      expect(['overloaded', 'server', 'gateway']).not.toContain(failure);
    }),
  );
});

test('any body: facts, or none, and never an exception', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.json(), fc.constantFrom(...rows.map(({ body }) => body))),
      (body) => {
        const { resetsAt, ...rest } = parseErrorBody(body);
        for (const value of Object.values(rest))
          expect(value === null || typeof value === 'string').toBe(true);
        expect(resetsAt === null || resetsAt > 0).toBe(true);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('every body, cut anywhere', () => {
  for (const { body } of rows)
    for (let end = 0; end < Math.min(body.length, 400); end += 7) parseErrorBody(body.slice(0, end));
});

test.each([
  [{ resetsAt: 1_794_502_800 }, 1_794_502_800_000],
  [{ resets_at: 1_794_502_800 }, 1_794_502_800_000],
  [{ resetsAt: null, resets_at: 1_794_502_800 }, 1_794_502_800_000],
  [{ resetsAt: 0 }, null],
  [{ resetsAt: -5 }, null],
  [{ resetsAt: '1794502800' }, null],
  [{ resetsAt: Number.NaN }, null],
  [{}, null],
])('reset time of %o', (limit, expected) => {
  expect(readResetTime(limit)).toBe(expected);
});

test.each(['', 'null', '42', '"text"', '{', '<html>'])('%s is an empty object', (text) => {
  expect(Object.keys(looseJson(text))).toEqual([]);
});
