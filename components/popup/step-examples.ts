import type { RunView, SurfaceStep } from '@/utils/fixes/types';
import type { TabView } from '@/utils/messaging/tab-view';
import { BY_VERDICT, run, verdict } from './situations';
import { minutesAgo, NOW } from './witnesses';

// Fixes in the middle of a step that needs the user, and what comes after them, for the tests and for looking at.

const at = (fix: RunView['fix'], step: SurfaceStep): RunView =>
  run('working', { fix, of: 1, surface: { index: 1, step } });

const failing = BY_VERDICT.degraded;
const cut = BY_VERDICT.network;

const during = (of: TabView, fix: RunView['fix'], step: SurfaceStep): TabView => ({
  ...of,
  fixes: [fix, ...of.fixes.filter((other) => other !== fix)],
  run: at(fix, step),
});

/** One for each verb, and more where they differ. */
export const STEP_EXAMPLES: Readonly<Record<string, TabView>> = {
  'show-steps': during(cut, 'switch-network', {
    verb: 'show-steps',
    guide: ['network_other', 'network_reload', 'network_works', 'network_fails'],
  }),
  'show-steps-private': during(BY_VERDICT.page, 'try-private-window', {
    verb: 'show-steps',
    guide: ['private_open', 'private_sign_in', 'private_try', 'private_works', 'private_fails'],
  }),
  'show-chain': during(cut, 'check-connection', { verb: 'show-chain' }),
  'show-chain-whole': during(
    { ...BY_VERDICT.unclear, verdict: verdict('unclear', null) },
    'check-connection',
    { verb: 'show-chain' },
  ),
  'show-report': during(BY_VERDICT.unclear, 'contact-support', { verb: 'show-report' }),
  'copy-text': during(failing, 'continue-elsewhere', { verb: 'copy-text', what: 'chat' }),
  'choose-assistant': during(failing, 'continue-elsewhere', { verb: 'choose-assistant' }),
  'ask-to-replace': during(failing, 'restore-draft', { verb: 'ask-to-replace' }),
  'name-attachments': during(failing, 'restore-draft', {
    verb: 'name-attachments',
    names: ['Budget 2027, final (2).xlsx', 'sketch.png'],
  }),
};

const book = (phase: NonNullable<TabView['playbook']>['phase'], fix: RunView['fix'] | null = null) => ({
  ...{ version: 1 as const, verdict: 'degraded' as const, since: minutesAgo(9), at: NOW, phase, fix },
  tried: [
    {
      ...{ fix: 'wait-and-retry' as const, verdict: 'degraded' as const, at: minutesAgo(4) },
      ...{ outcome: 'no-use' as const, problem: null },
    },
  ],
});

/** After a fix: whether it helped. */
export const PLAY_EXAMPLES: Readonly<Record<string, TabView>> = {
  'play-observing': {
    ...failing,
    run: run('done', { fix: 'reload-tab', of: 1 }),
    playbook: book('observing', 'reload-tab'),
  },
  'play-asking': { ...failing, playbook: book('asking', 'reload-tab') },
  'play-next': {
    ...failing,
    fixes: ['reload-tab', 'new-chat', 'wait-and-retry'],
    playbook: book('offering'),
  },
  'play-exhausted': { ...failing, playbook: book('exhausted') },
  'play-helped': { ...BY_VERDICT.ok, run: run('done'), playbook: book('helped') },
};
