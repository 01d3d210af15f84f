import { t } from '@/utils/browser/i18n';
import type { Settings } from '@/utils/settings/types';
import type { SettingsProps } from './SettingsView';
import { Switch } from './Switch';

type NotifyProps = SettingsProps & { readonly settings: Settings };

/** When they are switched on: the usual night. */
const NIGHT = { from: 22 * 60, to: 7 * 60 };

/** What may notify, and when not. */
export function NotifySettings({ settings, mayNotify, onNotify, onSave, onAllowNotifications }: NotifyProps) {
  const { notify, quietHours } = settings;
  return (
    <section aria-labelledby="notify-label">
      <h2 id="notify-label">{t('settings_notify')}</h2>
      <p class="quiet" data-may-notify={mayNotify}>
        {t(mayNotify ? 'settings_notify_allowed' : 'settings_notify_ask')}{' '}
        {!mayNotify && (
          <button
            type="button"
            class="link plain"
            data-action="allow-notifications"
            onClick={onAllowNotifications}
          >
            {t('settings_notify_allow')}
          </button>
        )}
      </p>
      <Switch
        id="notify.back"
        label={t('settings_notify_back')}
        on={notify.back}
        onChange={(on) => onNotify('back', on)}
      />
      <Switch
        id="notify.outage"
        label={t('settings_notify_outage')}
        on={notify.outage}
        onChange={(on) => onNotify('outage', on)}
      />
      <Switch
        id="quietHours"
        label={t('settings_quiet')}
        on={quietHours !== null}
        onChange={(on) => onSave({ quietHours: on ? NIGHT : null })}
      />
      {quietHours && (
        <div class="hours">
          {(['from', 'to'] as const).map((end) => (
            <label key={end}>
              {t(`settings_quiet_${end}`)}{' '}
              <input
                type="time"
                required
                data-setting={`quietHours.${end}`}
                value={clockOf(quietHours[end])}
                onChange={(event) => {
                  const minute = minuteOf(event.currentTarget.value);
                  if (minute !== undefined) onSave({ quietHours: { ...quietHours, [end]: minute } });
                }}
              />
            </label>
          ))}
        </div>
      )}
    </section>
  );
}

/** "22:00", as such a field takes it in every language. */
const clockOf = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** undefined for a field that was emptied. */
function minuteOf(text: string): number | undefined {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(text) ?? [];
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}
