/**
 * Whether somebody is signed in, told by the same answer that tells of claude.ai itself: its list of organisations goes to
 * nobody else. A 5xx, a check or a page in its place says nothing of it.
 * Seen: tests/fixtures/claude/session-answers.json (2026-11). When wrong: an ended session is taken for an outage, or the reverse.
 */
import { known, result } from './result';
import type { Probe } from './types';

export const session = {
  id: 'session',
  requests: [],
  fromTab: ['organizations'],
  read: (answers, now) => {
    const { organizations, tab } = answers;
    if (!organizations) {
      const before = known('session', answers, now);
      return before ?? result('session', 'unknown', now, { cause: tab === 'gone' ? 'no_tab' : null });
    }
    const { says, status, tookMs } = organizations;
    if (says === 'well') return result('session', 'ok', now, { status, tookMs });
    return says === 'signed-out'
      ? result('session', 'bad', now, { cause: 'signed_out', status, tookMs })
      : result('session', 'unknown', now, { status, tookMs });
  },
} as const satisfies Probe;
