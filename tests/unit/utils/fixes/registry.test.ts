import { describe, expect, test } from 'vitest';
import type { VerdictId } from '@/utils/diagnosis/severity';
import { fixes, fixesFor, fixOf } from '@/utils/fixes/registry';
import { FIX_IDS, type Fix, type FixContext, type FixId, StepSchema } from '@/utils/fixes/types';
import { context, draft } from './given';

const withDraft = { draft: draft() };

const clearing: FixId[] = ['try-private-window', 'try-another-browser', 'clear-site-data'];

test.each<[VerdictId, Partial<FixContext>, FixId[]]>([
  ['ok', { failed: 'other' }, []],
  ['ok', { failed: 'other', ...withDraft }, ['restore-draft']],
  [
    'degraded',
    withDraft,
    [
      ...(['wait-and-retry', 'notify-when-back', 'restore-draft', 'reload-tab', 'new-chat'] as const),
      'continue-elsewhere',
    ],
  ],
  ['degraded', { outputBegan: true }, ['notify-when-back', 'reload-tab', 'new-chat']],
  ['degraded', { more: { advice: 'act' } }, ['wait-and-retry', 'reload-tab', 'new-chat', 'notify-when-back']],
  ['down', {}, ['notify-when-back', 'wait-and-retry', 'reload-tab', 'new-chat']],
  ['down', { failed: 'document' }, ['notify-when-back', 'wait-and-retry', 'reload-tab']],
  ['down', { watching: true }, ['wait-and-retry', 'reload-tab', 'new-chat']],
  ['frozen', { failed: 'other' }, ['reload-tab', 'hard-reload', 'new-chat']],
  [
    'chat',
    { failed: 'other', ...withDraft },
    ['new-chat', 'restore-draft', 'reload-tab', 'continue-elsewhere'],
  ],
  ['limit', {}, []],
  ['limit', { more: { fallback: 'Haiku 4.5' } }, ['switch-model']],
  [
    'model',
    { more: { fallback: 'Sonnet 5' } },
    ['switch-model', 'wait-and-retry', 'notify-when-back', 'new-chat'],
  ],
  ['signed-out', { failed: 'other' }, ['refresh-session', 'reload-tab', ...clearing]],
  ['challenge', { failed: 'document' }, ['complete-challenge', 'reload-tab', 'switch-network', ...clearing]],
  ['offline', { failed: 'other' }, ['check-connection', 'switch-network']],
])('%s with %o', (verdict, special, expected) => {
  expect(fixesFor(verdict, context(special))).toEqual(expected);
});

describe('for every verdict', () => {
  test.each(['limit', 'chat', 'signed-out', 'challenge', 'offline', 'frozen', 'ok'] as const)(
    '%s: nothing is sent again',
    (verdict) => expect(fixesFor(verdict, context())).not.toContain('wait-and-retry'),
  );
});

const BROWSERS = ['chrome', 'firefox'] as const;
const CARRIED = { conversationId: 'c', turns: 9 };
/** Everything that a plan can hold comes up in one of these. */
const SITUATIONS: readonly FixContext[] = BROWSERS.flatMap((browser) =>
  [true, false].flatMap((opensPrivate) => {
    const more = {
      browser,
      opensPrivate,
      transcript: CARRIED,
      composer: 'other',
      fallback: 'Sonnet 5',
    } as const;
    return [
      context({ ...withDraft, more: { ...more, assistant: 'https://assistant.example/' } }),
      context({ ...withDraft, failed: 'document' }),
      context(),
    ];
  }),
);
const LEAVES: readonly string[] = [
  'reload-tab',
  'hard-reload',
  'open-chat',
  'sign-out-and-in',
  'clear-data',
  'clear-cache',
];

test.each(fixes.map((fix) => [fix.id, fix] as const))(
  '%s: what leaves the page or clears saves first',
  (_, fix) => {
    for (const given of SITUATIONS) {
      const plan = (fix as Fix).plan(given);
      const leaves = plan.findIndex(({ verb }) => LEAVES.includes(verb));
      if (fix.risk === 'safe') {
        // A page that never came has nothing to save.
        if (fix.id !== 'wait-and-retry') expect(leaves).toBe(-1);
      } else {
        expect(plan[0]?.verb).toBe('save-conversation');
        expect(leaves).toBeGreaterThan(0);
      }
    }
  },
);

test.each(fixes.map((fix) => [fix.id, fix] as const))(
  '%s: a plan can be stored, and is told the same',
  (_, fix) => {
    for (const given of SITUATIONS)
      for (const step of (fix as Fix).plan(given)) {
        expect(StepSchema.safeParse(JSON.parse(JSON.stringify(step))).data).toEqual(step);
      }
  },
);

test('what clears something needs the permission and says what goes and what stays', () => {
  for (const fix of fixes as readonly Fix[]) {
    const verbs = SITUATIONS.flatMap((given) => fix.plan(given).map(({ verb }) => verb));
    const clears = verbs.includes('clear-data') || verbs.includes('clear-cache');
    expect(fix.needs?.includes('browsingData') ?? false, fix.id).toBe(clears);
    if (!clears) continue;
    expect(fix.goes?.length, fix.id).toBeGreaterThan(0);
    expect(fix.stays?.length, fix.id).toBeGreaterThan(0);
    expect(verbs.includes('clear-data')).toBe(fix.risk === 'destructive');
  }
});

test('no other site, no other data, no other kind of address', () => {
  expect(StepSchema.safeParse({ verb: 'clear-data', site: 'https://example.com', types: [] }).success).toBe(
    false,
  );
  expect(
    StepSchema.safeParse({ verb: 'clear-data', site: 'https://claude.ai', types: ['passwords'] }).success,
  ).toBe(false);
  expect(StepSchema.safeParse({ verb: 'open-url', url: 'javascript:alert(1)' }).success).toBe(false);
  expect(StepSchema.safeParse({ verb: 'format-disk' }).success).toBe(false);
});

test('ids', () => {
  expect(new Set(fixes.map(({ id }) => id))).toEqual(new Set(FIX_IDS));
  for (const id of FIX_IDS) expect(fixOf(id)?.id).toBe(id);
  expect(fixOf('no-such-fix' as FixId)).toBeUndefined();
});
