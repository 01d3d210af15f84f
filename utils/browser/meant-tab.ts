import { activeTabId, claudeTabIds, pickClaudeTab } from './tabs';

/** The tab that somebody means who opens the popup: the active one, else the tab of claude.ai that was used last. */
export async function meantTab(): Promise<number | null> {
  const [active, open] = await Promise.all([activeTabId(), claudeTabIds()]);
  return active !== null && open.includes(active) ? active : pickClaudeTab();
}
