import { type MessageKey, t } from '@/utils/browser/i18n';
import type { TabView } from '@/utils/messaging/tab-view';

/** Whether to wait or to do something. A failing model has something better: another one. */
export function Advice({ view }: { view: TabView }) {
  const { advice, model, fallback } = view.verdict;
  if (fallback !== null)
    return (
      <p class="advice">
        {model === null ? t('advice_switch', fallback) : t('advice_switch_from', model, fallback)}
      </p>
    );
  const words = advice === null ? '' : t(`advice_${advice}` as MessageKey);
  return words === '' ? null : <p class="advice">{words}</p>;
}
