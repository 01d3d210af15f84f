import { errorClass } from './bard-fields.ts';
import { event } from './bard-messages.ts';
import { type Generation, type Mutation, resetsAt } from './generation.ts';
import { type Field, message } from './protobuf.ts';

const mark = ({ session, version }: Mutation): Uint8Array => message([1, session], [2, version]);

/** A mutation that the server took and then refused. */
export function mutationError(mutation: Mutation, messageId: string): Uint8Array {
  const error = message(
    [1, 'invalid_request'],
    [2, 'stale_parent'],
    [3, 'Message couldn\u2019t be sent. You can try again.'],
    [4, 1],
    [7, message([10, 'stale_parent'])],
  );
  return event([5, message([1, mark(mutation)], [3, message([1, error], [2, messageId], [3, 2])])]);
}

export const mutationApplied = (mutation: Mutation): Uint8Array =>
  event([5, message([1, mark(mutation)], [2, message()])]);

/** The schema has its number; that it holds the mutation's id is our guess. */
export const mutationAccepted = (mutation: Mutation): Uint8Array => event([14, message([1, mark(mutation)])]);

/** `StreamError`, with the details that fit what failed. */
export function streamError(generation: Generation): Uint8Array {
  const status = generation.failedWith;
  const [type, text, details] = kindOf(generation);
  return event([
    3,
    message(
      [1, type],
      [2, text],
      [3, 'Something went wrong. You can try again.'],
      [4, status >= 500 || status === 429],
      details,
    ),
  ]);
}

function kindOf(generation: Generation): [string, string, Field] {
  const status = generation.failedWith;
  if (status === 529) return ['overloaded', 'Overloaded', [6, message()]];
  if (status === 429) {
    const seconds = generation.fault?.retryAfter ?? resetsAt(generation) - Math.floor(Date.now() / 1000);
    return ['rate_limit', 'Rate limited', [5, message([1, seconds], [2, 'rate_limit_exceeded'])]];
  }
  const kind = generation.fault?.errorClass ?? errorClass(status);
  return ['api_error', 'Internal server error', [11, message([1, kind], [2, status])]];
}
