/**
 * Which fixes for which verdict, in the order in which they are offered. The first of a list is the one that fits. After it:
 * what is safe, then what stops the work in the tab, then what the user does by hand, then what removes data, and at the end
 * what is left when nothing helped. A fix that can't do anything at the moment is left out by its own `available`.
 */
import type { VerdictId } from '@/utils/diagnosis/severity';
import type { FixId } from './types';

/** The user does it: as safe as can be, and more work than a click. */
export const BY_HAND: readonly FixId[] = ['switch-network', 'try-private-window', 'try-another-browser'];

/** They mend nothing: the work goes on elsewhere, or somebody is told. */
export const LAST: readonly FixId[] = ['continue-elsewhere', 'contact-support'];

export const ORDER: Readonly<Record<VerdictId, readonly FixId[]>> = {
  ok: ['restore-draft'],
  offline: ['check-connection', 'restore-draft', 'switch-network', 'continue-elsewhere'],
  network: [
    'check-connection',
    'restore-draft',
    'reload-tab',
    'switch-network',
    'try-private-window',
    'try-another-browser',
    'continue-elsewhere',
    'contact-support',
  ],
  // Nothing of the session: who is asked for a check is not signed out.
  challenge: [
    'complete-challenge',
    'restore-draft',
    'reload-tab',
    'switch-network',
    'try-private-window',
    'try-another-browser',
    'clear-site-data',
    'continue-elsewhere',
    'contact-support',
  ],
  'signed-out': [
    'refresh-session',
    'restore-draft',
    'reload-tab',
    'try-private-window',
    'try-another-browser',
    'clear-site-data',
    'contact-support',
  ],
  // Time mends it, or another model that has a limit of its own.
  limit: ['switch-model', 'restore-draft', 'continue-elsewhere'],
  // No waiting: the next message fails as this one did.
  chat: ['new-chat', 'restore-draft', 'reload-tab', 'continue-elsewhere', 'contact-support'],
  frozen: ['reload-tab', 'restore-draft', 'hard-reload', 'new-chat', 'continue-elsewhere', 'contact-support'],
  page: [
    'reload-tab',
    'restore-draft',
    'hard-reload',
    'clear-site-cache',
    'try-private-window',
    'try-another-browser',
    'clear-site-data',
    'contact-support',
  ],
  model: [
    'switch-model',
    'wait-and-retry',
    'notify-when-back',
    'restore-draft',
    'new-chat',
    'continue-elsewhere',
    'contact-support',
  ],
  degraded: [
    'wait-and-retry',
    'notify-when-back',
    'restore-draft',
    'reload-tab',
    'new-chat',
    'continue-elsewhere',
    'contact-support',
  ],
  // Two kinds of evidence say so: each further try only adds to the load.
  down: [
    'notify-when-back',
    'wait-and-retry',
    'restore-draft',
    'reload-tab',
    'new-chat',
    'continue-elsewhere',
    'contact-support',
  ],
  // May be the user's own, or Claude's.
  unclear: [
    'wait-and-retry',
    'restore-draft',
    'check-connection',
    'notify-when-back',
    'reload-tab',
    'new-chat',
    'hard-reload',
    'clear-site-cache',
    'switch-network',
    'try-private-window',
    'try-another-browser',
    'clear-site-data',
    'continue-elsewhere',
    'contact-support',
  ],
};

/** Mends nothing, and after the others the user may still want to be told. */
const WAITS: FixId = 'notify-when-back';

/** Where waiting is known not to help, nobody is told to wait before everything else here was tried. */
export function orderFor(verdict: VerdictId, advice: 'wait' | 'act' | null): readonly FixId[] {
  const order = ORDER[verdict];
  if (advice !== 'act' || !order.includes(WAITS)) return order;
  const others = order.filter((id) => id !== WAITS);
  const end = others.findIndex((id) => BY_HAND.includes(id) || LAST.includes(id));
  return [...others.slice(0, end), WAITS, ...others.slice(end)];
}
