import { sendToTab } from '@/utils/browser/messages';

/** The tab's own limit for its question, and a little. */
const ANSWER_MS = 7_000;

/** A page that leads to the sign-in by itself is soon another, which answers too. */
const TRIES = 6;
const AGAIN_MS = 1_000;

const pause = (ms: number): Promise<null> => new Promise((resolve) => setTimeout(resolve, ms, null));

const ask = (tabId: number) => sendToTab(tabId, 'ask-claude', { questions: ['organizations'] });

/** null: a thread that is blocked takes no question. */
async function answerOf(tabId: number, tries = TRIES): Promise<Awaited<ReturnType<typeof ask>> | null> {
  const answer = await Promise.race([ask(tabId), pause(ANSWER_MS)]);
  if (answer?.ok !== false || answer.error !== 'gone' || tries <= 1) return answer;
  await pause(AGAIN_MS);
  return answerOf(tabId, tries - 1);
}

/**
 * Who is signed in, asked from within the tab. `in`; null: nobody is; or the problem that ends the plan: people were sent to sign
 * in ten times by tools that took Cloudflare's check for a sign-out.
 */
export async function checkSession(
  tabId: number,
): Promise<'in' | 'check_first' | 'no_answer' | 'tab_gone' | null> {
  const answer = await answerOf(tabId);
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
export const askSession = (tabId: number): void => void ask(tabId);
