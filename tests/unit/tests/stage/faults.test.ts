// @vitest-environment node

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SEEDED } from '../../../stage/seed.ts';
import { startStage } from '../../../stage/stage.ts';
import type { Stage } from '../../../stage/types.ts';
import { ask, sendLegacy, sendMerged, timeline } from './client.ts';

let stage: Stage;
const ID = SEEDED.short;
const QUICK = { chunkGapMs: 5, heartbeatMs: 30, afterlifeMs: 20 };
const RESETS_AT = 1_800_000_000;

beforeAll(async () => {
  stage = await startStage();
});
beforeEach(() => stage.reset(QUICK));
afterAll(() => stage.close());

const statuses = async (count: number, send: () => Promise<{ status: number }>): Promise<number[]> => {
  const all: number[] = [];
  for (let at = 0; at < count; at += 1) all.push((await send()).status);
  return all;
};

test.each([
  ['masked-401', 401, 'authentication_error'],
  ['masked-403', 403, 'account_session_invalid'],
] as const)('%s: every call says 500, the session check says the truth', async (kind, status, word) => {
  stage.fail({ on: 'api', kind });
  const tree = `/api/organizations/${stage.account.chatOrg}/chat_conversations/${ID}`;
  expect(await statuses(2, () => ask(stage, tree))).toEqual([500, 500]);
  expect((await sendLegacy(stage, ID)).status).toBe(500);
  for (const path of ['/api/organizations', '/api/account', '/api/bootstrap']) {
    const answer = await ask(stage, path);
    expect([path, answer.status, answer.body.includes(word)]).toEqual([path, status, true]);
  }
  stage.set({ protocol: 'merged' });
  expect((await sendMerged(stage, ID)).status).toBe(500);
});

test.each([
  ['legacy', sendLegacy],
  ['merged', sendMerged],
] as const)('every second send fails (%s)', async (protocol, send) => {
  stage.set({ protocol });
  stage.fail({ on: 'send', kind: 'json-503', every: 2 });
  expect(await statuses(4, () => send(stage, ID))).toEqual([503, 200, 503, 200]);
});

test.each([
  ['legacy', sendLegacy],
  ['merged', sendMerged],
] as const)('only one model fails (%s), and the log tells which was asked', async (protocol, send) => {
  stage.set({ protocol });
  stage.fail({ on: 'send', kind: 'json-529', model: 'claude-opus-4-8' });
  expect((await send(stage, ID, 'claude-opus-4-8')).status).toBe(529);
  expect((await send(stage, ID, 'claude-sonnet-4-6')).status).toBe(200);
  expect(stage.sends().map((one) => one.send?.model)).toEqual(['claude-opus-4-8', 'claude-sonnet-4-6']);
});

test('a first byte may be late, and so may a failure', async () => {
  stage.fail({ on: 'send', kind: 'slow', ms: 150, times: 1 });
  stage.fail({ on: 'send', kind: 'json-500', ms: 150 });
  for (const status of [200, 500]) {
    const start = performance.now();
    expect((await sendLegacy(stage, ID)).status).toBe(status);
    expect(performance.now() - start).toBeGreaterThanOrEqual(145);
  }
});

test('a billing error is no server error', async () => {
  stage.fail({ on: 'send', kind: 'billing' });
  const { status, body } = await sendLegacy(stage, ID);
  expect([status, JSON.parse(body).error.type]).toEqual([402, 'billing_error']);
});

test.each(['refusal', 'cyber_refusal', 'max_tokens'] as const)('a reply may stop with %s', async (reason) => {
  stage.fail({ on: 'stream', kind: 'stops', stopReason: reason });
  const { body } = await sendLegacy(stage, ID);
  expect(body).toContain(`"stop_reason":"${reason}"`);
  expect(body).toContain('message_stop');
});

test('a limit inside a whole reply names its end', async () => {
  stage.fail({ on: 'stream', kind: 'limit-in-stream', resetsAt: RESETS_AT });
  const { body } = await sendLegacy(stage, ID);
  expect(body).toContain(`"type":"exceeded_limit","resetsAt":${RESETS_AT}`);
  expect(body).toContain('"stop_reason":"end_turn"');
});

test('a stream without event names has the same data', async () => {
  stage.set({ sseNames: false });
  const { body } = await sendLegacy(stage, ID);
  expect(body).not.toMatch(/^event:/m);
  expect(body).toMatch(/^data: \{"type":"message_stop"\}$/m);
});

test('a send that is taken and never begun has pings only', async () => {
  stage.set({ pingEveryMs: 30 });
  stage.fail({ on: 'stream', kind: 'never-begins' });
  const { status, body } = await sendLegacy(stage, ID, undefined, 200);
  expect([status, body.includes('event: ping'), body.includes('message_start')]).toEqual([200, true, false]);
});

test('claude.ai can be given away by the connection, and only claude.ai', async () => {
  for (const [network, code] of [
    ['reset', 'ECONNRESET'],
    ['not-tls', 'EPROTO'],
  ] as const) {
    stage.set({ network });
    await expect(ask(stage, '/new')).rejects.toMatchObject({ code });
    expect((await ask(stage, '/', { host: 'example.com' })).status).toBe(200);
  }
  stage.set({ network: 'fine' });
  stage.fail({ on: 'document', kind: 'reset' });
  await expect(ask(stage, '/new')).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('a hotel network answers in claude.ai’s stead', async () => {
  stage.fail({ on: 'document', kind: 'portal' });
  const { status, body } = await ask(stage, '/new');
  expect([status, body.includes('hotel network')]).toEqual([511, true]);
});

test('a deployment takes the parts of the old build away', async () => {
  const script = /src="([^"]+)"/;
  const before = script.exec((await ask(stage, '/new')).body)?.[1] ?? '';
  expect((await ask(stage, before)).status).toBe(200);
  stage.set({ release: 2 });
  const after = script.exec((await ask(stage, '/new')).body)?.[1] ?? '';
  expect(after).not.toBe(before);
  expect([(await ask(stage, before)).status, (await ask(stage, after)).status]).toEqual([404, 200]);
});

test.each([
  ['no-script', 404],
  ['throws', 200],
] as const)('the page’s own script: %s', async (app, status) => {
  stage.set({ app });
  const path = /src="([^"]+)"/.exec((await ask(stage, '/new')).body)?.[1] ?? '';
  expect((await ask(stage, path)).status).toBe(status);
});

/** Opens the timeline, sends into it, and tells what came. */
async function turn(forMs = 400) {
  stage.set({ protocol: 'merged' });
  const events = timeline(stage, ID, forMs);
  await new Promise((resolve) => setTimeout(resolve, 60));
  const { status } = await sendMerged(stage, ID);
  return { status, events: await events };
}

test('merged: larger frames are compressed, a failed turn’s too', async () => {
  stage.set({ gzipFrames: true });
  stage.fail({ on: 'stream', kind: 'error-stop-details', httpStatus: 529 });
  const { events } = await turn();
  const failed = events.find(({ event }) => event?.sub(1)?.sub(2)?.num(3) === 5);
  expect(failed?.flags).toBe(1);
  const details = failed?.event?.sub(1)?.sub(3)?.sub(16)?.sub(7);
  expect([details?.num(1), details?.num(2)]).toEqual([2, 529]);
  // A small one goes as it is: the message was taken.
  expect(events.some(({ flags, event }) => flags === 0 && event?.has(14))).toBe(true);
});

test('merged: taken, and nothing runs', async () => {
  stage.fail({ on: 'stream', kind: 'never-begins' });
  const { status, events } = await turn();
  expect(status).toBe(200);
  expect(events.filter(({ event }) => event?.has(14))).toHaveLength(1);
  expect(events.some(({ event }) => event?.sub(1)?.sub(2)?.num(3) === 2)).toBe(false);
});

test('merged: closed in the middle of a turn, and silent when opened again', async () => {
  stage.set({ afterlifeMs: 2_000 });
  stage.fail({ on: 'stream', kind: 'closed-for-good' });
  const { events } = await turn();
  expect(events.at(-1)?.json).toContain('cadence');
  expect(events.some(({ event }) => event?.sub(1)?.sub(2)?.num(3) === 1 && event.sub(1)?.num(1) !== 1)).toBe(
    false,
  );
  expect(await timeline(stage, ID, 150)).toEqual([]);
});

test('merged: a limit names its end, in the conversation and in the stream', async () => {
  stage.fail({ on: 'stream', kind: 'inline-error', httpStatus: 429, retryAfter: 90, resetsAt: RESETS_AT });
  const { events } = await turn();
  const errors = events.map(({ event }) => event?.sub(3)?.sub(5)?.num(1)).filter(Boolean);
  const times = events.map(({ event }) => event?.sub(1)?.sub(2)?.sub(61)?.num(1)).filter(Boolean);
  expect([errors, times]).toEqual([[90], [RESETS_AT]]);
});

test('merged: a limit reached with this reply', async () => {
  stage.fail({ on: 'stream', kind: 'limit-in-stream', resetsAt: RESETS_AT });
  const { events } = await turn();
  const limit = events.find(({ event }) => event?.has(4))?.event?.sub(4);
  expect([limit?.num(1), limit?.sub(2)?.num(1)]).toEqual([3, RESETS_AT]);
});

test('merged: a refusal is an answer, a class without a status is the request’s', async () => {
  stage.fail({ on: 'stream', kind: 'stops', stopReason: 'refusal', times: 1 });
  stage.fail({ on: 'stream', kind: 'error-stop-details', errorClass: 13 });
  const [refused, unpaid] = [await turn(), await turn()];
  const reasons = ({ events }: typeof refused) =>
    events.flatMap(
      ({ event }) =>
        event
          ?.sub(1)
          ?.all(3)
          .map((one) => one.num(7)) ?? [],
    );
  expect(reasons(refused)).toContain(4);
  const details = unpaid.events
    .map(({ event }) => event?.sub(1)?.sub(3)?.sub(16)?.sub(7))
    .find((one) => one?.has(1));
  expect([details?.num(1), details?.num(2)]).toEqual([13, 400]);
});

test('merged: the acknowledgement names the action as its sender did', async () => {
  const { events } = await turn();
  const marks = events.flatMap(({ event }) => event?.sub(5)?.sub(1) ?? []);
  expect(marks.map((mark) => mark.str(1))).toEqual(['session-a']);
  expect(marks[0]?.num(2)).toBeGreaterThan(0);
});
