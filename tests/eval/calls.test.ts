import { expect, test } from 'vitest';
import type { Assessment } from '@/entrypoints/background/assess';
import type { Verdict } from '@/utils/diagnosis/types';
import { callOf } from './calls.ts';

const assessed = (id: Verdict['id'], finding: string, dismissed: boolean, provisional = false): Assessment =>
  ({
    view: { verdict: { id, provisional }, dismissed },
    findings: [{ id: finding, provisional, evidence: { worksNow: true } }],
  }) as unknown as Assessment;

test('an outage is told by badge and popup, also where no prompt is shown', () => {
  expect(callOf(assessed('degraded', 'flaky-sends', true))).toMatchObject({ class: 'flaky', outage: true });
  expect(callOf(assessed('model', 'failing-model', true))).toMatchObject({ class: 'model', outage: true });
});

test('the user’s own matter is not told where no prompt is shown, nor is what is not certain', () => {
  expect(callOf(assessed('signed-out', 'ended-session', true)).class).toBe('none');
  expect(callOf(assessed('degraded', 'failed-send', true, true))).toMatchObject({
    class: 'none',
    outage: false,
  });
});
