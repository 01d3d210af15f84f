import { PAGE_MS } from './reloading';
import type { Fix, FixContext, Step } from './types';

/** Of a chat that was too long only the end is carried over as text: enough to go on, and far from too long again. */
export const LAST_TURNS = 6;

/** The prompt goes last: it is what the user sends. */
function carried({ draft, more }: FixContext): Step[] {
  const prompt = draft?.text ?? '';
  const transcript = more?.transcript ?? null;
  if (transcript !== null && transcript.turns > 0) {
    const as = more?.carryAs ?? 'file';
    const turns = as === 'file' ? null : Math.min(LAST_TURNS, transcript.turns);
    return [{ verb: 'carry-over', conversationId: transcript.conversationId, as, turns, prompt }];
  }
  return prompt === '' ? [] : [{ verb: 'fill-composer', text: prompt, replace: false }];
}

/** A stored chat goes on in a tab of its own, whatever has become of the one on claude.ai. */
export const intoNewTab = (conversationId: string): Step[] => [
  { verb: 'await-page', timeoutMs: PAGE_MS },
  { verb: 'carry-over', conversationId, as: 'file', turns: null, prompt: '' },
];

/** Their bytes aren't kept: only the user has them. */
function missing({ draft }: FixContext): Step[] {
  const names = draft?.attachments ?? [];
  return names.length === 0 ? [] : [{ verb: 'name-attachments', names: [...names] }];
}

export const newChat = {
  id: 'new-chat',
  risk: 'interrupts',
  stays: ['old_chat', 'library'],
  available: ({ conversationId, failed }) => conversationId !== null && failed !== 'document',
  plan: (context) => [
    { verb: 'save-conversation' },
    { verb: 'open-chat', path: '/new' },
    { verb: 'await-page', timeoutMs: PAGE_MS },
    ...carried(context),
    ...missing(context),
  ],
} as const satisfies Fix;
