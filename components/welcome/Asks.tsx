import { t } from '@/utils/browser/i18n';
import { snake } from '../words';

/** As the manifest asks for them at the installation, with what they are called there. */
const ASKS = [
  { id: 'claude', names: ['claude.ai'] },
  { id: 'web-request', names: ['webRequest'] },
  { id: 'scripting', names: ['scripting'] },
  { id: 'storage', names: ['storage', 'unlimitedStorage'] },
  { id: 'alarms', names: ['alarms'] },
] as const;

/** What Lifeline may do from its installation on, in sentences. */
export const Asks = () => (
  <section aria-labelledby="asks-label">
    <h2 id="asks-label">{t('welcome_asks')}</h2>
    <p class="quiet">{t('welcome_asks_hint')}</p>
    <ul>
      {ASKS.map(({ id, names }) => (
        <li key={id}>
          {t(`welcome_asks_${snake(id)}`)}{' '}
          {names.map((name) => (
            <code key={name} data-permission={name}>
              {name}
            </code>
          ))}
        </li>
      ))}
    </ul>
  </section>
);
