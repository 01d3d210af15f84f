import { t } from '@/utils/browser/i18n';
import type { BrokenDetector, MissingHook } from '@/utils/failures/types';
import { type Clock, clockTime, isoTime } from '../format';

interface GapsProps {
  readonly hooks: readonly MissingHook[];
  readonly detectors: readonly BrokenDetector[];
  readonly clock: Clock;
}

/** What Lifeline itself lacks. Absent while it lacks nothing. */
export function DiagnosticsGaps({ hooks, detectors, clock }: GapsProps) {
  return (
    <>
      {hooks.length > 0 && (
        <section aria-labelledby="hooks-label">
          <h2 id="hooks-label">{t('diagnostics_hooks')}</h2>
          <p class="quiet">{t('diagnostics_hooks_hint')}</p>
          <ul>
            {hooks.map(({ hook, buildId, firstSeen }) => (
              <li key={`${hook} ${buildId}`} data-hook={hook}>
                <strong>{hook}</strong> {hookWords(buildId)} <FirstSeen at={firstSeen} clock={clock} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {detectors.length > 0 && (
        <section aria-labelledby="detectors-label">
          <h2 id="detectors-label">{t('diagnostics_detectors')}</h2>
          <p class="quiet">{t('diagnostics_detectors_hint')}</p>
          <ul>
            {detectors.map(({ detector, version, firstSeen }) => (
              <li key={`${detector} ${version}`} data-detector={detector}>
                <strong>{detector}</strong> {t('diagnostics_detector_broke', version)}{' '}
                <FirstSeen at={firstSeen} clock={clock} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

const hookWords = (buildId: string | null): string =>
  buildId === null ? t('diagnostics_hook_missing_somewhere') : t('diagnostics_hook_missing', buildId);

const FirstSeen = ({ at, clock }: { at: number; clock: Clock }) => (
  <time class="quiet" datetime={isoTime(at)}>
    {t('diagnostics_first_seen', clockTime(at, clock))}
  </time>
);
