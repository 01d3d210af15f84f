import { expect, test } from 'vitest';
import type { Finding } from '@/utils/detectors/types';
import type { Verdict } from '@/utils/diagnosis/types';
import { concernsUser } from '@/utils/incidents/concern';
import { START, verdict } from './given';

const finding = (evidence: Finding['evidence'] = {}): Finding => ({
  ...{ id: 'failing-model', since: START, at: START, provisional: false, recheckAt: null },
  evidence,
});
const model: Partial<Verdict> = { id: 'model', model: 'Opus 4.8' };
const left = [finding({ worksNow: true })];

test.each<[string, Partial<Verdict>, readonly Finding[], string | null, boolean]>([
  ['their own failure', {}, [finding()], null, true],
  ['nothing of their own', {}, [], null, false],
  ['nothing of their own, said to be down', { id: 'down' }, [], null, false],
  ['offline', { id: 'offline' }, [], null, true],
  ['all is well', { id: 'ok' }, [], null, true],
  ['the model that they have chosen', model, left, 'claude-opus-4-8', true],
  ['a model that they have left, and the other works', model, left, 'Sonnet 5', false],
  ['a model that they have left, and nothing works yet', model, [finding()], 'Sonnet 5', true],
  ['a model, and nobody knows what they have chosen', model, left, null, true],
])('%s', (_, special, findings, chosen, expected) => {
  expect(concernsUser(verdict(special), findings, chosen, null)).toBe(expected);
});
