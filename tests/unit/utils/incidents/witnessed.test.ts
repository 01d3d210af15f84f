import { expect, test } from 'vitest';
import { caseOf } from '@/utils/diagnosis/case';
import { officialWord } from '@/utils/diagnosis/outside';
import { witnessedBy } from '@/utils/incidents/witnessed';
import type { OpenIncident, Witness } from '@/utils/status/types';
import { crowd, found, given, incident, NOW, official, overloaded, page } from '../diagnosis/given';

type Said = readonly [Witness['state'], (readonly string[] | 'many' | null)?, Partial<OpenIncident>?];
/** The page's state, the models of its open incident (null: there is none), and what else that one says. */
const says = ([state, models = null, special = {}]: Said): Witness => {
  const named = models === 'many' || models === null ? 'many' : [...models];
  const open = incident('Elevated errors', 'yes', { models: named, ...special });
  return official(state, state === 'unknown' ? {} : { official: page(models === null ? [] : [open]) });
};

test.each<[string, Said, string | null, boolean]>([
  ['all is well', ['ok'], null, false],
  ['nobody knows', ['unknown', 'many'], null, false],
  ['trouble without an incident', ['trouble'], 'Opus 4.8', true],
  ['no model named', ['trouble', []], 'Opus 4.8', true],
  ['many models', ['trouble', 'many'], 'Opus 4.8', true],
  ['their model', ['trouble', ['Opus 4.8']], 'claude-opus-4-8', true],
  ['their family', ['trouble', ['Opus']], 'Opus 4.8', true],
  ['one of their family', ['trouble', ['Opus 4.7']], 'Opus', true],
  ['another model', ['trouble', ['Opus 4.7']], 'Opus 4.8', false],
  ['a model, and nobody knows theirs', ['trouble', ['Opus 4.7']], null, true],
  ['a notice', ['trouble', ['Opus 4.8'], { impact: 'none' }], 'Opus 4.8', false],
  ['an incident, and the component is not marked yet', ['ok', ['Opus 4.8']], 'Opus 4.8', true],
  ['an incident elsewhere', ['ok', [], { concernsChat: 'no' }], 'Opus 4.8', false],
])('%s: as the verdict says', (_, said, model, isHit) => {
  const page = says(said);
  expect(witnessedBy([page], model)).toEqual(isHit ? ['claude-status-page'] : []);
  const failed = found('failed-send', { ...overloaded, model });
  const word = officialWord(caseOf(given([failed], [page]), NOW), failed);
  expect(word !== 'none').toBe(isHit);
});

test('a community names no models', () => {
  const both = [crowd('mastodon', 'trouble'), crowd('hacker-news', 'ok')];
  expect(witnessedBy(both, 'Opus 4.8')).toEqual(['mastodon']);
});
