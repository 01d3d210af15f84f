import { describe, expect, test } from 'vitest';
import {
  countResults,
  failedFiles,
  failuresOf,
  secondTriesOf,
  type VitestResults,
  withSecondRun,
} from '@/scripts/test-results';

type File = VitestResults['testResults'][number];
const ROOT = '/home/me/lifeline';

const one = (status: string, fullName: string, ...failureMessages: string[]) => ({
  status,
  fullName,
  failureMessages,
});
const file = (status: string, ...assertionResults: File['assertionResults']): File => ({
  name: `${ROOT}/tests/e2e/prompt.test.ts`,
  status,
  message: '',
  assertionResults,
});
const TRACE = '\n    at /home/me/lifeline/tests/e2e/prompt.test.ts:7:3';
const results = (...testResults: File[]): VitestResults => ({ testResults });

const MIXED = results(
  file('passed', one('passed', 'a'), one('passed', 'b', `Error: not within 10 s${TRACE}`)),
  file(
    'failed',
    one('passed', 'c'),
    one(
      'failed',
      'd e',
      `\u001b[31mAssertionError: expected 1 to be 2\u001b[39m${TRACE}`,
      `Error: other${TRACE}`,
    ),
    one('skipped', 'f'),
  ),
  { ...file('failed'), message: 'Cannot find module ./gone\nimported from here' },
);

describe('a run', () => {
  test('is counted: what did not run has failed, and so has a file that could not be loaded', () => {
    expect(countResults(MIXED)).toEqual({ passed: 3, failed: 3 });
    expect(countResults(results())).toEqual({ passed: 0, failed: 0 });
    expect(countResults(results(file('failed', one('passed', 'a'))))).toEqual({ passed: 1, failed: 1 });
  });

  test('says at its end what failed, where, and why', () => {
    expect(failuresOf(MIXED, 'chromium', ROOT)).toEqual([
      'Failed: chromium: d e\n  AssertionError: expected 1 to be 2',
      'Failed: chromium: f\n  not run (skipped)',
      'Failed: chromium: tests/e2e/prompt.test.ts\n  Cannot find module ./gone',
    ]);
  });

  test('… and what passed at the second try only', () => {
    expect(secondTriesOf(MIXED, 'firefox')).toEqual([
      'Passed at the second try: firefox: b\n  Error: not within 10 s',
    ]);
  });

  test('as many failures are named as are counted', () => {
    for (const run of [MIXED, results(), results(file('failed', one('passed', 'a')))])
      expect(failuresOf(run, 'unit', ROOT)).toHaveLength(countResults(run).failed);
  });

  test('in which all is well says nothing', () => {
    const well = results(file('passed', one('passed', 'a')));
    expect([failuresOf(well, 'unit', ROOT), secondTriesOf(well, 'unit')]).toEqual([[], []]);
  });
});

describe('a second try of the files that failed', () => {
  const named = (name: string, of: File): File => ({ ...of, name });
  const first = results(
    named('a.test.ts', file('passed', one('passed', 'a'))),
    named('b.test.ts', file('failed', one('failed', 'b', `Error: slow${TRACE}`), one('passed', 'c'))),
    named('d.test.ts', file('failed', one('failed', 'd', `Error: broken${TRACE}`))),
    { ...named('e.test.ts', file('failed')), message: 'Cannot find module' },
  );
  const second = results(
    named('b.test.ts', file('passed', one('passed', 'b'), one('passed', 'c'))),
    named('d.test.ts', file('failed', one('failed', 'd', `Error: still${TRACE}`))),
    named('e.test.ts', file('passed', one('passed', 'e'))),
  );
  const both = withSecondRun(first, second);

  test('is made of what failed, and of what did not run', () => {
    expect(failedFiles(first)).toEqual(['b.test.ts', 'd.test.ts', 'e.test.ts']);
    expect(failedFiles(results(file('passed', one('passed', 'a'), one('skipped', 'b'))))).toHaveLength(1);
  });

  test('decides; what failed at first is told all the same', () => {
    expect(countResults(both)).toEqual({ passed: 4, failed: 1 });
    expect(failuresOf(both, 'firefox', ROOT)).toEqual(['Failed: firefox: d\n  Error: broken']);
    expect(secondTriesOf(both, 'firefox')).toEqual(['Passed at the second try: firefox: b\n  Error: slow']);
  });

  test('that came to nothing leaves the first as it was', () => {
    expect(withSecondRun(first, results())).toEqual(first);
  });
});
