import { expect, test } from 'vitest';
import { witnessedBy } from '@/utils/incidents/witnessed';
import type { Witness } from '@/utils/status/types';

const official = (models: readonly string[] | 'many', state: Witness['state'] = 'trouble'): Witness => ({
  ...{
    id: 'claude-status-page',
    state,
    impact: 'minor',
    headline: null,
    problem: null,
    answeredAt: 1,
    askedAt: 1,
  },
  official: {
    ...{ incidents: [], maintenance: null, components: {} },
    models: models === 'many' ? models : [...models],
  },
});

test.each<[string, Parameters<typeof official>, string | null, number]>([
  ['all is well', ['many', 'ok'], null, 0],
  ['nobody knows', ['many', 'unknown'], null, 0],
  ['no model named', [[]], 'Opus 4.8', 1],
  ['many models', ['many'], 'Opus 4.8', 1],
  ['their model', [['Opus 4.8']], 'claude-opus-4-8', 1],
  ['their family', [['Opus']], 'Opus 4.8', 1],
  ['another model', [['Opus 4.7']], 'Opus 4.8', 0],
  ['a model, and nobody knows theirs', [['Opus 4.7']], null, 1],
])('%s', (_, said, model, count) => expect(witnessedBy([official(...said)], model)).toHaveLength(count));
