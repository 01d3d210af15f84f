import { beforeAll, expect, test } from 'vitest';
import { backLines, type Ending, early, endings } from './incident-back.ts';
import { figuresOf } from './incident-figures.ts';
import { ordinaryMonth, replay, replayWatch } from './incidents.ts';
import { type Figures, isMet, saveSection } from './section.ts';

const SEED = 20_261_121;
const PEOPLE = Number(process.env.PEOPLE ?? 3);
const MONTHS = Number(process.env.MONTHS ?? 12);
/** The watch alone: three times the people, the same world and others. */
const MORE_SEEDS = (process.env.SEEDS ?? `${SEED},4711,90210,31337`).split(',').map(Number);
const MORE_PEOPLE = 9;

let figures: Figures = { lines: [], bars: [] };
let more: readonly Ending[] = [];

beforeAll(() => {
  const months = Array.from({ length: MONTHS }, (_, index) => ordinaryMonth(SEED + index));
  const { lines, bars } = figuresOf(replay(SEED, PEOPLE), months);
  more = MORE_SEEDS.flatMap((seed) => endings(replayWatch(seed, MORE_PEOPLE)));
  figures = {
    lines: [
      ...lines,
      `the watch alone, ${MORE_SEEDS.length} larger replays (${more.length} times somebody was told)`,
      ...backLines('total outages', more, ['all']),
      ...backLines('partial outages', more, ['nearly all', 'a part']),
    ],
    bars: [
      ...bars,
      {
        name: 'told too early that it works, larger replays, total outages',
        value: early(more, true),
        at: 'most',
        bar: 0,
      },
      {
        name: 'told too early that it works, larger replays, partial outages',
        value: early(more, false),
        at: 'most',
        bar: 0,
      },
    ],
  };
  saveSection('incidents', {
    title: 'Incidents: ahead of the page, calm, and told when it is over',
    ...figures,
  });
}, 600_000);

test('the bars are met', () => {
  expect(figures.bars.filter((bar) => !isMet(bar))).toEqual([]);
});

test('of total and of partial outages enough people were told for a rule that is often wrong to be caught', () => {
  for (const kind of ['all', 'nearly all', 'a part'] as const)
    expect(more.filter(({ failing, by }) => failing === kind && by === 'run').length).toBeGreaterThan(100);
});
