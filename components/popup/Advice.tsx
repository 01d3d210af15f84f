import { t } from '@/utils/browser/i18n';
import type { TabView } from '@/utils/messaging/tab-view';
import { adviceWords } from '../words';

/** Whether to wait or to do something. A failing model has something better: another one. Where there is no fix, none is named. */
export function Advice({ view, hasFix }: { view: TabView; hasFix: boolean }) {
  const { model, fallback, advice } = view.verdict;
  if (fallback === null && advice === 'act' && !hasFix) return null;
  const switching =
    model === null ? t('advice_switch', fallback ?? '') : t('advice_switch_from', model, fallback ?? '');
  const words = fallback === null ? adviceWords(view.verdict) : switching;
  return words === '' ? null : <p class="advice">{words}</p>;
}
