import { expect, test } from 'vitest';
import { type ClientFailure, failed } from '@/utils/claude/client-answer';
import { patient } from '@/utils/library/run/patience';

async function tries(
  failure: Partial<ClientFailure>,
  isCancelled = false,
): Promise<{ asked: number; waits: number[] }> {
  const waits: number[] = [];
  let asked = 0;
  const persist = patient({
    sleep: async (ms) => void waits.push(ms),
    random: () => 0.5,
    isCancelled: () => isCancelled,
  });
  await persist(async () => {
    asked += 1;
    return { ...failed('network'), ...failure };
  });
  return { asked, waits };
}

test('three more tries, each waiting longer', async () => {
  expect(await tries({})).toEqual({ asked: 4, waits: [500, 1000, 2000] });
});

test('Retry-After is obeyed', async () => {
  expect(await tries({ error: 'limit', retryAfterMs: 7000 })).toMatchObject({ waits: [7000, 7000, 7000] });
});

test.each([
  ['a challenge', { error: 'challenge', status: 403 }],
  ['a sign-out', { error: 'signed-out', status: 401 }],
  ['a chat that is not there', { error: 'not-found', status: 404 }],
  ['a bad request', { error: 'http', status: 400 }],
  ['a wait of an hour', { error: 'limit', retryAfterMs: 3_600_000 }],
] as const)('%s is not tried again', async (_name, failure) => {
  expect(await tries(failure)).toEqual({ asked: 1, waits: [] });
});

test('nothing is tried again once it is cancelled', async () => {
  expect((await tries({}, true)).asked).toBe(1);
});
