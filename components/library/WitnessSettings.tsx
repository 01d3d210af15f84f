import { t } from '@/utils/browser/i18n';
import type { Settings } from '@/utils/settings/types';
import type { SourceId } from '@/utils/status/types';
import { snake } from '../words';
import type { SettingsProps } from './SettingsView';
import { Switch } from './Switch';

/** What a source is, as far as the user decides about it. */
export interface SourceFacts {
  readonly id: SourceId;
  readonly kind: 'official' | 'community';
  readonly hosts: readonly string[];
  /** Page for people. */
  readonly page: string;
  /** Minutes between two questions in trouble. */
  readonly troubleMin: number;
}

type WitnessProps = SettingsProps & { readonly settings: Settings };

/** Which witnesses are asked, for what, how often, and where. */
export const WitnessSettings = ({ sources, settings, hosts, onSource }: WitnessProps) => (
  <section aria-labelledby="witnesses-label">
    <h2 id="witnesses-label">{t('settings_witnesses')}</h2>
    <p class="quiet">{t('settings_witnesses_hint')}</p>
    {sources.map((source) => {
      const name = t(`source_${snake(source.id)}`);
      const on = settings.sources[source.id];
      return (
        <Switch
          key={source.id}
          id={`sources.${source.id}`}
          label={name}
          on={on}
          onChange={(next) => onSource(source.id, next)}
        >
          {t(`settings_source_${snake(source.id)}`)}
          <span class="line">
            {oftenWords(source, settings)}
            {' · '}
            <code>{source.hosts.join(' ')}</code>
            {' · '}
            <a
              class="link"
              href={source.page}
              target="_blank"
              rel="noreferrer"
              aria-label={t('settings_source_page_of', name)}
            >
              {t('settings_source_page')}
            </a>
          </span>
          {on && hosts[source.id] === false && <strong class="line">{t('settings_source_blocked')}</strong>}
        </Switch>
      );
    })}
  </section>
);

function oftenWords({ kind, troubleMin }: SourceFacts, { statusEveryMin, community }: Settings): string {
  if (kind === 'official') return t('settings_source_every', statusEveryMin, troubleMin);
  return t(`settings_source_${snake(community)}`, troubleMin);
}
