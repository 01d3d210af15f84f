import { t } from '@/utils/browser/i18n';
import type { Erasing } from '@/utils/library/delete/delete-types';
import type { Settings, SettingsState } from '@/utils/settings/types';
import type { SourceId } from '@/utils/status/types';
import { list } from '../format';
import { snake } from '../words';
import { AutomaticBackup } from './AutomaticBackup';
import { Choice } from './Choice';
import { Confirmed } from './Confirmed';
import { DeleteEverything } from './DeleteEverything';
import { LibraryNav } from './LibraryNav';
import { NotifySettings } from './NotifySettings';
import { ScheduleSettings } from './ScheduleSettings';
import { Switch } from './Switch';
import { type SourceFacts, WitnessSettings } from './WitnessSettings';
import './LibraryView.css';

interface SettingsActions {
  readonly onSave: (change: Partial<Omit<Settings, 'sources' | 'notify'>>) => void;
  readonly onSource: (id: SourceId, on: boolean) => void;
  readonly onNotify: (kind: keyof Settings['notify'], on: boolean) => void;
  readonly onAllowNotifications: () => void;
  readonly onExportEvery: (every: Settings['exportEvery']) => void;
  /** Arrives only after its confirmation. */
  readonly onReset: () => void;
}

export interface SettingsProps extends SettingsState, SettingsActions {
  readonly sources: readonly SourceFacts[];
  /** Addresses that are asked when claude.ai can't be reached. */
  readonly internetHosts: readonly string[];
  /** Other assistants that are offered to go on with. */
  readonly assistants: readonly { readonly name: string; readonly url: string }[];
}

const MINUTES = [5, 10, 15, 30, 60] as const;

export function SettingsView({ erasing, ...props }: SettingsProps & { readonly erasing: Erasing }) {
  const { settings, news } = props;
  return (
    <div class="library sheet settings">
      <LibraryNav view="settings" />
      <header class="top">
        <div>
          <h1 tabIndex={-1}>{t('settings_title')}</h1>
          <p class="quiet">{t('settings_hint')}</p>
        </div>
        <div class="actions">
          <Confirmed
            action="reset-settings"
            label={t('settings_to_defaults')}
            question={t('settings_reset_question')}
            onConfirmed={props.onReset}
          />
        </div>
      </header>
      <p class="news" role="status" data-news={news}>
        {news && t(news === 'saved' ? 'settings_saved' : `settings_${snake(news)}`)}
      </p>
      <main>
        {props.isNewer && <p data-newer>{t('stored_newer')}</p>}
        {settings && <Sections {...props} settings={settings} />}
        <DeleteEverything {...erasing} />
      </main>
    </div>
  );
}

function Sections(props: SettingsProps & { settings: Settings }) {
  const { settings, onSave } = props;
  return (
    <>
      <WitnessSettings {...props} />
      <section aria-labelledby="often-label">
        <h2 id="often-label">{t('settings_often')}</h2>
        <Choice
          id="statusEveryMin"
          label={t('settings_status_every')}
          value={String(settings.statusEveryMin)}
          options={minutesFor(settings.statusEveryMin)}
          onChange={(value) => onSave({ statusEveryMin: Number(value) })}
        />
        <Choice
          id="community"
          label={t('settings_community')}
          value={settings.community}
          options={[
            ['in-trouble', t('settings_community_in_trouble')],
            ['on-request', t('settings_community_on_request')],
          ]}
          onChange={(value) => onSave({ community: value === 'on-request' ? value : 'in-trouble' })}
        />
      </section>
      <section aria-labelledby="internet-label">
        <h2 id="internet-label">{t('settings_internet')}</h2>
        <Switch
          id="checkInternet"
          label={t('settings_check_internet')}
          on={settings.checkInternet}
          onChange={(checkInternet) => onSave({ checkInternet })}
        >
          {t('settings_check_internet_hint', list(props.internetHosts, t('lang')))}
        </Switch>
      </section>
      <NotifySettings {...props} />
      <section aria-labelledby="automatic-label">
        <h2 id="automatic-label">{t('settings_automatic')}</h2>
        <AutomaticBackup settings={settings} onSave={onSave} />
      </section>
      <ScheduleSettings {...props} />
      <section aria-labelledby="drafts-label">
        <h2 id="drafts-label">{t('drafts_title')}</h2>
        <Switch
          id="privateDrafts"
          label={t('settings_private_drafts')}
          on={settings.privateDrafts}
          onChange={(privateDrafts) => onSave({ privateDrafts })}
        >
          {t('settings_private_drafts_hint')}
        </Switch>
      </section>
      <section aria-labelledby="assistant-label">
        <h2 id="assistant-label">{t('settings_elsewhere')}</h2>
        <Choice
          id="assistant"
          label={t('settings_assistant')}
          value={settings.assistant ?? ''}
          options={assistantsFor(props.assistants, settings.assistant)}
          onChange={(url) => onSave({ assistant: url === '' ? null : url })}
        />
      </section>
    </>
  );
}

/** Also one that the user has typed. */
function assistantsFor(known: SettingsProps['assistants'], now: string | null): [string, string][] {
  const own = now !== null && !known.some(({ url }) => url === now);
  return [
    ['', t('settings_assistant_ask')],
    ...known.map(({ name, url }): [string, string] => [url, name]),
    ...(own ? [[now, now] as [string, string]] : []),
  ];
}

/** Also one that isn't among the usual ones. */
const minutesFor = (now: number): [string, string][] =>
  [...new Set([...MINUTES, now])]
    .sort((a, b) => a - b)
    .map((count) => [String(count), t('settings_minutes', count)]);
