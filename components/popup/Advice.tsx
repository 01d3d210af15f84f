import { t } from '@/utils/browser/i18n';
import type { TabView } from '@/utils/messaging/tab-view';
import { adviceWords } from '../words';

/** Whether to wait or to do something. A failing model has something better: another one. */
export function Advice({ view }: { view: TabView }) {
  const { model, fallback } = view.verdict;
  const switching =
    model === null ? t('advice_switch', fallback ?? '') : t('advice_switch_from', model, fallback ?? '');
  const words = fallback === null ? adviceWords(view.verdict) : switching;
  return words === '' ? null : <p class="advice">{words}</p>;
}
