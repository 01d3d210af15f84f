import type { TabView } from '@/utils/messaging/tab-view';
import type { Busy } from './props';
import { BACKUP, BY_VERDICT, chain, minutesAgo, official, overloaded, run, verdict } from './situations';

export const IDLE: Busy = { chat: false, copy: false, all: null, outcome: null };

const LONG =
  'Erhöhte Fehlerraten bei mehreren Modellen: Donaudampfschifffahrtsgesellschaftskapitänsmützenverordnung betroffen';

export interface PopupExample {
  readonly name: string;
  readonly view: TabView | null;
  readonly busy: Busy;
}

const example = (name: string, of: TabView | null, busy: Partial<Busy> = {}): PopupExample => ({
  name,
  view: of,
  busy: { ...IDLE, ...busy },
});
const failing = BY_VERDICT.degraded;

export const POPUP_EXAMPLES: readonly PopupExample[] = [
  ...Object.values(BY_VERDICT).map((of) => example(of.verdict.id, of)),
  example('loading', null),
  example('counting-down', { ...failing, run: run('waiting') }),
  example('at-work', { ...failing, run: run('working', { attempt: 2 }) }),
  example('other-fix-at-work', { ...failing, run: run('working', { fix: 'reload-tab', of: 1 }) }),
  example('fix-outlives-verdict', { ...BY_VERDICT.ok, run: run('working') }),
  example('fix-failed', { ...failing, run: run('failed', { attempt: 3, problem: 'still-failing' }) }),
  example('fix-worked', { ...BY_VERDICT.ok, run: run('done') }),
  example('provisional', {
    ...failing,
    verdict: { ...overloaded, provisional: true, confidence: 'low' },
    pageRetry: { attempt: 2, of: 3 },
  }),
  example('no-tab', {
    ...BY_VERDICT.ok,
    tabId: null,
    conversationId: null,
    backup: null,
    verdict: verdict('ok', 'you', { since: null, hops: chain('you', 'unknown') }),
  }),
  example('no-tab-down', {
    ...BY_VERDICT.down,
    tabId: null,
    conversationId: null,
    backup: null,
    draft: null,
    fixes: [],
  }),
  example('long-words', {
    ...failing,
    verdict: {
      ...overloaded,
      model: 'Claude Opus 4.7 (erweitertes Nachdenken, große Kontextlänge)',
      code: 'Cloudflare 502',
    },
    witnesses: [official('trouble', LONG)],
    backup: { ...BACKUP, whole: false },
  }),
  example('backing-up-all', BY_VERDICT.ok, { all: { done: 128, total: 340 } }),
  example(
    'backup-is-old',
    { ...BY_VERDICT.down, backup: { ...BACKUP, capturedAt: minutesAgo(74) } },
    { outcome: { what: 'chat', problem: null, fresh: false } },
  ),
  example(
    'backup-failed',
    { ...BY_VERDICT['signed-out'], backup: null },
    { outcome: { what: 'chat', problem: 'signed-out', fresh: true } },
  ),
];
