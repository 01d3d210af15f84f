import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_TRACE } from '../../../stage/cdn-trace.ts';
import { startStage } from '../../../stage/stage.ts';
import type { Stage } from '../../../stage/types.ts';
import { ask } from './client.ts';

const TRACE = '/cdn-cgi/trace';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
beforeEach(() => stage.reset());

const traceOf = async (host: string) =>
  Object.fromEntries((await ask(stage, TRACE, { host })).body.split('\n').map((line) => line.split('=')));

test('each site behind Cloudflare tells the way to it, with its own name', async () => {
  stage.set({ trace: { ...DEFAULT_TRACE, colo: 'NRT', loc: 'JP', warp: 'on' } });
  expect(await traceOf('claude.ai')).toMatchObject({ h: 'claude.ai', colo: 'NRT', loc: 'JP', warp: 'on' });
  expect(await traceOf('1.1.1.1')).toMatchObject({ h: '1.1.1.1', colo: 'NRT', gateway: 'off' });
});

test.each([
  ['portal', 511, /hotel/],
  ['html-200', 200, /<!DOCTYPE html>/],
  ['challenge', 403, /Just a moment/],
  ['half-trace', 200, /^fl=.*\nh=claude\.ai\nip=[^\n]*\n(?!.*colo)/s],
] as const)('%s', async (kind, status, body) => {
  stage.fail({ on: 'trace', kind });
  const answer = await ask(stage, TRACE);
  expect(answer.status).toBe(status);
  expect(answer.body).toMatch(body);
  expect((await ask(stage, '/api/organizations')).status).toBe(200);
});

describe('what can be reached', () => {
  const reached = (host: string): Promise<boolean> =>
    ask(stage, host === 'example.com' ? '/' : TRACE, { host }).then(
      () => true,
      () => false,
    );

  test.each(['example.com', '1.1.1.1'])('all but %s', async (host) => {
    const hosts = ['claude.ai', 'example.com', '1.1.1.1'];
    stage.set({ unreachable: [host] });
    expect(await Promise.all(hosts.map(reached))).toEqual(hosts.map((one) => one !== host));
    stage.reset();
    expect(await reached(host)).toBe(true);
  });
  test('all but claude.ai', async () => {
    stage.set({ network: 'reset' });
    expect(await reached('claude.ai')).toBe(false);
    expect(await reached('1.1.1.1')).toBe(true);
  });
});

test('every question is in the log', async () => {
  await ask(stage, TRACE, { host: '1.1.1.1' });
  await ask(stage, '/', { host: 'example.com' });
  expect(stage.log.map(({ host, path, method }) => [host, path, method])).toEqual([
    ['1.1.1.1', TRACE, 'GET'],
    ['example.com', '/', 'GET'],
  ]);
});
