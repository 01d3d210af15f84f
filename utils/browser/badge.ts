import { browser } from 'wxt/browser';
import type { Severity } from '@/utils/diagnosis/severity';

/** Drawn by scripts/icons.ts: another shape for each kind of trouble, so that it can be told where the badge is too small to be read. */
const iconOf = (severity: Severity): Record<number, string> =>
  Object.fromEntries(
    [16, 32, 48].map((size) => [size, `/icon/${severity === 'none' ? '' : `${severity}-`}${size}.png`]),
  );

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
      browser.action.setIcon({ ...where, path: iconOf(severity) }),
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
