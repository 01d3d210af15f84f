import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { networkSignals, SignalSchema, signals } from '@/utils/signals/registry';
import type { SignalKind } from '@/utils/signals/types';
import { a } from './given';

const kinds = signals.map(({ def }) => def.shape.kind.def.values[0] as SignalKind);
const network = networkSignals.map(({ def }) => def.shape.kind.def.values[0] as SignalKind);

describe.each(kinds)('%s', (kind) => {
  const usual = a(kind, 1_000);
  test('is taken as it is', () => {
    expect(SignalSchema.safeParse(usual).data).toEqual(usual);
  });

  test('is refused when a field is missing', () => {
    for (const key of Object.keys(usual)) {
      const rest = { ...usual, [key]: undefined };
      expect(SignalSchema.safeParse(rest).success, `without ${key}`).toBe(false);
    }
  });

  test('is refused when a field has another type', () => {
    for (const key of Object.keys(usual))
      expect(SignalSchema.safeParse({ ...usual, [key]: { nested: true } }).success, key).toBe(false);
  });

  test('holds no text of the size of a conversation', () => {
    for (const [key, value] of Object.entries(usual)) {
      if (typeof value !== 'string' && value !== null) continue;
      expect(SignalSchema.safeParse({ ...usual, [key]: 'x'.repeat(2_001) }).success, key).toBe(false);
    }
  });

  test('loses what does not belong to it', () => {
    expect(SignalSchema.safeParse({ ...usual, prompt: 'my secret' }).data).toEqual(usual);
  });
});

test("what only the extension's own scripts may say", () => {
  expect(kinds.filter((kind) => !network.includes(kind))).toEqual([
    'reply-silent',
    'reply-resumed',
    'banner',
    'page-loaded',
    'navigation-failed',
    'connectivity',
    'page-context',
    'app-health',
    'hook-missing',
    'tab-hang',
    'session-checked',
  ]);
});

test('anything at all: parsed or refused, never thrown', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      SignalSchema.safeParse(value);
    }),
    { numRuns: 2_000 },
  );
});
