import { browser } from 'wxt/browser';
import type { Severity } from '@/utils/diagnosis/severity';

/** The text carries the meaning; the colour repeats it. */
const LOOKS: Record<Severity, { text: string; color: string }> = {
  none: { text: '', color: '#00000000' },
  you: { text: '!', color: '#8a5a00' },
  claude: { text: '!', color: '#b3401d' },
  'claude-down': { text: '!!', color: '#b00020' },
  unknown: { text: '?', color: '#4a5568' },
};

/** For one tab; without a tab, for the toolbar as a whole. */
export async function showBadge(severity: Severity, title: string, tabId?: number): Promise<void> {
  const { text, color } = LOOKS[severity];
  const where = tabId === undefined ? {} : { tabId };
  try {
    await Promise.all([
      browser.action.setBadgeText({ ...where, text }),
      browser.action.setTitle({ ...where, title }),
      ...(text === ''
        ? []
        : [
            browser.action.setBadgeBackgroundColor({ ...where, color }),
            browser.action.setBadgeTextColor({ ...where, color: '#ffffff' }),
          ]),
    ]);
  } catch {
    // The tab closed in between; there is nothing to show any more.
  }
}
