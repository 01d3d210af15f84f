import { describe, expect, test } from 'vitest';
import { claude } from '@/utils/probes/claude';
import type { Answer, Answers, ProbeResult, TabAnswer } from '@/utils/probes/types';
import { earlier, given, NOW, readable, refused, told } from './given';

const read = (organizations: TabAnswer, trace: Answer = readable()): ProbeResult =>
  claude.read(given({ organizations, trace, tab: 'answered' }), NOW);

test.each<[TabAnswer['says'], number | null, ProbeResult['state'], string | null]>([
  ['well', 200, 'ok', null],
  ['signed-out', 401, 'ok', null],
  ['refused', 429, 'ok', null],
  ['overloaded', 529, 'bad', 'overloaded'],
  ['server', 500, 'bad', 'server'],
  ['gateway', 503, 'bad', 'gateway'],
  ['challenge', 403, 'unknown', null],
  ['foreign', 200, 'unknown', 'not_claude'],
  ['unreachable', null, 'unknown', null],
  ['silent', null, 'bad', 'slow'],
])('%s (%s): %s', (says, status, state, cause) => {
  expect(read(told(says, status))).toMatchObject({ state, cause, tookMs: 210 });
});

test('silence is nobody’s when the edge is silent too', () => {
  expect(read(told('silent', null), refused)).toMatchObject({ state: 'unknown', cause: null });
});

describe('the tab was not asked, or does not answer', () => {
  const without = (special: Partial<Answers>) => claude.read(given(special), NOW);

  test.each([
    ['nothing is known', {}, { state: 'unknown', cause: null }],
    ['nobody is there', { tab: 'gone' }, { state: 'unknown', cause: 'no_tab' }],
    [
      'it saw a call answered',
      { seen: { claude: NOW - 9_000 } },
      { state: 'ok', at: NOW - 9_000, tookMs: null },
    ],
    ['it was asked before', { held: [earlier('claude', 'bad')] }, { state: 'bad', at: NOW - 20_000 }],
  ] as const)('%s', (_, special, expected) => {
    expect(without(special)).toMatchObject(expected);
  });
});
