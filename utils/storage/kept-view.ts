import { storageOf } from '@/utils/browser/storage';
import type { TabView } from '@/utils/messaging/tab-view';

/** What was last shown of a tab, for a popup that opens while the background sleeps. */
export interface KeptView {
  readonly view: TabView;
  /** Epoch ms. */
  readonly at: number;
}

/** `none`: what is known without any tab of claude.ai. */
const keyOf = (tabId: number | null): string => `view:${tabId ?? 'none'}`;

// No schema, which would cost the popup 25 kB: our own background has written it since the browser started, and an update empties
// the area. One key per tab, so that the popup reads no more than it shows.

/** Never rejects: without it the popup waits for the background. */
export const keepView = ({ view, at }: KeptView): Promise<void> =>
  storageOf('session')
    .set({ [keyOf(view.tabId)]: { view, at } satisfies KeptView })
    .catch(() => undefined);

export const keptView = async (tabId: number | null): Promise<KeptView | undefined> => {
  const key = keyOf(tabId);
  return (await storageOf('session').get(key))[key] as KeptView | undefined;
};

export const dropView = (tabId: number): Promise<void> =>
  storageOf('session')
    .remove(keyOf(tabId))
    .catch(() => undefined);
