import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { FAILURES, OFFICIAL, OWN, TRIES, WITNESSES } from '@/scripts/pictures/past';
import { NOW, PLAYBOOK_VIEW, VERDICT_VIEWS } from '@/scripts/pictures/views';
import { VERDICT_IDS } from '@/utils/diagnosis/severity';
import { FailureSchema } from '@/utils/failures/types';
import { OfficialHistorySchema } from '@/utils/incidents/official-history';
import { HourSchema, OwnIncidentSchema } from '@/utils/incidents/types';
import { TabViewSchema } from '@/utils/messaging/tab-view';
import { WitnessSchema } from '@/utils/status/types';

const accepts = (schema: z.ZodMiniType, value: unknown): void => {
  const { error } = z.safeParse(schema, value);
  expect(error?.issues ?? []).toEqual([]);
};

describe('what the pictures show', () => {
  it('is what the background could send, one for each verdict', () => {
    expect(VERDICT_VIEWS.map(({ verdict }) => verdict.id)).toEqual(VERDICT_IDS);
    for (const view of [...VERDICT_VIEWS, PLAYBOOK_VIEW]) accepts(TabViewSchema, view);
  });

  it('offers a fix wherever something can be done', () => {
    const without = VERDICT_VIEWS.filter(({ fixes }) => fixes.length === 0).map(({ verdict }) => verdict.id);
    expect(without).toEqual(['ok']);
  });

  it('is what could have been kept, and nothing of it lies in the future', () => {
    accepts(z.array(FailureSchema), FAILURES);
    accepts(z.array(OwnIncidentSchema), OWN);
    accepts(OfficialHistorySchema, OFFICIAL);
    accepts(z.array(HourSchema), TRIES.hours);
    accepts(z.array(WitnessSchema), WITNESSES);
    const times = [...FAILURES.map(({ at }) => at), ...OWN.map(({ endedAt }) => endedAt ?? 0)];
    expect(Math.max(...times)).toBeLessThan(NOW);
  });

  it('counts no more failures than tries', () => {
    expect(TRIES.hours.filter(({ tries, failed }) => failed > tries)).toEqual([]);
    expect(TRIES.hours.reduce((sum, { failed }) => sum + failed, 0)).toBe(FAILURES.length);
  });
});
