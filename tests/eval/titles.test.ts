import { beforeAll, expect, test } from 'vitest';
import complaintRows from '@/tests/fixtures/status/complaints.json';
import incidentRows from '@/tests/fixtures/status/incident-titles.json';
import { readTitle } from '@/utils/claude/incident-title';
import { complains, type Place } from '@/utils/status/complaint';
import { isHeldOut } from './held-out.ts';
import { type Bar, isMet, saveSection } from './section.ts';

const SHARE = 0.95;
const HALVES = [
  ['seen', (row: { readonly title: string }) => !isHeldOut(row)],
  ['held out', isHeldOut],
] as const;

const bars: Bar[] = [];
const lines: string[] = [];

function measure(name: string, good: number, of: number): void {
  lines.push(`${name.padEnd(52)}${String(good).padStart(4)} of ${of}`);
  bars.push({ name, value: good / of, at: 'least', bar: SHARE });
}

const sorted = (names: readonly string[] | 'many'): string =>
  names === 'many' ? names : [...names].sort((a, b) => (a < b ? -1 : 1)).join();

const isRight = ({ title, models, others, surfaces }: (typeof incidentRows)[number]): boolean => {
  const read = readTitle(title);
  const labelled = Array.isArray(models) ? models : 'many';
  return (
    sorted(read.models) === sorted(labelled) &&
    read.andOthers === others &&
    sorted(read.surfaces) === sorted(surfaces)
  );
};

beforeAll(() => {
  for (const [half, belongs] of HALVES) {
    const real = incidentRows.filter((row) => row.times > 0 && belongs(row));
    measure(`incident titles read exactly, ${half}`, real.filter(isRight).length, real.length);
    const own = incidentRows.filter((row) => row.times === 0 && belongs(row));
    measure(`incident titles of our own, ${half}`, own.filter(isRight).length, own.length);
  }
  const times = (rows: typeof incidentRows) => rows.reduce((all, row) => all + row.times, 0);
  measure('incidents whose title is read exactly', times(incidentRows.filter(isRight)), times(incidentRows));
  for (const [half, belongs] of HALVES) {
    const rows = complaintRows.filter(belongs);
    const counted = rows.filter(({ title, place }) => complains(title, place as Place));
    const meant = rows.filter((row) => row.complains);
    const both = counted.filter((row) => row.complains);
    measure(`titles that count and are complaints, ${half}`, both.length, counted.length);
    measure(`complaints that count, ${half}`, both.length, meant.length);
  }
  saveSection('titles', { title: 'Titles: what incidents name, and which posts complain', lines, bars });
});

test('titles are read as a reader would', () => {
  expect(bars.filter((bar) => !isMet(bar))).toEqual([]);
});
