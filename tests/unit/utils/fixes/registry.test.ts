import { describe, expect, test } from 'vitest';
import { VERDICT_IDS, type VerdictId } from '@/utils/diagnosis/severity';
import { fixes, fixesFor, fixOf } from '@/utils/fixes/registry';
import { FIX_IDS, type FixContext, type FixId, StepSchema } from '@/utils/fixes/types';
import { context, draft } from './given';

const withDraft = { draft: draft() };

test.each<[VerdictId, Partial<FixContext>, FixId[]]>([
  ['ok', { failed: 'other' }, []],
  ['ok', { failed: 'other', ...withDraft }, ['restore-draft']],
  ['degraded', withDraft, ['wait-and-retry', 'notify-when-back', 'restore-draft', 'reload-tab', 'new-chat']],
  [
    'degraded',
    { ...withDraft, outputBegan: true },
    ['notify-when-back', 'restore-draft', 'reload-tab', 'new-chat'],
  ],
  ['down', {}, ['wait-and-retry', 'notify-when-back', 'reload-tab', 'new-chat']],
  ['down', { failed: 'document' }, ['wait-and-retry', 'notify-when-back', 'reload-tab']],
  ['down', { watching: true }, ['wait-and-retry', 'reload-tab', 'new-chat']],
  ['unclear', { failed: 'other' }, ['reload-tab', 'new-chat', 'notify-when-back']],
  ['frozen', { failed: 'other', ...withDraft }, ['reload-tab', 'restore-draft', 'new-chat']],
  ['chat', { failed: 'other', ...withDraft }, ['new-chat', 'restore-draft']],
  ['limit', withDraft, ['restore-draft']],
  ['signed-out', { failed: 'other' }, ['reload-tab']],
  ['challenge', { failed: 'document' }, ['reload-tab']],
  ['offline', { failed: 'other', ...withDraft }, ['restore-draft']],
])('%s with %o', (verdict, special, expected) => {
  expect(fixesFor(verdict, context(special))).toEqual(expected);
});

describe('for every verdict', () => {
  test.each(VERDICT_IDS)('%s: nobody shares a rank with somebody who is there too', (verdict) => {
    const all = context({ ...withDraft });
    const ranks = fixesFor(verdict, all).map((id) => fixOf(id)?.for[verdict]);
    expect(new Set(ranks).size).toBe(ranks.length);
  });

  test.each(['limit', 'chat', 'signed-out', 'challenge', 'offline', 'frozen', 'ok'] as const)(
    '%s: nothing is sent again',
    (verdict) => expect(fixesFor(verdict, context())).not.toContain('wait-and-retry'),
  );
});

test('what reloads or leaves the page saves first, and what destroys does not exist yet', () => {
  for (const fix of fixes) {
    const plan = fix.plan(context(withDraft));
    for (const step of plan) expect(StepSchema.safeParse(step).data).toEqual(step);
    const leaves = plan.findIndex(({ verb }) => verb === 'reload-tab' || verb === 'open-chat');
    if (fix.risk === 'interrupts') {
      expect(plan[0]?.verb, fix.id).toBe('save-conversation');
      expect(leaves).toBeGreaterThan(0);
    } else expect(leaves, fix.id).toBe(-1);
    expect(fix.risk).not.toBe('destructive');
  }
});

test('ids', () => {
  expect(new Set(fixes.map(({ id }) => id))).toEqual(new Set(FIX_IDS));
  for (const id of FIX_IDS) expect(fixOf(id)?.id).toBe(id);
  expect(fixOf('no-such-fix' as FixId)).toBeUndefined();
});
