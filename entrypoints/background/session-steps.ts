import { sendToTab } from '@/utils/browser/messages';

/** The tab's own limit for its question, and a little. */
const ANSWER_MS = 7_000;

/** A thread that is blocked takes no question. */
const late = (): Promise<null> => new Promise((resolve) => setTimeout(resolve, ANSWER_MS, null));

/**
 * Who is signed in, asked from within the tab. `in`; null: nobody is; or the problem that ends the plan: people were sent to sign
 * in ten times by tools that took Cloudflare's check for a sign-out.
 */
export async function checkSession(
  tabId: number,
): Promise<'in' | 'check_first' | 'no_answer' | 'tab_gone' | null> {
  const answer = await Promise.race([
    sendToTab(tabId, 'ask-claude', { questions: ['organizations'] }),
    late(),
  ]);
  if (answer?.ok === false) return 'tab_gone';
  switch (answer?.value.organizations?.says) {
    case 'well':
      return 'in';
    case 'signed-out':
      return null;
    case 'challenge':
      return 'check_first';
    default:
      return 'no_answer';
  }
}

/** What comes of it is told as a signal. */
export const askSession = (tabId: number): void =>
  void sendToTab(tabId, 'ask-claude', { questions: ['organizations'] });
