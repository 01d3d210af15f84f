/**
 * Whether claude.ai itself answers: the cheapest call that it makes up by itself, from within the tab. Any answer in its own
 * form counts, a refusal too; only its 5xx say that it fails. Silence is its own when the edge answers meanwhile.
 * Seen: tests/fixtures/claude/session-answers.json (2026-11). When wrong: a network's page is called an outage.
 */
import { edge } from './edge';
import { known, result } from './result';
import type { Probe } from './types';

const FAILING: readonly string[] = ['overloaded', 'server', 'gateway'];

export const claude = {
  id: 'claude',
  requests: [],
  fromTab: ['organizations'],
  read: (answers, now) => {
    const { organizations, tab } = answers;
    if (!organizations) {
      const before = known('claude', answers, now);
      return before ?? result('claude', 'unknown', now, { cause: tab === 'gone' ? 'no_tab' : null });
    }
    const { says, status, tookMs } = organizations;
    if (FAILING.includes(says)) return result('claude', 'bad', now, { cause: says, status, tookMs });
    if (says === 'silent' && edge.read(answers, now).state === 'ok')
      return result('claude', 'bad', now, { cause: 'slow', tookMs });
    if (says === 'foreign') return result('claude', 'unknown', now, { cause: 'not_claude', status, tookMs });
    if (status === null || says === 'challenge') return result('claude', 'unknown', now, { tookMs });
    return result('claude', 'ok', now, { status, tookMs });
  },
} as const satisfies Probe;
