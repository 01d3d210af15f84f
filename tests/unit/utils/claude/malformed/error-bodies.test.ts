import fc from 'fast-check';
import { expect, test } from 'vitest';
import rows from '@/tests/fixtures/claude/errors.json';
import { parseErrorBody } from '@/utils/claude/error-body';
import { failureClass } from '@/utils/claude/failure';
import { signalOf } from '@/utils/claude/judgement';

const INPUTS = 100_000;
const TIMEOUT = 60_000;

/** Values where others are expected, under the names that are read. */
const names = fc.constantFrom(
  ...['type', 'error', 'code', 'message', 'details', 'error_code', 'error_description', 'request_id'],
  ...['resetsAt', 'resets_at', '__proto__', 'constructor', 'toString'],
);
const { value } = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
  object: fc.array(fc.tuple(names, tie('value')), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs)),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(
      null,
      true,
      0,
      -1,
      1e308,
      1_794_502_800,
      '',
      'overloaded_error',
      '{"resetsAt":-1}',
      [],
    ),
    fc.string({ maxLength: 6 }),
    tie('object'),
  ),
}));

const real = fc.constantFrom(...rows.map(({ body }) => body.slice(0, 1_500)));
const broken = fc
  .tuple(real, fc.nat({ max: 1_500 }), fc.nat({ max: 1_500 }), fc.string({ maxLength: 3 }))
  .map(
    ([body, from, to, other]) => body.slice(0, Math.min(from, to)) + other + body.slice(Math.max(from, to)),
  );

const isText = (found: unknown): boolean =>
  found === null || (typeof found === 'string' && found.length <= 2_000);

test.each<[string, fc.Arbitrary<string>]>([
  ['bodies of the wrong shape', value.map((body) => JSON.stringify(body))],
  ['bodies with a piece cut out', broken],
  ['any text', fc.string({ unit: 'binary', maxLength: 40, size: 'max' })],
])(
  `${INPUTS} inputs, ${'%s'}: facts or none, and a class`,
  (_, input) => {
    fc.assert(
      fc.property(input, fc.integer({ min: 0, max: 599 }), (body, status) => {
        const { resetsAt, ...texts } = parseErrorBody(body);
        const failure = failureClass({ ...texts, status, challenged: false });
        const isSane =
          Object.values(texts).every(isText) &&
          (resetsAt === null || (resetsAt > 0 && Number.isFinite(resetsAt))) &&
          typeof failure === 'string';
        if (!isSane) expect({ body, resetsAt, ...texts }).toBe('sane');
      }),
      { numRuns: INPUTS },
    );
  },
  TIMEOUT,
);

test(
  `${INPUTS} answers, as a page may forge them: each becomes a signal`,
  () => {
    const text = fc.string({ unit: 'binary', maxLength: 30, size: 'max' });
    fc.assert(
      fc.property(text, broken, fc.option(fc.integer()), (headers, body, status) => {
        const about = { id: 'x', endpoint: 'send', protocol: 'legacy', conversationId: null } as const;
        const seen = {
          kind: 'response-received',
          at: 1,
          ...about,
          status,
          latencyMs: 1,
          headers,
          body,
        } as const;
        const signal = signalOf(seen);
        if ('headers' in signal || 'body' in signal) expect(signal).toBe('without what it was made of');
      }),
      { numRuns: INPUTS },
    );
  },
  TIMEOUT,
);
