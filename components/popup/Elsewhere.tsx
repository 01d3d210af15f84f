import { t } from '@/utils/browser/i18n';
import type { Place } from './props';

/** Pages to read and to report on, which Lifeline itself never asks. */
export const Elsewhere = ({ places }: { places: readonly Place[] }) => (
  <details class="elsewhere">
    <summary>{t('elsewhere_label')}</summary>
    <p>{t('elsewhere_hint')}</p>
    <ul>
      {places.map(({ name, url }) => (
        <li key={url}>
          <a class="link" href={url} target="_blank" rel="noreferrer">
            {name}
          </a>
        </li>
      ))}
    </ul>
  </details>
);
