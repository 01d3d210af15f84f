/** Runs beside every file of this folder: each test answers for all that was asked while it ran. */
import { afterAll, afterEach, expect } from 'vitest';
import { recorded } from '../stage/recorded.ts';
import { isRefusalKnown, wrongsOf } from './request-rules.ts';

recorded.isOn = true;
let isByHand = false;

/** For a file whose tests call claude.ai from within its page, and not as its page does. */
export const pageIsCalledByHand = (): void => {
  isByHand = true;
};

/** Takes them: what one test has asked for on purpose is not the next one's. */
export function takeWrongs(): string[] {
  const strangers = recorded.refused.splice(0).filter((target) => !isRefusalKnown(target));
  const wrongs = recorded.requests.splice(0).flatMap((one) => wrongsOf(one, isByHand));
  return [...new Set([...strangers.map((target) => `nobody we ask: ${target}`), ...wrongs])];
}

const expectNoWrongs = (): void => expect(takeWrongs().join('\n')).toBe('');

afterEach(expectNoWrongs);
afterAll(expectNoWrongs);
