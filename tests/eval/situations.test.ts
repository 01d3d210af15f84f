import { beforeAll, describe, expect, test } from 'vitest';
import { diagnose } from '@/utils/diagnosis/diagnose';
import { silent } from '@/utils/status/ask';
import { type Bar, isMet, saveSection } from './section.ts';
import { confusion, type Judged, judge, kindsOf, NOW, sendsFail, situations } from './situations.ts';

const RIGHT = 0.97;
const LEAST = 120;

let all: Judged[] = [];
let bars: Bar[] = [];

const share = (some: readonly Judged[]): number =>
  some.filter(({ wrong }) => wrong.length === 0).length / some.length;

const lineOf = ({ situation, verdict, wrong }: Judged): string =>
  `${situation.id}: expected ${situation.expect.join(' or ')}, ${wrong.join(', ')} (${verdict.reason})`;

const isMisleading = ({ situation }: Judged): boolean => situation.misleading !== undefined;
const falseOk = (): Judged[] => all.filter(({ seen, verdict }) => verdict.id === 'ok' && sendsFail(seen));
const loneDown = (): Judged[] =>
  all.filter(({ seen, verdict }) => verdict.id === 'down' && kindsOf(seen) < 2);

function linesOf(): string[] {
  const kinds = [...new Set(all.flatMap(({ situation }) => situation.misleading ?? []))];
  const wrong = all.filter((one) => one.wrong.length > 0);
  return [
    `${all.length} situations, ${all.filter(isMisleading).length} of them misleading`,
    '',
    ...confusion(all),
    '',
    ...kinds.map((kind) => {
      const some = all.filter(({ situation }) => situation.misleading === kind);
      return `${kind.padEnd(24)}${String(some.filter(({ wrong: bad }) => bad.length === 0).length).padStart(4)} of ${some.length}`;
    }),
    '',
    wrong.length === 0 ? 'Nothing misjudged.' : 'Misjudged:',
    ...wrong.map((one) => `  ${lineOf(one)}`),
  ];
}

beforeAll(() => {
  all = situations.map(judge);
  bars = [
    { name: 'situations', value: all.length, at: 'least', bar: LEAST },
    { name: 'misleading', value: all.filter(isMisleading).length / all.length, at: 'least', bar: 1 / 3 },
    { name: 'right', value: share(all), at: 'least', bar: RIGHT },
    { name: 'right, misleading', value: share(all.filter(isMisleading)), at: 'least', bar: RIGHT },
    { name: '"ok" while sends fail', value: falseOk().length, at: 'most', bar: 0 },
    { name: '"down" on one kind of evidence', value: loneDown().length, at: 'most', bar: 0 },
  ];
  saveSection('situations', { title: 'Me or them: situations judged', lines: linesOf(), bars });
}, 120_000);

test('the bars are reached', () => {
  expect(
    bars.filter((bar) => !isMet(bar)),
    linesOf().join('\n'),
  ).toEqual([]);
});

test('ids are unique, and every label says where it comes from', () => {
  expect(new Set(situations.map(({ id }) => id)).size).toBe(situations.length);
  expect(situations.filter(({ why, expect: labels }) => !why || labels.length === 0)).toEqual([]);
});

describe('in every situation', () => {
  test('a witness that can not be read changes nothing', () => {
    for (const { seen, verdict } of all) {
      const unread = seen.witnesses.map((one) => (one.state === 'unknown' ? silent(one.id) : one));
      const again = diagnose({ ...seen, witnesses: unread }, NOW);
      expect({ ...again, evidence: [] }).toEqual({ ...verdict, evidence: [] });
    }
  });

  test('every line of evidence that has an age has one that has passed', () => {
    for (const { verdict } of all)
      for (const { at } of verdict.evidence) expect(at ?? NOW).toBeLessThanOrEqual(NOW);
  });
});
