import { t } from '@/utils/browser/i18n';
import { notify } from '@/utils/browser/notifications';
import { claudeTabIds, focusTab, openTab, pickClaudeTab } from '@/utils/browser/tabs';
import { NEW_CHAT } from '@/utils/claude/addresses';
import { quietForMs } from '@/utils/incidents/quiet-hours';
import type { Back } from '@/utils/incidents/types';
import { backNotice } from '@/utils/storage/incident-items';
import { settings } from '@/utils/storage/settings-items';

const BACK = 'back';
const OUTAGE = 'outage';

/** ms until it may be told; 0 when it has been, or is not wanted. Without the permission, badge and popup tell it. */
export async function tellBack({ by }: Back): Promise<number> {
  const { notify: wanted, quietHours } = await settings.get();
  if (!wanted.back) return 0;
  const laterMs = quietForMs(quietHours, new Date());
  if (laterMs > 0) return laterMs;
  await notify(BACK, t(`back_title_${by}`), t(`back_text_${by}`));
  return 0;
}

/** Only for those who want it. In quiet hours it is left out: by their end it would be no news. */
export async function tellOutage(): Promise<void> {
  const { notify: wanted, quietHours } = await settings.get();
  if (wanted.outage && quietForMs(quietHours, new Date()) === 0)
    await notify(OUTAGE, t('verdict_down'), t('outage_text'));
}

/** To the tab that it was about, or to another of claude.ai's. */
export async function showWhere(notice: string): Promise<void> {
  if (notice !== BACK && notice !== OUTAGE) return;
  const [told, open] = await Promise.all([backNotice.get(), claudeTabIds()]);
  const wanted = notice === BACK ? (told?.tabId ?? null) : null;
  const tabId = wanted !== null && open.includes(wanted) ? wanted : await pickClaudeTab();
  await (tabId === null ? openTab(NEW_CHAT) : focusTab(tabId));
}
