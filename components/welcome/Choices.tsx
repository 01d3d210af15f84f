import { t } from '@/utils/browser/i18n';
import type { Need } from '@/utils/fixes/types';
import type { Settings } from '@/utils/settings/types';
import { AutomaticBackup } from '../library/AutomaticBackup';
import type { SettingsProps } from '../library/SettingsView';
import { Switch } from '../library/Switch';
import { WitnessSettings } from '../library/WitnessSettings';

export interface ChoicesProps {
  readonly choices: SettingsProps;
  /** Which optional permissions the browser has given. */
  readonly allowed: Readonly<Record<Need, boolean>>;
  /** Comes within the click. */
  readonly onAllow: (need: Need, on: boolean) => void;
  readonly settingsPage: string;
}

/** The same choices as in the settings: the ones that matter on the first day. */
export function Choices(props: ChoicesProps) {
  const { choices, settingsPage } = props;
  const { settings, onSave } = choices;
  if (settings === null) return null;
  return (
    <>
      <section aria-labelledby="choices-label">
        <h2 id="choices-label">{t('welcome_choices')}</h2>
        <p class="quiet">
          {t('welcome_choices_hint')}{' '}
          <a class="link" href={settingsPage}>
            {t('view_settings')}
          </a>
        </p>
        <AutomaticBackup settings={settings} onSave={onSave} />
      </section>
      <WitnessSettings {...choices} settings={settings} />
      <Allow {...props} settings={settings} />
    </>
  );
}

type AllowProps = ChoicesProps & { readonly settings: Settings };

/** What the browser asks about at the click. */
const Allow = ({ choices, allowed, onAllow, settings }: AllowProps) => (
  <section aria-labelledby="allow-label">
    <h2 id="allow-label">{t('welcome_allow')}</h2>
    <p class="quiet">{t('welcome_allow_hint')}</p>
    <Switch
      id="allow.notifications"
      label={t('welcome_allow_notifications')}
      on={allowed.notifications}
      onChange={(on) => onAllow('notifications', on)}
    >
      {t('welcome_allow_notifications_hint')}
    </Switch>
    <Switch
      id="exportEvery"
      label={t('settings_schedule_on')}
      on={settings.exportEvery !== 'never'}
      onChange={(on) => choices.onExportEvery(on ? 'daily' : 'never')}
    >
      {t('settings_schedule_hint')}
    </Switch>
    <Switch
      id="allow.browsingData"
      label={t('welcome_allow_clearing')}
      on={allowed.browsingData}
      onChange={(on) => onAllow('browsingData', on)}
    >
      {t('welcome_allow_clearing_hint')}
    </Switch>
  </section>
);
