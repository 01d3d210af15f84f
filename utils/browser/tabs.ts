import { type Browser, browser } from 'wxt/browser';

const CLAUDE = 'https://claude.ai/*';

export const activeTabId = async (): Promise<number | null> =>
  (await browser.tabs.query({ active: true, currentWindow: true }))[0]?.id ?? null;

/** Open tabs of claude.ai; the host permission is enough to see these. */
export const claudeTabIds = async (): Promise<number[]> =>
  (await browser.tabs.query({ url: CLAUDE })).flatMap(({ id }) => (id === undefined ? [] : [id]));

/** The tab of claude.ai that the user means: the active one, else the one used last. */
export async function pickClaudeTab(): Promise<number | null> {
  const tabs = await browser.tabs.query({ url: CLAUDE });
  const best = tabs.sort((a, b) => rank(b) - rank(a))[0];
  return best?.id ?? null;
}

const rank = (tab: { active: boolean; lastAccessed?: number }): number =>
  (tab.active ? 1e15 : 0) + (tab.lastAccessed ?? 0);

/** Rejects when the tab is gone. */
export const isPrivateTab = async (tabId: number): Promise<boolean> =>
  (await browser.tabs.get(tabId)).incognito;

/** `active`: the tab in front in its window, with its page in memory and running. */
export async function tabState(tabId: number): Promise<{ active: boolean; loading: boolean }> {
  try {
    const tab = await browser.tabs.get(tabId);
    const { frozen } = tab as { frozen?: boolean }; // Chrome 132
    return { active: tab.active && !tab.discarded && !frozen, loading: tab.status !== 'complete' };
  } catch {
    return { active: false, loading: false }; // closed meanwhile
  }
}

export const reloadTab = (tabId: number): Promise<void> => browser.tabs.reload(tabId);

/** Everything of the page is asked of the server again. */
export const reloadPastCache = (tabId: number): Promise<void> =>
  browser.tabs.reload(tabId, { bypassCache: true });

/** ms for the page in between. */
const BETWEEN_MS = 5_000;

const renewed = new Set<number>();

/** It shows another page for a moment, and comes back. */
export const isBeingRenewed = (tabId: number): boolean => renewed.has(tabId);

/** Loads a page anew whose thread is blocked. A plain reload would wait for that thread; a page in between makes a new one. */
export async function renewTab(tabId: number, url: string, pastCache = false): Promise<void> {
  renewed.add(tabId);
  try {
    await browser.tabs.update(tabId, { url: 'about:blank' });
    await comesTo(tabId, (now) => now.status === 'complete' && now.url !== url);
    await browser.tabs.update(tabId, { url });
    // A reload before the page has come would load the one in between again, and leave the user there.
    if (pastCache && (await comesTo(tabId, (now) => now.url?.startsWith(new URL(url).origin) === true)))
      await reloadPastCache(tabId);
  } finally {
    renewed.delete(tabId);
  }
}

type Shown = Pick<Browser.tabs.Tab, 'status' | 'url'>;

/** False when it doesn't within its time. */
async function comesTo(tabId: number, isThere: (now: Shown) => boolean): Promise<boolean> {
  for (const until = Date.now() + BETWEEN_MS; Date.now() < until; ) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (isThere(await browser.tabs.get(tabId))) return true;
  }
  return false;
}

export const openInTab = async (tabId: number, url: string): Promise<void> => {
  await browser.tabs.update(tabId, { url });
};

/** Brings a tab and its window to the front. Rejects when it is gone. */
export async function focusTab(tabId: number): Promise<void> {
  const windowId = (await browser.tabs.update(tabId, { active: true }))?.windowId;
  if (windowId !== undefined) await browser.windows.update(windowId, { focused: true });
}

/** Tells which tab it is; null where the browser doesn't say. `active`: in front. */
export const openTab = async (url: string, active = true): Promise<number | null> =>
  (await browser.tabs.create(active ? { url } : { url, active })).id ?? null;

/** What the user looks at right now is claude.ai. */
export const isClaudeInFront = async (): Promise<boolean> =>
  (await browser.tabs.query({ active: true, lastFocusedWindow: true, url: CLAUDE })).length > 0;

export interface TabListeners {
  readonly closed: (tabId: number) => void;
  /** A navigation has come to its end; tells whether the tab then shows claude.ai. */
  readonly settled: (tabId: number, isClaude: boolean) => void;
}

export const isOpenTab = (tabId: number): Promise<boolean> =>
  browser.tabs.get(tabId).then(
    () => true,
    () => false,
  );

/**
 * Hears of all tabs. The browser tells no extension of claude.ai's alone: each page that is loaded anywhere would wake the background.
 * So what is returned switches the hearing off while no tab of claude.ai is open, and on again. Chrome forgets who was switched
 * off. Firefox goes on waking for whoever was heard from the beginning, so there it begins later, and a page that is left says so.
 */
export function heedTabs({ closed, settled }: TabListeners): (hear: boolean) => void {
  const updated = (tabId: number, { status }: { readonly status?: string }): void => {
    if (status === 'complete') void claudeTabIds().then((open) => settled(tabId, open.includes(tabId)));
  };
  let hears = false;
  const switchTo = (hear: boolean): void => {
    if (hear === hears) return;
    hears = hear;
    const change = hear ? 'addListener' : 'removeListener';
    browser.tabs.onRemoved[change](closed);
    browser.tabs.onUpdated[change](updated);
  };
  if (!import.meta.env.FIREFOX) switchTo(true);
  return switchTo;
}

/** The popup where the browser lets an extension open it, else the same page in a small window of its own. */
export async function showPopup(url: string): Promise<void> {
  try {
    await browser.action.openPopup();
  } catch {
    await browser.windows.create({ url, type: 'popup', width: 384, height: 680 });
  }
}

/** A popup closes itself; the same page in a tab stays. */
export function closePopup(): void {
  const isPopup = browser.extension.getViews({ type: 'popup' }).some((view) => view === window);
  if (isPopup) window.close();
}
