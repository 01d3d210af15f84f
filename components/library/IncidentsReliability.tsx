import { t } from '@/utils/browser/i18n';
import type { IncidentsState } from '@/utils/incidents/types';
import type { Clock } from '../format';
import { countWords, dateWords, shareWords } from './incident-words';

type ReliabilityProps = Pick<IncidentsState, 'uptime' | 'reliability'> & { readonly clock: Clock };

/** What the official page makes of 90 days, and what came of one's own messages, each since it is known. */
export const IncidentsReliability = ({ uptime, reliability, clock }: ReliabilityProps) => (
  <section aria-labelledby="reliability-label">
    <h2 id="reliability-label">{t('incidents_reliability')}</h2>
    <div class="figures">
      <p data-figure="uptime">
        {uptime === null ? (
          <span class="quiet">{t('incidents_uptime_unknown')}</span>
        ) : (
          <>
            <strong>{shareWords(uptime.share, clock.locale)}</strong>{' '}
            {t('incidents_uptime', dateWords(uptime.from, clock, false))}
          </>
        )}
      </p>
      <p data-figure="own">
        {reliability === null ? (
          <span class="quiet">{t('incidents_own_rate_unknown')}</span>
        ) : (
          <>
            <strong>{shareWords(1 - reliability.failed / reliability.tries, clock.locale)}</strong>{' '}
            {t(
              'incidents_own_rate',
              countWords(reliability.tries, clock.locale),
              dateWords(reliability.from, clock, false),
            )}
          </>
        )}
      </p>
    </div>
  </section>
);
