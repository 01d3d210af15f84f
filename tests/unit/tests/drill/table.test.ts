import { describe, expect, it } from 'vitest';
import { rowOf, writtenAnew } from '../../../drill/table.ts';
import { isClean, newTally } from '../../../drill/tally.ts';
import { BARS, type Outcome } from '../../../drill/types.ts';

const missed = Object.fromEntries(BARS.map((bar) => [bar, 0])) as Outcome['missed'];
const outcome = (part: Partial<Outcome>): Outcome => ({
  drill: 'clock',
  what: 'the clock set back',
  browser: 'Chromium 140',
  did: 4,
  possible: null,
  missed,
  seed: 7,
  at: '2026-11-21 15:00',
  seconds: 12,
  ...part,
});
const ORDER = ['kill', 'clock'];
const rows = (page: string): string[] => page.split('\n').filter((text) => /^\| (kill|clock|old)/.test(text));

describe('the table', () => {
  it('tells n of m where m is known', () => {
    expect(rowOf(outcome({ possible: 90 }))).toContain('| 4 of 90 places |');
    expect(rowOf(outcome({}))).toContain('| 4 |');
    expect(rowOf(outcome({ did: 0, possible: 0 }))).toContain('| 0 of 0 places |');
  });

  it('has a drill of a browser once, the latest, and keeps the others in the order of the drills', () => {
    const first = writtenAnew('', 'Words', [outcome({}), outcome({ browser: 'Firefox 145' })], ORDER);
    const again = outcome({ browser: 'Chromium 141', did: 9 });
    const page = writtenAnew(first, 'Words', [again, outcome({ drill: 'kill' })], ORDER);
    expect(rows(page)).toEqual([
      rowOf(outcome({ drill: 'kill' })),
      rowOf(again),
      rowOf(outcome({ browser: 'Firefox 145' })),
    ]);
    expect(writtenAnew(page, 'Words', [], ORDER)).toBe(page);
  });

  it('a bar in the words breaks no row', () => {
    const odd = outcome({ what: 'a | b' });
    const page = writtenAnew(writtenAnew('', '', [odd], ORDER), '', [outcome({ did: 5 })], ORDER);
    expect(rows(page)).toEqual([rowOf(outcome({ did: 5 }))]);
  });
});

describe('the tally', () => {
  it('counts what is missed and tells it at once', () => {
    const said: string[] = [];
    const { tally, read } = newTally((text) => said.push(text));
    tally.did();
    tally.did(2);
    tally.possible(10);
    tally.possible(5);
    expect(isClean(read().missed)).toBe(true);
    tally.missed('greens', 'well, it is not');
    expect(read()).toMatchObject({ did: 3, possible: 15, missed: { greens: 1, drafts: 0 } });
    expect(isClean(read().missed)).toBe(false);
    expect(said.join()).toContain('well, it is not');
  });
});
