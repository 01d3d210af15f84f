/**
 * When to ask whether the session still holds: claude.ai may answer 500 to everything once it has ended.
 * Source: reported as masked expiry; one small request a minute at most is what the doubt is worth.
 */
import type { Signal } from './types';

export interface SessionDoubt {
  /** True when now is the time to ask. */
  readonly heard: (signal: Signal) => boolean;
}

const SPACING_MS = 60_000;
/** Several failures with no answer between them, whatever they were for. */
const MANY = 2;

export function sessionDoubt(): SessionDoubt {
  let failures = 0;
  let askedAt = Number.NEGATIVE_INFINITY;
  return {
    heard: (signal) => {
      if (signal.kind === 'reply-began') failures = 0;
      if (signal.kind !== 'response-received') return false;
      const { failure, endpoint, at } = signal;
      if (failure !== 'server' && failure !== 'gateway') {
        if (failure === null) failures = 0;
        return false;
      }
      failures += 1;
      const isSend = endpoint === 'send' || endpoint === 'action';
      const doubtful = failures >= MANY || (isSend && failure === 'server');
      if (!doubtful || at - askedAt < SPACING_MS) return false;
      askedAt = at;
      return true;
    },
  };
}
