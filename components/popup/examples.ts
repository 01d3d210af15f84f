import type { TabView } from '@/utils/messaging/tab-view';
import type { Busy } from './props';
import { BACKUP, BY_VERDICT, chain, overloaded, run, seen, verdict } from './situations';
import { CALM_CROWDS, LOUD_CROWDS, minutesAgo, NOW, official, officialWith, openIncident } from './witnesses';

export const IDLE: Busy = { chat: false, copy: false, all: null, outcome: null };

const LONG =
  'Erhöhte Fehlerraten bei mehreren Modellen: Donaudampfschifffahrtsgesellschaftskapitänsmützenverordnung betroffen';

const HOUR_MS = 3_600_000;
const crowd = (id: string) => ({ ...seen('crowd_trouble', [], id), at: minutesAgo(3) });

/** What the outside adds to a verdict. */
const OUTSIDE: Readonly<Record<string, TabView>> = {
  'community-surge': {
    ...BY_VERDICT.degraded,
    verdict: {
      ...overloaded,
      reason: 'crowd_agrees',
      evidence: [...overloaded.evidence, crowd('hacker-news'), crowd('github-issues')],
    },
    witnesses: [official('ok'), ...LOUD_CROWDS],
  },
  'official-incident': {
    ...BY_VERDICT.down,
    verdict: { ...BY_VERDICT.down.verdict, reason: 'official_down' },
    witnesses: [
      officialWith('trouble', [
        openIncident('Elevated errors across claude.ai and the API', { impact: 'major' }),
        openIncident('Delayed usage reports in the Console', { id: 'p0', concernsChat: 'no' }),
      ]),
      ...LOUD_CROWDS,
    ],
  },
  maintenance: {
    ...BY_VERDICT.degraded,
    verdict: { ...overloaded, code: '503', model: null, reason: 'maintenance' },
    witnesses: [
      officialWith('trouble', [], {
        ...{ title: 'Database upgrade for claude.ai', running: true, concernsChat: 'yes' },
        ...{ startsAt: minutesAgo(12), endsAt: NOW + 0.5 * HOUR_MS },
      }),
      ...CALM_CROWDS,
    ],
  },
  'model-with-fallback': {
    ...BY_VERDICT.model,
    verdict: { ...BY_VERDICT.model.verdict, reason: 'named_model', advice: 'act', fallback: 'Sonnet 4.6' },
    witnesses: [
      officialWith('trouble', [openIncident('Elevated errors on Opus 4.7', { models: ['Opus 4.7'] })]),
      ...CALM_CROWDS,
    ],
  },
  'names-not-found': {
    ...BY_VERDICT.network,
    verdict: verdict('network', 'internet', {
      ...{ reason: 'names_fail', advice: 'act', since: minutesAgo(3) },
      evidence: [seen('unreachable')],
    }),
    probes: [
      { id: 'internet', state: 'bad', cause: 'dns', status: null, at: minutesAgo(0), tookMs: 5_000 },
      { id: 'edge', state: 'unknown', cause: 'unreachable', status: null, at: minutesAgo(0), tookMs: 40 },
    ],
    witnesses: [official('unknown'), ...CALM_CROWDS],
  },
  'only-here': {
    ...BY_VERDICT.unclear,
    verdict: { ...BY_VERDICT.unclear.verdict, reason: 'only_here', advice: 'act' },
    witnesses: [official('ok'), ...CALM_CROWDS],
  },
  'works-despite': {
    ...BY_VERDICT.ok,
    verdict: { ...BY_VERDICT.ok.verdict, reason: 'works_despite' },
    witnesses: [officialWith('trouble', [openIncident('Elevated errors on Haiku 4.5')]), ...CALM_CROWDS],
  },
  watching: {
    ...BY_VERDICT.down,
    watching: true,
    fixes: BY_VERDICT.down.fixes.filter((fix) => fix !== 'notify-when-back'),
  },
  'back-again': { ...BY_VERDICT.ok, back: { at: minutesAgo(4), by: 'run' } },
};

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
  ...Object.entries(OUTSIDE).map(([name, of]) => example(name, of)),
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
    witnesses: [officialWith('trouble', [openIncident(LONG)]), ...LOUD_CROWDS],
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
