import { expect, test } from 'vitest';
import { diagnose } from '@/utils/diagnosis/diagnose';
import { claudeStatusPage } from '@/utils/status/claude-status-page';
import { readHistory } from '@/utils/status/incident-history';
import type { Witness } from '@/utils/status/types';
import { found, given, NOW, official, overloaded } from './given';

const at = (minutesAgo: number): string => new Date(NOW - minutesAgo * 60_000).toISOString();
const incident = (name: string) => ({
  ...{ id: 'r4m6c1x0z8qh', name, impact: 'major', started_at: at(20), updated_at: at(3) },
  incident_updates: [
    {
      affected_components: [{ code: 'rwppv331jlwc', old_status: 'operational', new_status: 'major_outage' }],
    },
  ],
});
const answer = (name: string) => ({
  status: 200,
  body: JSON.stringify({
    page: { id: 'tymt9n04zgry', updated_at: at(3) },
    components: [{ id: 'rwppv331jlwc', status: 'major_outage' }],
    incidents: [incident(name)],
  }),
});
const says = (name: string): Witness => official('trouble', claudeStatusPage.parse(answer(name), NOW));
const failing = (model: string) => found('failed-send', { ...overloaded, model });
const verdict = (title: string, model: string) => {
  const { id, fallback } = diagnose(given([failing(model)], [says(title)]), NOW);
  return { id, fallback };
};

const OTHERS = 'Elevated errors on Opus 4.7 and other models';
const ALONE = 'Elevated errors on Opus 4.7';

test('"and other models" may be any: the page speaks of a model that it does not name', () => {
  expect(verdict(ALONE, 'Sonnet 4.6').id).not.toBe('down');
  expect(verdict(OTHERS, 'Sonnet 4.6').id).toBe('down');
});

test('none of them is advised instead', () => {
  expect(verdict(ALONE, 'Opus 4.7').fallback).not.toBeNull();
  expect(verdict(OTHERS, 'Opus 4.7').fallback).toBeNull();
});

test.each([
  [OTHERS, 'many'],
  [ALONE, ['Opus 4.7']],
])('%s: in the history, too', (title, models) => {
  const read = readHistory(answer(title), NOW);
  expect(read).toMatchObject({ ok: true, value: [{ title, models }] });
});
