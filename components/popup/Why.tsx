import { t } from '@/utils/browser/i18n';
import type { Evidence } from '@/utils/diagnosis/types';
import type { TabView } from '@/utils/messaging/tab-view';
import type { SourceId, Witness } from '@/utils/status/types';
import { age, type Clock, isoTime } from '../format';
import { evidenceWords, snake } from '../words';

interface WhyProps {
  readonly view: TabView;
  readonly clock: Clock;
  readonly pages: Partial<Record<SourceId, string>>;
}

/** Folded away when all is well: then nothing asks for attention. Without a tab it is all there is. */
export function Why({ view, clock, pages }: WhyProps) {
  const { verdict, witnesses } = view;
  const own = verdict.evidence.filter(({ from }) => !witnesses.some(({ id }) => id === from));
  return (
    <details class="why" open={verdict.id !== 'ok' || view.tabId === null}>
      <summary>
        {t('why_label')}
        {verdict.id !== 'ok' && <small> · {t(`confidence_${verdict.confidence}`)}</small>}
      </summary>
      <ul>
        {own.map((evidence) => (
          <EvidenceLine key={`${evidence.from} ${evidence.key}`} evidence={evidence} clock={clock} />
        ))}
        {witnesses.map((witness) => (
          <WitnessLine
            key={witness.id}
            witness={witness}
            said={verdict.evidence.find(({ from }) => from === witness.id)}
            clock={clock}
            page={pages[witness.id]}
          />
        ))}
      </ul>
    </details>
  );
}

function EvidenceLine({ evidence, clock }: { evidence: Evidence; clock: Clock }) {
  const words = evidenceWords(evidence);
  if (words === '') return null;
  return (
    <li>
      <span class="who">{t(evidence.from === 'browser' ? 'from_browser' : 'from_tab')}</span>
      <span class="said">{words}</span>
      {evidence.at !== null && <time datetime={isoTime(evidence.at)}>{age(evidence.at, clock)}</time>}
    </li>
  );
}

interface WitnessLineProps {
  readonly witness: Witness;
  /** What the verdict made of it; without it the state speaks for itself. */
  readonly said: Evidence | undefined;
  readonly clock: Clock;
  readonly page: string | undefined;
}

function WitnessLine({ witness, said, clock, page }: WitnessLineProps) {
  const { id, state, headline, answeredAt } = witness;
  const name = t(`source_${snake(id)}`);
  const words =
    (said && evidenceWords(said)) || (state === 'trouble' && headline) || t(`source_state_${state}`);
  return (
    <li data-source={id} data-state={state}>
      <span class="who">
        {page === undefined ? (
          name
        ) : (
          <a class="link" href={page} target="_blank" rel="noreferrer">
            {name}
          </a>
        )}
      </span>
      <span class="said" dir="auto">
        {words}
      </span>
      {answeredAt === null ? (
        <time>{t('source_never')}</time>
      ) : (
        <time datetime={isoTime(answeredAt)}>{age(answeredAt, clock)}</time>
      )}
    </li>
  );
}
