import { onDocument, onDocumentAsked } from '@/utils/browser/navigation';
import { claudeTabIds, heedTabs, isBeingRenewed, isOpenTab } from '@/utils/browser/tabs';
import type { Hub } from './hub';
import type { Loading } from './loading';
import type { Polling } from './polling';
import type { Pulses } from './pulses';

const REPAINT_MS = 300;
/** The browser has taken a page away by then, or brought the next one. */
const LEFT_MS = 1_000;

interface TabParts {
  readonly hub: Hub;
  readonly pulses: Pulses;
  readonly loading: Loading;
  readonly polling: Polling;
}

/** What pages of claude.ai say of themselves. */
export interface Pages {
  readonly began: () => void;
  /** It is left, or somebody looks at another tab. */
  readonly rests: (tabId: number) => void;
}

/** What becomes of tabs. While none shows claude.ai no other tab is listened to, and no alarm stands. */
export function followTabs({ hub, pulses, loading, polling }: TabParts): Pages {
  const forget = (tabId: number, isClosed: boolean): void => {
    loading.ended(tabId);
    pulses.forget(tabId);
    void hub.forget(tabId, isClosed);
    void follow(tabId);
  };
  let stirs = 0;
  const stir = (): void => {
    stirs += 1;
    hear(true);
  };
  onDocumentAsked((tabId) => {
    stir();
    loading.began(tabId);
  });
  onDocument(({ tabId, error }) => {
    stir();
    loading.ended(tabId);
    if (error === null && tabId >= 0) pulses.arrived(tabId);
  });
  const hear = heedTabs({
    closed: (tabId) => forget(tabId, true),
    settled: (tabId, isClaude) => {
      loading.ended(tabId);
      // The page has just loaded and draws itself: the badge can wait a moment.
      if (isClaude) setTimeout(() => hub.repaint(tabId), REPAINT_MS);
      else if (!isBeingRenewed(tabId)) forget(tabId, false);
    },
  });
  /** Firefox may still list the one that is being closed. One that is on its way is in no list yet. */
  const follow = async (gone: number | null): Promise<void> => {
    const before = stirs;
    const open = (await claudeTabIds()).filter((tabId) => tabId !== gone);
    if (open.length > 0) return hear(true);
    if (stirs !== before) return;
    hear(false);
    await polling.end();
  };
  void follow(null);
  return {
    began: () => {
      stir();
      void polling.begin();
    },
    rests: (tabId) => {
      setTimeout(async () => {
        if (isBeingRenewed(tabId) || (await claudeTabIds()).includes(tabId)) return;
        forget(tabId, !(await isOpenTab(tabId)));
      }, LEFT_MS);
    },
  };
}
