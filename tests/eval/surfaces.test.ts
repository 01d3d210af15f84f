// First: the code that is measured keeps the browser's own from the beginning.
import './unzip.ts';

import { beforeAll, describe, expect, test, vi } from 'vitest';
import { surfaces } from './corpus.ts';
import { play } from './replay.ts';
import {
  confusion,
  falseOutages,
  isMissed,
  isNegative,
  missedLine,
  type Result,
  resultOf,
  scores,
} from './score.ts';
import { type Bar, barLine, isMet, saveSection } from './section.ts';

vi.mock('@/utils/browser/messages', async () => (await import('./outbox.ts')).messages);

const PRECISION = 0.98;
const RECALL = 0.95;

const results: Result[] = [];
let bars: Bar[] = [];

function barsOf(all: readonly Result[]): Bar[] {
  const classes = scores(all).flatMap(({ class: name, precision, recall }): Bar[] => [
    { name: `precision of ${name}`, value: precision, at: 'least', bar: PRECISION },
    { name: `recall of ${name}`, value: recall, at: 'least', bar: RECALL },
  ]);
  return [
    ...classes,
    { name: 'called an outage without being one', value: falseOutages(all).length, at: 'most', bar: 0 },
  ];
}

function linesOf(all: readonly Result[]): string[] {
  const missed = all.filter(isMissed);
  const negatives = all.filter(({ surface }) => isNegative(surface)).length;
  const table = scores(all).map(
    ({ class: name, surfaces: count, precision, recall }) =>
      `${name.padEnd(14)}${String(count).padStart(6)}${precision.toFixed(3).padStart(11)}${recall.toFixed(3).padStart(9)}`,
  );
  return [
    `${all.length} surfaces, ${negatives} of them hard negatives`,
    '',
    ...confusion(all),
    '',
    `${'class'.padEnd(14)}${'count'.padStart(6)}${'precision'.padStart(11)}${'recall'.padStart(9)}`,
    ...table,
    '',
    missed.length === 0 ? 'Nothing misjudged.' : 'Misjudged:',
    ...missed.map((one) => `  ${missedLine(one)}`),
  ];
}

const only = process.env.ONLY;

/** A developer's look at one surface: what was heard, and what was told of it. */
function show({ surface, played }: Result): void {
  console.log(`${surface.id}: ${surface.title}`);
  for (const signal of played.signals) console.log(JSON.stringify(signal));
  for (const call of played.ever) console.log(JSON.stringify(call));
}

beforeAll(async () => {
  if (only) return;
  for (const surface of surfaces) results.push(resultOf(surface, await play(surface)));
  bars = barsOf(results);
  saveSection('surfaces', {
    title: 'What happens on claude.ai: surfaces replayed',
    lines: linesOf(results),
    bars,
  });
}, 120_000);

const lookAtOne = async (): Promise<void> => {
  const surface = surfaces.find(({ id }) => id === only);
  if (!surface) throw new Error(`no surface ${only}`);
  const result = resultOf(surface, await play(surface));
  show(result);
  expect(isMissed(result), missedLine(result)).toBe(false);
};

const judgeAll = (): void => {
  test('precision and recall of each class reach their bars', () => {
    const misjudged = results.filter(isMissed).map(missedLine).join('\n');
    expect(bars.filter((bar) => !isMet(bar)).map(barLine), misjudged).toEqual([]);
  });

  test('nothing is ever called an outage without being one', () => {
    expect(falseOutages(results).map(missedLine)).toEqual([]);
  });
};

// A test that is skipped counts as one that failed.
if (only) test('one surface', lookAtOne);
else describe('the sensor on the corpus', judgeAll);
