import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { edge } from '@/utils/probes/edge';
import type { Answer, ProbeResult, TabAnswer } from '@/utils/probes/types';
import { earlier, given, NOW, readable, refused, told } from './given';

interface Row extends Pick<ProbeResult, 'state' | 'cause'> {
  readonly name: string;
  readonly answer: Answer;
}
const rows: Row[] = JSON.parse(readFileSync('tests/fixtures/probes/edge-answers.json', 'utf8'));

test.each(rows)('$name: $state', ({ answer, state, cause }) => {
  const read = edge.read(given({ trace: answer }), NOW);
  expect(read).toMatchObject({ id: 'edge', state, cause, at: NOW, tookMs: answer.tookMs });
  expect(read.trace !== undefined).toBe(state === 'ok');
});

test('one GET, of claude.ai itself', () => {
  expect(edge.requests.map(({ method, url }) => [method, url])).toEqual([
    ['GET', 'https://claude.ai/cdn-cgi/trace'],
  ]);
});

describe('what the tab meets counts more', () => {
  const read = (trace: Answer, organizations: TabAnswer) =>
    edge.read(given({ trace, organizations, tab: 'answered' }), NOW);

  test.each(['well', 'signed-out', 'server', 'gateway', 'overloaded', 'refused'] as const)(
    '%s: it has got through',
    (says) => {
      expect(read(refused, told(says))).toMatchObject({ state: 'ok', cause: null, tookMs: null });
      expect(read(readable(), told(says))).toMatchObject({ state: 'ok', tookMs: 34 });
    },
  );
  test('a check that the background is not asked for', () => {
    expect(read(readable(), told('challenge', 403))).toMatchObject({
      ...{ state: 'bad', cause: 'challenge', status: 403 },
    });
  });
  test.each(['foreign', 'silent', 'unreachable'] as const)('%s says nothing', (says) => {
    expect(read(refused, told(says, null))).toMatchObject({ state: 'bad', cause: 'unreachable' });
  });
});

describe('without a request', () => {
  test('the tab saw it working', () => {
    expect(edge.read(given({ seen: { edge: NOW - 5_000 } }), NOW)).toMatchObject({
      ...{ state: 'ok', at: NOW - 5_000, tookMs: null },
    });
  });
  test('what was found before still holds', () => {
    const held = [earlier('edge', 'bad')];
    expect(edge.read(given({ held }), NOW)).toEqual(held[0]);
  });
  test('else nothing is known', () => {
    expect(edge.read(given(), NOW)).toMatchObject({ state: 'unknown', cause: null });
  });
});
