/**
 * How each further verb may fail, as word keys without their `failure_` prefix. Whoever performs it ends with one of these, or
 * with what its own doc line says; the run then stops, and what it had not touched stays untouched.
 */
import type { Step } from './types';

type Older =
  | ('wait' | 'press-retry' | 'fill-composer' | 'save-conversation' | 'reload-tab' | 'open-chat')
  | ('watch-for-back' | 'await-page' | 'await-reply' | 'await-recovery');

export const PROBLEMS: Readonly<Record<Exclude<Step['verb'], Older>, readonly string[]>> = {
  'await-turn': ['output_began', 'breaker_open', 'asked_to_wait', 'tab_gone'],
  'open-model-menu': ['hook_missing', 'model_not_found', 'tab_gone'],
  'restore-place': [], // a place that is gone is no failure: the page stands where it stands
  'attach-file': ['hook_missing', 'not_attached', 'tab_gone'],
  'clear-cache-storage': ['not_cleared', 'tab_gone'],
  'hard-reload': ['tab_gone'],
  'clear-cache': ['permission_refused', 'not_cleared', 'private_window', 'tab_gone'],
  'clear-data': ['permission_refused', 'not_cleared', 'private_window', 'tab_gone'],
  'check-session': ['check_first', 'no_answer', 'tab_gone'],
  'sign-out-and-in': ['tab_gone'],
  'await-sign-in': ['not_signed_in', 'tab_gone'],
  'focus-tab': ['tab_gone'],
  'await-challenge': ['still_challenged', 'tab_gone'],
  'run-chain': ['timeout'],
  'open-private-window': [], // the user is told how to open it
  'carry-over': ['no_copy', 'hook_missing', 'other_text', 'not_attached', 'tab_gone'],
  'open-url': [],
  'show-steps': [],
  'show-chain': [],
  'show-report': [],
  'copy-text': ['copy_failed'],
  'choose-assistant': [],
  'ask-to-replace': [],
  'name-attachments': [],
};
