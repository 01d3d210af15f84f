import { evidenceWords } from '@/components/words';
import { saveFile } from '@/utils/browser/download';
import { fetchText } from '@/utils/browser/fetch-text';
import { extensionVersion } from '@/utils/browser/runtime';
import { onWritten } from '@/utils/failures/written';
import { createIncidents } from '@/utils/library/page/incidents';
import type { Maintenance } from '@/utils/status/types';
import { officialHistory, ownIncidents, tryLog } from '@/utils/storage/incident-items';
import { witnesses } from '@/utils/storage/items';
import { settings } from '@/utils/storage/settings-items';
import type { Stores } from './failure-stores';

const OFFICIAL = 'claude-status-page';
const HOUR_MS = 3_600_000;
/** An announcement that was read longer ago may have been moved or called off. */
const LATELY_MS = 24 * HOUR_MS;

/** The incidents view in a browser. `isShown` keeps it from reading what nobody looks at. */
export function openIncidents(store: Stores, isShown: () => boolean, onChange: () => void) {
  const view = createIncidents({
    store,
    own: ownIncidents.get,
    tries: tryLog.get,
    maintenance,
    history: officialHistory,
    mayAsk: async () => (await settings.get()).sources[OFFICIAL],
    fetchText,
    wordsOf: evidenceWords,
    saveFile,
    extensionVersion: extensionVersion(),
    now: Date.now,
    onChange,
  });
  const isSeen = (): boolean => isShown() && document.visibilityState === 'visible';
  const look = (): void => {
    if (isSeen()) void view.look();
  };
  onWritten(() => void (isSeen() && view.refresh()));
  document.addEventListener('visibilitychange', look);
  return { ...view, look };
}

async function maintenance(): Promise<readonly Maintenance[] | null> {
  const witness = (await witnesses.get()).find(({ id }) => id === OFFICIAL);
  const { official, answeredAt } = witness ?? {};
  if (!official || Date.now() - (answeredAt ?? 0) >= LATELY_MS) return null;
  return official.maintenance ? [official.maintenance] : [];
}
