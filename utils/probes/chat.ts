/**
 * Whether this conversation can be read, told by the head of claude.ai's answer. One that is gone, or of another account,
 * answers 404 or 403. A reading that takes long says nothing: large conversations do. Of a new chat there is nothing to ask,
 * and nothing that could be broken once somebody is signed in.
 * Seen: tests/fixtures/probes/chat-answers.json (2026-11). When wrong: a well chat is called broken, and left for another.
 */

import { known, result } from './result';
import { session } from './session';
import type { Probe } from './types';

const FAILING: readonly string[] = ['overloaded', 'server', 'gateway'];
const MISSING: readonly (number | null)[] = [403, 404];

export const chat = {
  id: 'chat',
  requests: [],
  fromTab: ['chat'],
  read: (answers, now) => {
    const { chat: said, tab } = answers;
    if (said === undefined) {
      const before = known('chat', answers, now);
      return before ?? result('chat', 'unknown', now, { cause: tab === 'gone' ? 'no_tab' : null });
    }
    if (said === null) {
      const isIn = session.read(answers, now).state === 'ok';
      return result('chat', isIn ? 'ok' : 'unknown', now);
    }
    const { says, status, tookMs } = said;
    if (says === 'well') return result('chat', 'ok', now, { status, tookMs });
    if (FAILING.includes(says)) return result('chat', 'bad', now, { cause: 'chat_error', status, tookMs });
    if (says === 'refused' && MISSING.includes(status))
      return result('chat', 'bad', now, { cause: 'chat_missing', status, tookMs });
    return result('chat', 'unknown', now, { cause: says === 'silent' ? 'chat_slow' : null, status, tookMs });
  },
} as const satisfies Probe;
