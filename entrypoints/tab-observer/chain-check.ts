import { conversationIdOf, organizationIn } from '@/utils/claude/page-place';
import { type Asked, askClaude, SESSION_PATH, sessionState } from '@/utils/claude/session-check';
import type { Input, Output } from '@/utils/messaging/protocol';
import { sessionDoubt } from '@/utils/signals/session-doubt';
import type { Signal } from '@/utils/signals/types';

/** All questions together. */
const LIMIT_MS = 5_000;
/** Two who ask at once share one answer. */
const SHARED_MS = 10_000;
/** A chat is looked for in so many organisations. */
const MOST = 3;

const isJson = ({ status, headers }: Response): boolean =>
  status === 200 && /json/.test(headers.get('content-type') ?? '');

const gist = ({ says, status, tookMs }: Asked) => ({ says, status, tookMs });

/** The head of this conversation's reading; null in a new chat. */
async function askChat(organizations: string, signal: AbortSignal): Promise<Asked | null> {
  const id = conversationIdOf(location.pathname);
  if (id === null) return null;
  const others = [...organizations.matchAll(/"uuid":\s?"([\w-]{36})"/g)].map(([, uuid]) => uuid);
  let asked: Asked = { says: 'unreachable', status: null, tookMs: 0, body: '' };
  const places = new Set([organizationIn(document.cookie), ...others].filter(Boolean));
  for (const organization of [...places].slice(0, MOST)) {
    const path = `${SESSION_PATH}/${organization}/chat_conversations/${id}?rendering_mode=raw`;
    asked = await askClaude(fetch, location.origin + path, signal, isJson);
    if (asked.says !== 'refused') break;
  }
  return asked;
}

export interface ChainCheck {
  /** Asks whether the session still holds where that is in doubt; what comes of it is reported. */
  readonly heard: (signal: Signal) => void;
  readonly answer: (questions: Input<'ask-claude'>) => Promise<Output<'ask-claude'>>;
}

/** Asks claude.ai what the background can't: with the cookies of this tab. Reads only. */
export function chainCheck(report: (signal: Signal) => void): ChainCheck {
  const doubt = sessionDoubt();
  let shared: Promise<Asked> | undefined;
  let askedAt = 0;
  const session = (): Promise<Asked> => {
    if (shared && Date.now() - askedAt < SHARED_MS) return shared;
    askedAt = Date.now();
    shared = askClaude(fetch, location.origin + SESSION_PATH, AbortSignal.timeout(LIMIT_MS));
    void shared.then(({ says }) =>
      report({ kind: 'session-checked', at: Date.now(), state: sessionState(says) }),
    );
    return shared;
  };
  return {
    heard: (signal) => {
      if (doubt.heard(signal)) void session();
    },
    answer: async ({ questions }) => {
      const signal = AbortSignal.timeout(LIMIT_MS);
      const organizations = questions.includes('organizations') ? await session() : undefined;
      const isBehind = organizations !== undefined && organizations.says !== 'well';
      const asksChat = questions.includes('chat') && !isBehind;
      const chat = asksChat ? await askChat(organizations?.body ?? '', signal) : undefined;
      return {
        ...(organizations && { organizations: gist(organizations) }),
        ...(chat !== undefined && { chat: chat && gist(chat) }),
      };
    },
  };
}
