import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VERDICT_IDS, type VerdictId } from '@/utils/diagnosis/severity';
import type { FurtherContext } from '@/utils/fixes/context';
import { BY_HAND, LAST, ORDER } from '@/utils/fixes/order';
import { fixesFor, fixOf } from '@/utils/fixes/registry';
import { FIX_IDS, type FixContext, type FixId } from '@/utils/fixes/types';
import { CHAT, context, draft } from './given';

/** What mends these always stops what runs in the tab; nothing safer does. */
const ACT_AT_ONCE: readonly VerdictId[] = ['chat', 'frozen', 'page', 'signed-out'];

const tier = (id: FixId): number => {
  if (LAST.includes(id)) return 4;
  if (BY_HAND.includes(id)) return 2;
  return { safe: 0, interrupts: 1, destructive: 3 }[fixOf(id)?.risk ?? 'destructive'];
};

test.each(VERDICT_IDS)('%s: after the first, nothing safer comes after something riskier', (verdict) => {
  const tiers = ORDER[verdict].slice(1).map(tier);
  expect(tiers).toEqual(tiers.toSorted((a, b) => a - b));
});

test.each(VERDICT_IDS)('%s: the first is safe, unless only more helps', (verdict) => {
  const [first] = ORDER[verdict];
  expect(first && tier(first)).toBe(ACT_AT_ONCE.includes(verdict) ? 1 : 0);
});

test.each(VERDICT_IDS)('%s: has fixes, each once', (verdict) => {
  expect(ORDER[verdict].length).toBeGreaterThanOrEqual(verdict === 'ok' ? 1 : 3);
  expect(new Set(ORDER[verdict]).size).toBe(ORDER[verdict].length);
});

test('every fix is for some verdict', () => {
  expect(new Set(VERDICT_IDS.flatMap((verdict) => ORDER[verdict]))).toEqual(new Set(FIX_IDS));
});

test('what would be wrong', () => {
  expect(ORDER.challenge).not.toContain('refresh-session');
  expect(ORDER.limit).not.toContain('wait-and-retry');
  expect(ORDER.limit).not.toContain('contact-support');
  for (const verdict of ['chat', 'signed-out', 'challenge', 'offline', 'frozen', 'ok', 'page'] as const)
    expect(ORDER[verdict], verdict).not.toContain('wait-and-retry');
  // A break of Claude's own is mended by nothing that is cleared here.
  for (const verdict of ['down', 'degraded', 'model', 'limit', 'offline'] as const)
    for (const id of ['clear-site-cache', 'clear-site-data'] as const)
      expect(ORDER[verdict], verdict).not.toContain(id);
});

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const more: fc.Arbitrary<FurtherContext> = fc
  .record({
    verdict: maybe(fc.constantFrom(...VERDICT_IDS)),
    fallback: maybe(fc.constantFrom(null, 'Sonnet 5')),
    transcript: maybe(fc.constantFrom(null, { conversationId: CHAT, turns: 9 })),
    advice: maybe(fc.constantFrom('wait' as const, 'act' as const, null)),
    composer: maybe(fc.constantFrom('empty', 'same', 'other', null)),
    pageRetries: maybe(fc.boolean()),
    breakerIsOpen: maybe(fc.boolean()),
    browser: maybe(fc.constantFrom('chrome', 'firefox')),
    opensPrivate: maybe(fc.boolean()),
    officialIsGreen: maybe(fc.boolean()),
    tried: maybe(fc.subarray([...FIX_IDS])),
  })
  .map((given) => given as FurtherContext);
const situation: fc.Arbitrary<FixContext> = fc
  .record({
    failed: fc.constantFrom('send', 'document', 'other'),
    outputBegan: fc.boolean(),
    draft: fc.constantFrom(null, draft('typing'), draft('sent')),
    conversationId: fc.constantFrom(null, CHAT),
    retryAfterMs: fc.constantFrom(null, 5_000, 900_000),
    watching: fc.boolean(),
    more,
  })
  .map((given) => context(given as Partial<FixContext>));

test('whatever is known: something can be done, and what destroys is never first', () => {
  fc.assert(
    fc.property(fc.constantFrom(...VERDICT_IDS), situation, (verdict, given) => {
      const offered = fixesFor(verdict, { ...given, more: { ...given.more, verdict } });
      // A limit passes by itself; a failing model that is watched, without another one or a chat, leaves nothing to do but wait.
      if (!['ok', 'limit', 'model'].includes(verdict)) expect(offered.length).toBeGreaterThan(0);
      const [first] = offered;
      if (first) expect(fixOf(first)?.risk).not.toBe('destructive');
    }),
    { numRuns: 1_000 },
  );
});

test('who is told that waiting does not help is not told to wait first', () => {
  fc.assert(
    fc.property(fc.constantFrom(...VERDICT_IDS), situation, (verdict, given) => {
      const advised = { ...given, more: { ...given.more, verdict, advice: 'act' as const } };
      const offered = fixesFor(verdict, advised);
      const others = offered.filter((id) => tier(id) < 2 && id !== 'notify-when-back');
      if (others.length > 0) expect(offered[0]).not.toBe('notify-when-back');
      // Nothing is lost by it.
      const plain = fixesFor(verdict, { ...advised, more: { ...advised.more, advice: null } });
      expect(new Set(offered)).toEqual(new Set(plain));
      expect(offered).toHaveLength(plain.length);
    }),
    { numRuns: 500 },
  );
});
