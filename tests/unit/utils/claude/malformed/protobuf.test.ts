import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldsOf, message, messages, number, string } from '@/utils/claude/protobuf';
import { judgeReply } from '@/utils/claude/reply-failure';
import type { ReplyClue } from '@/utils/claude/sighting';

const INPUTS = 100_000;
const TIMEOUT = 60_000;
const OUTCOMES = ['failed', 'complete', 'stopped'];

const wild = fc.oneof(
  fc.uint8Array({ maxLength: 40, size: 'max' }),
  // Keys and lengths that mean something, more often than chance would have them.
  fc
    .array(
      fc.constantFrom(0x08, 0x0a, 0x10, 0x12, 0x1a, 0x2a, 0x32, 0x3a, 0x5a, 0, 1, 2, 4, 9, 127, 128, 255),
      {
        maxLength: 40,
      },
    )
    .map((list) => new Uint8Array(list)),
);

test(
  `${INPUTS} inputs: the reading ends, and nothing is thrown`,
  () => {
    fc.assert(
      fc.property(wild, fc.nat({ max: 62 }), (bytes, wanted) => {
        let count = 0;
        for (const field of fieldsOf(bytes)) {
          count += 1;
          if (field.bytes && field.bytes.length > bytes.length) throw new Error('more than there is');
        }
        if (count > bytes.length) throw new Error('more fields than bytes');
        number(bytes, wanted);
        string(bytes, wanted);
        message(bytes, wanted);
        messages(bytes, wanted);
      }),
      { numRuns: INPUTS },
    );
  },
  TIMEOUT,
);

const HOW: ReplyClue['how'][] = ['stream-error', 'mutation-error', 'stop-details', 'class', 'json', 'none'];
const letters = fc.oneof(
  wild.map((bytes) => String.fromCharCode(...bytes)),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

test(
  `${INPUTS} clues, as a page may forge them: each is judged`,
  () => {
    fc.assert(
      fc.property(fc.constantFrom(...HOW), letters, fc.nat(), (how, what, now) => {
        const { outcome, failure, status, resetsAt } = judgeReply({ how, what }, now);
        const isSane =
          OUTCOMES.includes(outcome) &&
          (failure === null) === (outcome !== 'failed') &&
          (status === null || status > 0) &&
          (resetsAt === null || resetsAt > 0);
        if (!isSane) expect({ outcome, failure, status, resetsAt }).toBe('sane');
      }),
      { numRuns: INPUTS },
    );
  },
  TIMEOUT,
);
