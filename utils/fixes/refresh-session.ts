/**
 * A session that holds is renewed by loading the page, which asks who is signed in when it starts. One that is over can only be
 * begun anew. Never on a check of Cloudflare's: people were sent to sign in ten times for what was no sign-out.
 */
import { PAGE_MS, pathOf, putBack, SIGN_IN_MS } from './reloading';
import type { Fix, FixContext, Step } from './types';

const again = (returnTo: string): Step[] => [
  { verb: 'sign-out-and-in', returnTo },
  { verb: 'await-sign-in', timeoutMs: SIGN_IN_MS },
];

/** A message that was refused for want of a session is in no chat: it comes back as if it had never been sent. */
const refused = ({ draft, outputBegan, more }: FixContext): Step[] =>
  draft?.state === 'sent' && !outputBegan && more?.verdict === 'signed-out'
    ? [{ verb: 'fill-composer', text: draft.text, replace: false }]
    : [];

export const refreshSession = {
  id: 'refresh-session',
  risk: 'interrupts',
  goes: ['ended_session'],
  stays: ['chats', 'drafts', 'library'],
  available: ({ more }) => more?.verdict !== 'challenge',
  plan: (context) => {
    const signIn = again(pathOf(context));
    return [
      { verb: 'save-conversation' },
      { verb: 'check-session', skip: signIn.length },
      ...signIn,
      { verb: 'open-chat', path: pathOf(context) },
      { verb: 'await-page', timeoutMs: PAGE_MS },
      ...putBack(context),
      ...refused(context),
    ];
  },
} as const satisfies Fix;
