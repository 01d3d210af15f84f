import { expect, test } from 'vitest';
import { session } from '@/utils/probes/session';
import type { ProbeResult, TabAnswer } from '@/utils/probes/types';
import { given, NOW, told } from './given';

test.each<[TabAnswer['says'], number | null, ProbeResult['state'], string | null]>([
  ['well', 200, 'ok', null],
  ['signed-out', 401, 'bad', 'signed_out'],
  ['signed-out', 200, 'bad', 'signed_out'],
  ['refused', 429, 'unknown', null],
  ['server', 500, 'unknown', null],
  ['gateway', 502, 'unknown', null],
  ['overloaded', 529, 'unknown', null],
  ['challenge', 403, 'unknown', null],
  ['foreign', 403, 'unknown', null],
  ['silent', null, 'unknown', null],
  ['unreachable', null, 'unknown', null],
])('%s (%s): %s', (says, status, state, cause) => {
  const organizations = told(says, status);
  expect(session.read(given({ organizations, tab: 'answered' }), NOW)).toMatchObject({ state, cause });
});

test('nobody is there to ask', () => {
  expect(session.read(given({ tab: 'gone' }), NOW)).toMatchObject({ state: 'unknown', cause: 'no_tab' });
});

test('the tab got an answer that only somebody signed in gets', () => {
  expect(session.read(given({ seen: { session: NOW } }), NOW)).toMatchObject({ state: 'ok', tookMs: null });
});
