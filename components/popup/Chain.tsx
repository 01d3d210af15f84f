import { type MessageKey, t } from '@/utils/browser/i18n';
import { HOP_IDS, type HopId, type HopState } from '@/utils/diagnosis/severity';
import type { TabView } from '@/utils/messaging/tab-view';
import type { ProbeResult } from '@/utils/probes/types';

// Drawn in a 16 px box; the four differ in outline and sign, not only in colour.
const SIGNS: Record<HopState, string> = {
  ok: 'M4.8 8.3l2.3 2.3l4.2-4.8',
  bad: 'M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6',
  unknown: 'M6.2 6.4a1.9 1.9 0 1 1 2.8 1.7c-.6.4-1 .7-1 1.3M8 11.3v.1',
  checking: 'M4.6 8h.1M8 8h.1M11.4 8h.1',
};

const OUTLINES: Record<HopState, string> = {
  ok: 'M8 .8a7.2 7.2 0 1 0 0 14.4A7.2 7.2 0 1 0 8 .8z',
  bad: 'M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z',
  unknown: 'M8 .8a7.2 7.2 0 1 0 0 14.4A7.2 7.2 0 1 0 8 .8z',
  checking: 'M8 .8a7.2 7.2 0 1 0 0 14.4A7.2 7.2 0 1 0 8 .8z',
};

const HopMark = ({ state }: { state: HopState }) => (
  <svg class="hop-mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path class="hop-outline" d={OUTLINES[state]} />
    <path class="hop-sign" d={SIGNS[state]} />
  </svg>
);

/** A check of long ago shows nothing of now. */
const FRESH_MS = 10 * 60_000;

const checkOf = ({ probes }: TabView, id: HopId, now: number): ProbeResult | undefined =>
  probes.find((probe) => probe.id === id && now - probe.at < FRESH_MS);

/** What has passed a link lately stands for it until somebody looks anew. */
function stateOf(view: TabView, id: HopId, now: number): HopState {
  const state = view.verdict.hops[id] ?? 'unknown';
  return state === 'ok' && checkOf(view, id, now)?.state === 'checking' ? 'checking' : state;
}

/** What a check found, for those who ask: how fast, by which way, or why it found nothing. */
function detailOf(probe: ProbeResult | undefined, state: HopState): string {
  if (!probe || probe.state !== state) return '';
  const { cause, trace, tookMs } = probe;
  if (cause !== null) return t(`probe_${cause}` as MessageKey);
  if (tookMs === null) return '';
  return trace?.colo ? t('link_trace', trace.colo, tookMs) : t('link_took', tookMs);
}

/** A VPN or a company's gateway on the way, where the way is what is broken. */
function hintOf({ probes }: TabView, broken: HopId): string {
  const trace = probes.find(({ id }) => id === 'edge')?.trace;
  if (!trace || (broken !== 'internet' && broken !== 'edge')) return '';
  return trace.warp ? t('hint_warp') : trace.gateway ? t('hint_gateway') : '';
}

/** Which link is broken, and why as far as it was found out. '' when none is. */
export function brokenWords(view: TabView, now: number): string {
  const { hops, id } = view.verdict;
  const broken = HOP_IDS.find((hop) => hops[hop] === 'bad');
  if (broken === undefined) return '';
  const found = detailOf(checkOf(view, broken, now), 'bad');
  const words = found || t(id === 'page' ? 'link_page' : `link_${broken}`);
  return `${words} ${hintOf(view, broken)}`.trim();
}

/** The way from the user to an answer. null: nothing is known yet. */
export function Chain({ view, now }: { view: TabView | null; now: number }) {
  const broken = view && brokenWords(view, now);
  return (
    <div class="way">
      <ol class="chain" aria-label={t('chain_label')}>
        {HOP_IDS.map((id) => {
          const state = view === null ? 'checking' : stateOf(view, id, now);
          const detail = view && detailOf(checkOf(view, id, now), state);
          return (
            <li key={id} data-hop={id} data-state={state} title={detail || undefined}>
              <HopMark state={state} />
              <span class="hop-name">{t(`hop_${id}`)}</span>
              <span class="unseen"> {t(`hop_state_${state}`)}</span>
            </li>
          );
        })}
      </ol>
      {broken && <p class="chain-broken">{broken}</p>}
    </div>
  );
}
