import type { TabView } from '@/utils/messaging/tab-view';
import { POPUP_EXAMPLES } from '../popup/examples';
import { BY_VERDICT } from '../popup/situations';
import { STEP_EXAMPLES } from '../popup/step-examples';

export interface PromptExample {
  readonly name: string;
  readonly view: TabView;
}

const WHILE_RUNNING = [
  'counting-down',
  'at-work',
  'other-fix-at-work',
  'fix-failed',
  'fix-worked',
  'provisional',
  'long-words',
];

const withoutModel: TabView = { ...BY_VERDICT.model, verdict: { ...BY_VERDICT.model.verdict, model: null } };

export const PROMPT_EXAMPLES: readonly PromptExample[] = [
  ...Object.values(BY_VERDICT).map((view) => ({ name: view.verdict.id, view })),
  ...POPUP_EXAMPLES.flatMap(({ name, view }) =>
    view !== null && WHILE_RUNNING.includes(name) ? [{ name, view }] : [],
  ),
  ...Object.entries(STEP_EXAMPLES).map(([name, view]) => ({ name, view })),
  { name: 'model-unnamed', view: withoutModel },
  { name: 'no-draft', view: { ...BY_VERDICT.unclear, draft: null } },
];
