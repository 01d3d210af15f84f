import { t } from '@/utils/browser/i18n';
import { Action } from './Action';
import type { PopupProps } from './props';

type PageLinksProps = Pick<
  PopupProps,
  'onOpenLibrary' | 'onOpenIncidents' | 'onOpenSettings' | 'onOpenDiagnostics'
>;

/** Where there is more to see. */
export const PageLinks = (on: PageLinksProps) => (
  <nav class="pages" aria-label={t('pages_label')}>
    <Action id="open-library" label={t('action_open_library')} on={on.onOpenLibrary} />
    <Action id="open-incidents" label={t('action_open_incidents')} on={on.onOpenIncidents} />
    <Action id="open-settings" label={t('action_open_settings')} on={on.onOpenSettings} />
    <Action id="open-diagnostics" label={t('diagnostics_title')} on={on.onOpenDiagnostics} />
  </nav>
);
