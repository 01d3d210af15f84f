import { t } from '@/utils/browser/i18n';
import type { Evidence, Verdict } from '@/utils/diagnosis/types';
import type { TabView } from '@/utils/messaging/tab-view';
import type { SourceId, Witness } from '@/utils/status/types';
import { age, type Clock, isoTime, span } from '../format';
import { evidenceWords } from '../words';
import { Community } from './Community';
import { Elsewhere } from './Elsewhere';
import { OfficialNews } from './OfficialNews';
import type { Place } from './props';
import { WitnessRow } from './WitnessRow';

interface WhyProps {
  readonly view: TabView;
  readonly clock: Clock;
  readonly pages: Readonly<Record<SourceId, string>>;
  readonly elsewhere: readonly Place[];
}

const OFFICIAL: SourceId = 'claude-status-page';

/** Of the user's own evidence, the deciding line first; more than that folds away. */
const OWN_MOST = 3;
const OWN_SHOWN = 2;

/** A source that the background says nothing of. */
const silent = (id: SourceId): Witness => ({
  ...{ id, state: 'unknown', impact: 'none', headline: null },
  ...{ problem: 'not-asked', answeredAt: null, askedAt: null },
});

/** Folded away when all is well: then nothing asks for attention. Without a tab it is all there is. */
export function Why({ view, clock, pages, elsewhere }: WhyProps) {
  const { verdict, witnesses } = view;
  const ids = Object.keys(pages) as SourceId[];
  const all = ids.map((id) => witnesses.find((witness) => witness.id === id) ?? silent(id));
  const own = verdict.evidence.filter(
    (evidence) => !Object.hasOwn(pages, evidence.from) && evidenceWords(evidence) !== '',
  );
  const inSight = own.length > OWN_MOST ? OWN_SHOWN : own.length;
  const line = (evidence: Evidence) => (
    <EvidenceLine
      key={[evidence.from, evidence.key, ...evidence.values].join(' ')}
      evidence={evidence}
      clock={clock}
    />
  );
  const row = (witness: Witness) => (
    <WitnessRow
      key={witness.id}
      witness={witness}
      said={verdict.evidence.find(({ from }) => from === witness.id)}
      clock={clock}
      page={pages[witness.id]}
    />
  );
  const official = all.find(({ id }) => id === OFFICIAL) ?? silent(OFFICIAL);
  const crowds = all.filter(({ id }) => id !== OFFICIAL);
  return (
    <details class="why" open={verdict.id !== 'ok' || view.tabId === null}>
      <summary>
        {t('why_label')}
        {verdict.id !== 'ok' && <small> · {t(`confidence_${verdict.confidence}`)}</small>}
      </summary>
      <ul>
        {own.slice(0, inSight).map(line)}
        {row(official)}
        <OfficialNews witness={official} clock={clock} />
      </ul>
      {own.length > inSight && (
        <details class="more">
          <summary>{t('why_more', own.length - inSight)}</summary>
          <ul>{own.slice(inSight).map(line)}</ul>
        </details>
      )}
      <Community witnesses={crowds} clock={clock}>
        {crowds.map(row)}
      </Community>
      <div class="why-foot">
        <Usual usual={verdict.usual} locale={clock.locale} />
        <Elsewhere places={elsewhere} />
      </div>
    </details>
  );
}

function EvidenceLine({ evidence, clock }: { evidence: Evidence; clock: Clock }) {
  return (
    <li>
      <span class="who">{t(evidence.from === 'browser' ? 'from_browser' : 'from_tab')}</span>
      <span class="said">{evidenceWords(evidence)}</span>
      {evidence.at !== null && <time datetime={isoTime(evidence.at)}>{age(evidence.at, clock)}</time>}
    </li>
  );
}

function Usual({ usual, locale }: { usual: Verdict['usual']; locale: string }) {
  if (usual === null) return null;
  const { lower, upper, median, count } = usual;
  return (
    <p class="usual" title={t('usual_basis', count, span(median, median, locale))}>
      {t('usual_duration', span(lower, upper, locale))}
    </p>
  );
}
