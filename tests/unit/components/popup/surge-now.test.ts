import { describe, expect, it } from 'vitest';
import { aboveSince, strongest } from '@/components/popup/surge-now';
import { LOUD_CROWDS, QUIET_CROWDS } from '@/components/popup/witnesses';
import type { Surge, Witness } from '@/utils/status/types';

const surge = (counts: readonly (number | null)[]): Surge => ({
  score: 1,
  threshold: 5,
  buckets: counts.map((count, at) => ({ at, count, usual: 2 })),
});

describe('since when there are more complaints than usual', () => {
  it.each<[string, (number | null)[], number | null]>([
    ['from the first step above', [0, 1, 3, 4, 5], 2],
    ['as many as usual are not above', [0, 2, 2, 2], null],
    ['bursts with a lull between them are one surge', [0, 0, 0, 5, 1, 0, 4], 3],
    ['an earlier surge is another one', [9, 9, 0, 0, 0, 4, 3], 5],
    ['what nobody watched is no complaint', [0, 3, null, 4], 1],
    ['not when it has been calm for three steps', [9, 9, 0, 0, 0], null],
    ['all that is known', [5, 5, 5], 0],
    ['nothing is known', [], null],
  ])('%s', (_, counts, at) => {
    expect(aboveSince(surge(counts))).toBe(at);
  });
});

describe('the source that is drawn', () => {
  const [hackerNews, githubIssues] = LOUD_CROWDS as readonly [Witness, Witness];

  it('is the one furthest above its usual', () => {
    expect(strongest(LOUD_CROWDS)?.id).toBe('hacker-news');
    const loud = { ...githubIssues, surge: { ...surge([9]), score: 12 } };
    expect(strongest([hackerNews, loud])?.id).toBe('github-issues');
  });

  it('has something to draw', () => {
    expect(strongest(QUIET_CROWDS)).toBeUndefined();
    expect(strongest([{ ...hackerNews, surge: surge([]) }])).toBeUndefined();
  });

  it('stays the same among equals', () => {
    expect(
      strongest([
        { ...githubIssues, surge: surge([0]) },
        { ...hackerNews, surge: surge([0]) },
      ])?.id,
    ).toBe('github-issues');
  });
});
