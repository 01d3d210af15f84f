import { describe, expect, test } from 'vitest';
import { triesOf } from '@/utils/failures/tries';
import { a, failedTry, goodTry } from '../signals/given';

const T0 = Date.UTC(2026, 10, 20, 14);

const outcomes = (signals: Parameters<typeof triesOf>[0]) =>
  triesOf(signals, 7).map(({ failed, model }) => [model, failed]);

describe('what counts as a try', () => {
  test('replies that came and sends that failed, with their models', () => {
    const signals = [...goodTry('lx-1', T0), ...failedTry('lx-2', T0 + 60_000)];
    expect(outcomes([a('page-context', T0 - 1), ...signals])).toEqual([
      ['Sonnet 4.6', false],
      ['Sonnet 4.6', true],
    ]);
  });

  test.each(['limit', 'length', 'content', 'signed-out', 'challenge'] as const)(
    'one that was refused for %s is neither',
    (failure) => {
      expect(outcomes(failedTry('lx-1', T0, { status: 429, failure }))).toEqual([]);
    },
  );

  test('one that waits, or was stopped before its reply, is neither; one whose reply is coming works so far', () => {
    const begun = [a('request-started', T0)];
    expect(outcomes(begun)).toEqual([]);
    expect(outcomes([...begun, a('request-failed', T0 + 1, { aborted: true })])).toEqual([]);
    expect(outcomes([...begun, a('reply-began', T0 + 1)])).toEqual([[null, false]]);
  });

  test('a reply that broke off has failed', () => {
    const cut = a('reply-ended', T0 + 5_000, { outcome: 'cut' });
    expect(outcomes([...goodTry('lx-1', T0).slice(0, 4), cut])).toEqual([['Sonnet 4.6', true]]);
  });

  test('nothing of it leads back to a chat', () => {
    const kept = JSON.stringify(triesOf(goodTry('0199f0c2-1f0a-7cc0-8a51-aa0c1b2d3e4f', T0), 7));
    expect(kept).not.toMatch(/[0-9a-f]{8}-/);
  });
});
