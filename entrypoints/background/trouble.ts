import { onAlarm } from '@/utils/browser/alarms';
import { onNotificationClicked } from '@/utils/browser/notifications';
import { claudeTabIds, isPrivateTab } from '@/utils/browser/tabs';
import { PROBE_EVERY_MS } from '@/utils/probes/plan';
import { type BackWatching, backWatching, WATCH } from './back-watch';
import type { Chain } from './chain';
import { type IncidentLog, incidentLog } from './incident-log';
import { showWhere, tellBack, tellOutage } from './notices';
import type { Records } from './records';
import type { Witnesses } from './witnesses';

interface TroubleParts {
  readonly records: Records;
  readonly witnesses: Pick<Witnesses, 'known'>;
  readonly chain: Chain;
  readonly refresh: (tabId: number) => Promise<unknown>;
}

/** The log of what went wrong, and the watch for its end: what the one has seen, the other goes by. */
export function troubleKeeping({ records, witnesses, chain, refresh }: TroubleParts): {
  readonly incidents: IncidentLog;
  readonly watch: BackWatching;
} {
  const incidents = incidentLog({
    now: Date.now,
    signalsOf: async (tabId) => (await records.get(tabId)).signals,
    witnesses: witnesses.known,
    isPrivate: isPrivateTab,
    noted: () => void watch.check(),
    wentDown: () => void tellOutage(),
  });
  const watch = backWatching({
    now: Date.now,
    chance: Math.random,
    track: incidents.track,
    witnesses: witnesses.known,
    isPrivate: isPrivateTab,
    tabs: claudeTabIds,
    probes: chain.known,
    probe: (tabId) => chain.run(tabId, PROBE_EVERY_MS, 'claude'),
    tell: tellBack,
    changed: () => void records.tabIds().then((ids) => Promise.all(ids.map(refresh))),
  });
  void watch.check();
  onAlarm((name) => void (name === WATCH && watch.tick()));
  onNotificationClicked((id) => void showWhere(id).catch(() => undefined)); // the tab may be gone by now
  return { incidents, watch };
}
