import { t } from '@/utils/browser/i18n';
import type { ModelRate, Slot, Timeline } from '@/utils/incidents/types';
import { type Clock, clockTime, isoTime } from '../format';
import { Axis } from './IncidentsAxis';
import { countWords, dateWords, shareWords, slotWords } from './incident-words';
import { place } from './picture-place';

interface RatesProps {
  readonly timeline: Timeline;
  readonly clock: Clock;
}

/** How many messages failed, of how many: by hour or day, and by model. */
export function IncidentsRates({ timeline, clock }: RatesProps) {
  const { slots, unit, models } = timeline;
  const tries = slots.reduce((sum, slot) => sum + slot.tries, 0);
  const failed = slots.reduce((sum, slot) => sum + slot.failed, 0);
  return (
    <div class="rates">
      <section aria-labelledby="rates-label">
        <h2 id="rates-label">{t(`incidents_rate_${unit}`)}</h2>
        {tries === 0 ? (
          <p class="quiet">{t('incidents_rate_none')}</p>
        ) : (
          <>
            <p class="quiet" data-rate={`${failed}/${tries}`}>
              {sumWords(failed, tries, clock.locale)}
            </p>
            <RateBars timeline={timeline} clock={clock} />
            <p class="quiet key">
              <span>
                <i class="swatch failed" /> {t('incidents_rate_failed')}
              </span>
              <span>
                <i class="swatch well" /> {t('incidents_rate_well')}
              </span>
              <span>{t('incidents_rate_hint')}</span>
            </p>
          </>
        )}
        <Numbers timeline={timeline} clock={clock} />
      </section>
      {models.length > 0 && <Models models={models} clock={clock} />}
    </div>
  );
}

const sumWords = (failed: number, tries: number, locale: string): string =>
  t(
    'incidents_rate_sum',
    countWords(failed, locale),
    countWords(tries, locale),
    shareWords(failed / tries, locale),
  );

function RateBars({ timeline, clock }: RatesProps) {
  const most = Math.max(...timeline.slots.map(({ tries }) => tries));
  return (
    <div class="rate-picture" role="img" aria-label={t('incidents_rate_picture')}>
      <div class="bars tall">
        {timeline.slots
          .filter(({ tries }) => tries > 0)
          .map((slot) => (
            <span
              key={slot.from}
              class="bar"
              title={`${clockTime(slot.from, clock)}: ${sumWords(slot.failed, slot.tries, clock.locale)}`}
              style={{ ...place(slot, timeline), height: `${(100 * slot.tries) / most}%` }}
            >
              <i class="failed" style={{ height: `${(100 * slot.failed) / slot.tries}%` }} />
              <i class="well" />
            </span>
          ))}
      </div>
      <Axis timeline={timeline} clock={clock} />
    </div>
  );
}

/** The table behind the bars. */
function Numbers({ timeline, clock }: RatesProps) {
  const told = timeline.slots.filter(({ tries, failures }) => tries + failures > 0);
  if (told.length === 0) return null;
  return (
    <details class="numbers">
      <summary>{t('incidents_numbers')}</summary>
      <table class="tally">
        <thead>
          <tr>
            <th scope="col">{t('incidents_number_time')}</th>
            {(['tries', 'failed', 'share', 'logged'] as const).map((key) => (
              <th key={key} scope="col" class="number">
                {t(`incidents_number_${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {told.toReversed().map((slot) => (
            <NumberRow key={slot.from} slot={slot} timeline={timeline} clock={clock} />
          ))}
        </tbody>
      </table>
    </details>
  );
}

const NumberRow = ({ slot, timeline, clock }: RatesProps & { slot: Slot }) => (
  <tr data-slot={isoTime(slot.from)}>
    <th scope="row">
      <time datetime={isoTime(slot.from)}>
        {timeline.unit === 'hour' ? dateWords(slot.from, clock) : slotWords(slot.from, timeline, clock)}
      </time>
    </th>
    <td class="number">{slot.tries}</td>
    <td class="number">{slot.failed}</td>
    <td class="number">{slot.tries > 0 && shareWords(slot.failed / slot.tries, clock.locale)}</td>
    <td class="number">{slot.failures}</td>
  </tr>
);

const worst = (models: readonly ModelRate[]): number =>
  Math.max(...models.map(({ tries, failed }) => failed / tries));

const Models = ({ models, clock }: { models: readonly ModelRate[]; clock: Clock }) => (
  <section aria-labelledby="models-label">
    <h2 id="models-label">{t('incidents_models')}</h2>
    <table class="tally models">
      <thead>
        <tr>
          <th scope="col">{t('incidents_model')}</th>
          {(['tries', 'failed', 'share'] as const).map((key) => (
            <th key={key} scope="col" class="number">
              {t(`incidents_number_${key}`)}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {models.map(({ model, tries, failed }) => (
          <tr key={model ?? ''} data-model={model ?? ''}>
            <th scope="row">{model ?? t('incidents_model_unknown')}</th>
            <td class="number">{countWords(tries, clock.locale)}</td>
            <td class="number">{failed}</td>
            <td class="number">{shareWords(failed / tries, clock.locale)}</td>
            <td class="gauge" aria-hidden="true">
              {failed > 0 && (
                <i class="failed" style={{ width: `${(100 * failed) / tries / worst(models)}%` }} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
