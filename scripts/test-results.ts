/** What a run of vitest has found, from the JSON that it leaves. */
import { relative } from 'node:path';

export interface Counts {
  passed: number;
  failed: number;
}

export interface VitestResults {
  testResults: {
    /** Path of the file. */
    name: string;
    status: string;
    /** Of a file that could not be loaded. */
    message: string;
    assertionResults: {
      status: string;
      fullName: string;
      /** Of each try that failed; one that passed at the second try has that of the first. */
      failureMessages: string[];
    }[];
  }[];
}

/** A test that did not run counts as failed, and so does a file that could not be loaded. */
export function countResults({ testResults }: VitestResults): Counts {
  const counts: Counts = { passed: 0, failed: 0 };
  for (const { status, assertionResults } of testResults) {
    const passed = assertionResults.filter((one) => one.status === 'passed').length;
    const failed = assertionResults.length - passed;
    counts.passed += passed;
    counts.failed += status === 'failed' && failed === 0 ? 1 : failed;
  }
  return counts;
}

const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** Without the trace. */
const firstLine = (message = ''): string => message.replace(COLOURS, '').trim().split('\n')[0] ?? '';

/** Files with a test that failed, or that did not run. */
export const failedFiles = ({ testResults }: VitestResults): string[] =>
  testResults
    .filter(
      ({ status, assertionResults }) =>
        status === 'failed' || assertionResults.some((one) => one.status !== 'passed'),
    )
    .map(({ name }) => name);

/**
 * The first run, with what came of the files that ran a second time. Why a test failed at first stays with it, so that
 * it is told.
 */
export function withSecondRun(first: VitestResults, second: VitestResults): VitestResults {
  const again = new Map(second.testResults.map((file) => [file.name, file]));
  const merge = (file: VitestResults['testResults'][number]): typeof file => {
    const now = again.get(file.name);
    if (!now) return file;
    const before = new Map(file.assertionResults.map((one) => [one.fullName, one.failureMessages]));
    const assertionResults = now.assertionResults.map((one) => ({
      ...one,
      failureMessages: [...(before.get(one.fullName) ?? []), ...one.failureMessages],
    }));
    return { ...now, assertionResults };
  };
  return { testResults: first.testResults.map(merge) };
}

/** Said again at the end of the log: `Failed: <where>: <test>`, and why, on a line below it. */
export function failuresOf({ testResults }: VitestResults, where: string, root: string): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status !== 'passed');
    if (status === 'failed' && failed.length === 0)
      return [`Failed: ${where}: ${relative(root, name)}\n  ${firstLine(message)}`];
    return failed.map(({ status: how, fullName, failureMessages: [why] }) => {
      const reason = how === 'failed' ? firstLine(why) : `not run (${how})`;
      return `Failed: ${where}: ${fullName}\n  ${reason}`;
    });
  });
}

/** What failed once and passed then: no failure, but nothing to hide. */
export const secondTriesOf = ({ testResults }: VitestResults, where: string): string[] =>
  testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0)
    .map(
      ({ fullName, failureMessages: [why] }) =>
        `Passed at the second try: ${where}: ${fullName}\n  ${firstLine(why)}`,
    );
