/** What the background would send for the pictures: a situation for each verdict, with the fixes that are really offered in it. */
import { POPUP_EXAMPLES } from '@/components/popup/examples';
import { BY_VERDICT } from '@/components/popup/situations';
import { CALM_CROWDS, minutesAgo, NOW } from '@/components/popup/witnesses';
import { VERDICT_IDS, type VerdictId } from '@/utils/diagnosis/severity';
import type { Verdict } from '@/utils/diagnosis/types';
import { fixesFor } from '@/utils/fixes/registry';
import type { FixContext, FixId } from '@/utils/fixes/types';
import type { TabView } from '@/utils/messaging/tab-view';

/** Where the outside has something to say, it is worth seeing. */
const FULLER: Partial<Record<VerdictId, string>> = {
  network: 'names-not-found',
  model: 'model-with-fallback',
  degraded: 'community-surge',
  down: 'official-incident',
};

/** As a message that has just failed leaves things. */
const contextOf = ({ id, advice, fallback }: Verdict): FixContext => ({
  failed: id === 'page' ? 'document' : 'send',
  outputBegan: id === 'frozen',
  draft: {
    text: 'Now the same for two rainy days, please.',
    attachments: [],
    conversationId: BY_VERDICT.ok.conversationId,
    updatedAt: minutesAgo(1),
    state: 'sent',
  },
  conversationId: BY_VERDICT.ok.conversationId,
  retryAfterMs: null,
  jitter: [],
  more: { verdict: id, advice, fallback, browser: 'chrome', opensPrivate: true, officialIsGreen: true },
});

function baseOf(id: VerdictId): TabView {
  const view = POPUP_EXAMPLES.find(({ name }) => name === FULLER[id])?.view ?? BY_VERDICT[id];
  const isBlind = view.witnesses.some(
    ({ id: source, state }) => source === 'claude-status-page' && state === 'unknown',
  );
  if (FULLER[id] || id === 'offline' || isBlind) return view;
  const [official, ...quiet] = view.witnesses;
  return { ...view, witnesses: [...(official ? [official] : []), ...(id === 'ok' ? quiet : CALM_CROWDS)] };
}

function viewOf(id: VerdictId): TabView {
  const view = baseOf(id);
  const isMine = !['ok', 'limit', 'unclear', 'model', 'degraded', 'down'].includes(id);
  const verdict: Verdict = {
    ...view.verdict,
    advice: isMine ? 'act' : view.verdict.advice,
    fallback: id === 'limit' ? 'Sonnet 4.6' : view.verdict.fallback,
  };
  return { ...view, verdict, fixes: id === 'ok' ? [] : fixesFor(id, contextOf(verdict)) };
}

export const VERDICT_VIEWS: readonly TabView[] = VERDICT_IDS.map(viewOf);

/** The first fix was tried a while ago, and didn't help: it is offered last. */
const TRIED: FixId = 'wait-and-retry';
const degraded = viewOf('degraded');
export const PLAYBOOK_VIEW: TabView = {
  ...degraded,
  fixes: [...degraded.fixes.filter((fix) => fix !== TRIED), TRIED],
  playbook: {
    version: 1,
    verdict: 'degraded',
    since: minutesAgo(14),
    at: minutesAgo(9),
    phase: 'offering',
    fix: null,
    tried: [{ fix: TRIED, verdict: 'degraded', at: minutesAgo(9), outcome: 'no-use', problem: null }],
  },
};

export { NOW };
