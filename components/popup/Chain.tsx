import { t } from '@/utils/browser/i18n';
import type { HopState } from '@/utils/diagnosis/severity';
import { HOP_IDS } from '@/utils/diagnosis/severity';
import type { Verdict } from '@/utils/diagnosis/types';

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

/** The way from the user to an answer. null: nothing is known yet. */
export function Chain({ hops }: { hops: Verdict['hops'] | null }) {
  return (
    <ol class="chain" aria-label={t('chain_label')}>
      {HOP_IDS.map((id) => {
        const state = hops === null ? 'checking' : (hops[id] ?? 'unknown');
        return (
          <li key={id} data-hop={id} data-state={state}>
            <HopMark state={state} />
            <span class="hop-name">{t(`hop_${id}`)}</span>
            <span class="unseen"> {t(`hop_state_${state}`)}</span>
          </li>
        );
      })}
    </ol>
  );
}
