import type { HopId, HopState, VerdictId } from '@/utils/diagnosis/severity';
import { HOP_IDS } from '@/utils/diagnosis/severity';
import type { Verdict } from '@/utils/diagnosis/types';
import type { FixId, RunView } from '@/utils/fixes/types';
import type { Snapshot } from '@/utils/library/types';
import type { TabView } from '@/utils/messaging/tab-view';
import { minutesAgo, NOW, official, QUIET_CROWDS } from './witnesses';

// What the background could send, for the tests and for looking at: one situation for every verdict.

/** Everything before the broken hop works, nothing after it is known. */
export function chain(broken: HopId | null, state: HopState = 'bad'): Verdict['hops'] {
  const at = broken === null ? HOP_IDS.length : HOP_IDS.indexOf(broken);
  const stateOf = (i: number): HopState => (i < at ? 'ok' : i === at ? state : 'unknown');
  return Object.fromEntries(HOP_IDS.map((id, i) => [id, stateOf(i)])) as Verdict['hops'];
}

export const BACKUP: Snapshot = {
  conversationId: '0199d3a0-5a4e-7cc1-9d2f-3f1b8c1a7e44',
  organizationId: '6d3c1c1e-7a55-4b52-8f0e-9b7f0a1d2c3b',
  title: 'Chapter three, second draft',
  model: 'claude-opus-4-7',
  createdAt: '2026-10-14T09:02:11.120Z',
  updatedAt: '2026-10-14T12:01:40.002Z',
  leafId: '0199d3b1-11aa-7f00-8a3b-5c6d7e8f9a0b',
  messageCount: 42,
  source: 'api',
  whole: true,
  capturedAt: minutesAgo(1),
  hash: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c',
  size: 184_220,
};

/** A rule for each verdict. */
const REASONS: Record<VerdictId, string> = {
  ok: 'reply_came',
  offline: 'browser_offline',
  network: 'claude_is_cut',
  challenge: 'challenged',
  'signed-out': 'session_refused',
  limit: 'limit_reached',
  chat: 'chat_too_long',
  frozen: 'reply_silent',
  page: 'app_broken',
  model: 'one_model',
  degraded: 'official_agrees',
  down: 'official_down',
  unclear: 'failure_unknown',
};

export const verdict = (id: VerdictId, broken: HopId | null, more: Partial<Verdict> = {}): Verdict => ({
  id,
  confidence: 'high',
  provisional: false,
  evidence: [],
  code: null,
  model: null,
  since: minutesAgo(14),
  resetsAt: null,
  reason: REASONS[id],
  advice: null,
  fallback: null,
  usual: null,
  hops: chain(broken),
  ...more,
});

export const seen = (key: string, values: string[] = [], from = 'tab') => ({
  from,
  key,
  values,
  at: minutesAgo(0),
});

export const view = (of: Verdict, fixes: FixId[], more: Partial<TabView> = {}): TabView => ({
  tabId: 7,
  verdict: of,
  witnesses: [official('ok'), ...QUIET_CROWDS],
  probes: [],
  fixes,
  run: null,
  failed: 'send',
  pageRetry: null,
  draft: { state: 'sent' },
  halfAnswer: null,
  conversationId: BACKUP.conversationId,
  backup: BACKUP,
  watching: false,
  dismissed: false,
  ...more,
});

export const run = (state: RunView['state'], more: Partial<RunView> = {}): RunView => ({
  id: 'run-1',
  fix: 'wait-and-retry',
  state,
  until: state === 'waiting' ? NOW + 2_600 : null,
  attempt: 1,
  of: 3,
  problem: null,
  surface: null,
  ...more,
});

const ALL: FixId[] = ['wait-and-retry', 'notify-when-back', 'restore-draft', 'new-chat', 'reload-tab'];
const USUAL = { median: 57 * 60_000, lower: 26 * 60_000, upper: 99 * 60_000, count: 139 };
export const overloaded = verdict('degraded', 'claude', {
  code: '529',
  model: 'Opus 4.7',
  ...{ advice: 'wait', usual: USUAL },
  evidence: [seen('send_failed', ['3', '4'])],
});
const investigating = [official('trouble', 'Elevated errors on Opus 4.7'), ...QUIET_CROWDS];

/** One for every verdict. */
export const BY_VERDICT: Record<VerdictId, TabView> = {
  ok: view(verdict('ok', null, { since: null, evidence: [seen('reply_worked')] }), [], { draft: null }),
  offline: view(
    verdict('offline', 'internet', { evidence: [seen('offline', [], 'browser')] }),
    ['restore-draft'],
    {
      witnesses: [official('unknown'), ...QUIET_CROWDS],
    },
  ),
  network: view(verdict('network', 'edge', { confidence: 'medium', evidence: [seen('unreachable')] }), [
    'reload-tab',
  ]),
  challenge: view(verdict('challenge', 'edge', { code: '403', evidence: [seen('challenge')] }), [
    'reload-tab',
  ]),
  'signed-out': view(verdict('signed-out', 'session', { code: '401', evidence: [seen('signed_out')] }), [
    'reload-tab',
    'restore-draft',
  ]),
  limit: view(
    verdict('limit', 'chat', {
      code: '429',
      resetsAt: NOW + 3 * 3_600_000,
      evidence: [seen('limit_reached')],
    }),
    [],
  ),
  chat: view(verdict('chat', 'chat', { code: '413', evidence: [seen('too_long')] }), [
    'new-chat',
    'restore-draft',
  ]),
  frozen: view(
    verdict('frozen', 'chat', { confidence: 'medium', evidence: [seen('reply_silent', ['94'])] }),
    ['reload-tab', 'new-chat'],
  ),
  page: view(verdict('page', 'chat', { confidence: 'medium', evidence: [seen('page_failed', ['404'])] }), [
    'reload-tab',
    'new-chat',
  ]),
  model: view(
    verdict('model', 'claude', {
      model: 'Opus 4.7',
      code: '529',
      usual: USUAL,
      evidence: [seen('model_failed', ['Opus 4.7', '3'])],
    }),
    ALL,
    {
      witnesses: investigating,
    },
  ),
  degraded: view(overloaded, ALL, { witnesses: investigating }),
  down: view(
    verdict('down', 'claude', {
      code: '503',
      ...{ advice: 'wait', usual: USUAL },
      evidence: [seen('send_failed', ['4', '4']), seen('banner_shown')],
    }),
    ALL,
    {
      witnesses: [official('trouble', 'Claude.ai is unavailable: we are investigating'), ...QUIET_CROWDS],
    },
  ),
  unclear: view(
    verdict('unclear', null, {
      confidence: 'low',
      code: '500',
      hops: chain('claude', 'unknown'),
      evidence: [seen('send_failed_once', ['500'])],
    }),
    ALL,
    {
      witnesses: [official('unknown'), ...QUIET_CROWDS],
    },
  ),
};
