import { beforeAll, expect, test } from 'vitest';
import { type Figures, figuresOf } from './incident-figures.ts';
import { ordinaryMonth, replay } from './incidents.ts';
import { isMet, saveSection } from './section.ts';

const SEED = 20_261_121;
const PEOPLE = Number(process.env.PEOPLE ?? 3);
const MONTHS = Number(process.env.MONTHS ?? 12);

let figures: Figures = { lines: [], bars: [] };

beforeAll(() => {
  const months = Array.from({ length: MONTHS }, (_, index) => ordinaryMonth(SEED + index));
  figures = figuresOf(replay(SEED, PEOPLE), months);
  saveSection('incidents', {
    title: 'Incidents: ahead of the page, calm, and told when it is over',
    ...figures,
  });
}, 600_000);

test('the bars are met', () => {
  expect(figures.bars.filter((bar) => !isMet(bar))).toEqual([]);
});
