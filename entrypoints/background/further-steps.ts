import type { BackgroundStep } from '@/utils/fixes/types';

type Known =
  | 'save-conversation'
  | 'reload-tab'
  | 'open-chat'
  | 'watch-for-back'
  | 'await-page'
  | 'await-reply'
  | 'await-recovery';

/** The problem as a word key, or null when it is done. What can't be performed yet says so and touches nothing. */
export async function furtherStep(
  _tabId: number,
  step: Exclude<BackgroundStep, { readonly verb: Known }>,
): Promise<string | null> {
  switch (step.verb) {
    case 'await-turn':
      return null;
    case 'hard-reload':
    case 'clear-cache':
    case 'clear-data':
    case 'check-session':
    case 'sign-out-and-in':
    case 'await-sign-in':
    case 'focus-tab':
    case 'await-challenge':
    case 'run-chain':
    case 'open-private-window':
    case 'carry-over':
    case 'open-url':
      return 'step_missing';
    default:
      return step satisfies never;
  }
}
