import { t } from '@/utils/browser/i18n';
import type { Settings } from '@/utils/settings/types';
import { Choice } from './Choice';
import type { SettingsProps } from './SettingsView';
import { Switch } from './Switch';

type ScheduleProps = SettingsProps & { readonly settings: Settings };

/** Backups that are written by themselves, outside of the browser: what is in it goes with the extension. */
export function ScheduleSettings({ settings: { exportEvery }, lastExport, onExportEvery }: ScheduleProps) {
  return (
    <section aria-labelledby="schedule-label">
      <h2 id="schedule-label">{t('settings_schedule')}</h2>
      <Switch
        id="exportEvery"
        label={t('settings_schedule_on')}
        on={exportEvery !== 'never'}
        onChange={(on) => onExportEvery(on ? 'daily' : 'never')}
      >
        {t('settings_schedule_hint')}
      </Switch>
      {exportEvery !== 'never' && (
        <>
          <Choice
            id="exportHowOften"
            label={t('settings_schedule_every')}
            value={exportEvery}
            options={[
              ['daily', t('settings_schedule_daily')],
              ['weekly', t('settings_schedule_weekly')],
            ]}
            onChange={(every) => onExportEvery(every === 'weekly' ? 'weekly' : 'daily')}
          />
          <p class="quiet" data-last-export={lastExport ? (lastExport.problem ?? 'saved') : 'none'}>
            {lastExport ? lastWords(lastExport) : t('settings_schedule_none')}
          </p>
        </>
      )}
    </section>
  );
}

function lastWords({ at, problem }: NonNullable<SettingsProps['lastExport']>): string {
  const when = new Date(at).toLocaleString(t('lang'), { dateStyle: 'medium', timeStyle: 'short' });
  if (problem === null) return t('settings_schedule_saved', when);
  if (problem === 'not-finished') return t('settings_schedule_working', when);
  return t('settings_schedule_failed', when, problem);
}
