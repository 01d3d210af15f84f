import { observeTab, type TabObserver } from '@/entrypoints/tab-observer/observe';
import { startTab } from '@/entrypoints/tab-start/start-tab';
import type { TabLife } from '@/utils/browser/tab-life';
import { pageEndOfChannel } from '@/utils/claude/channel';
import type { TabWindow } from './tab-window.ts';

/** The isolated end of a page: what hears its network and looks at its document. */
export interface Eyes {
  readonly heard: (said: object) => void;
  readonly look: () => void;
  readonly ping: () => void;
  readonly end: () => void;
}

/** From the background's being asked to the observer's first look. */
const BRING_MS = 200;

/** The observer is there before the page says its first word, and the way between the worlds is a call. */
export function earlyEyes(window: TabWindow): Eyes {
  const ending = new window.AbortController();
  const end = (): void => ending.abort();
  const tab = observeTab({ signal: ending.signal as unknown as AbortSignal, end, chunkFailedAt: null });
  return {
    heard: (said) => tab.heard(JSON.stringify(said)),
    look: tab.look,
    ping: () => void tab.ping(),
    end,
  };
}

/** As it ships: a start script that keeps what the page says until the observer has come. */
export function lateEyes(document: Document): Eyes {
  let tab: TabObserver | undefined;
  const bring = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, BRING_MS));
    life.isObserved = true;
    tab = observeTab(life);
    tab.look();
    life.channel.listen(tab.heard);
  };
  const life: TabLife = startTab(
    () => true,
    bring,
    () => undefined,
  );
  const heard = pageEndOfChannel(document, () => undefined);
  if (!heard) throw new Error('no channel');
  return { heard, look: () => tab?.look(), ping: () => void tab?.ping(), end: life.end };
}
