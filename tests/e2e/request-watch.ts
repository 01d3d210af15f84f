/** Runs beside every file of this folder: each test answers for all that was asked while it ran. */
import { afterAll, afterEach, expect } from 'vitest';
import { recorded } from '../stage/recorded.ts';
import { isRefusalKnown, wrongsOf } from './request-rules.ts';

/** Takes them: what one test has asked for on purpose is not the next one's. */
export function takeWrongs(): string[] {
  const strangers = recorded.refused.splice(0).filter((target) => !isRefusalKnown(target));
  const wrongs = recorded.requests.splice(0).flatMap(wrongsOf);
  return [...new Set([...strangers.map((target) => `nobody we ask: ${target}`), ...wrongs])];
}

const expectNoWrongs = (): void => expect(takeWrongs().join('\n')).toBe('');

afterEach(expectNoWrongs);
afterAll(expectNoWrongs);
