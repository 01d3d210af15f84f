import { clearAlarm, setAlarm } from '@/utils/browser/alarms';
import { claudeTabIds } from '@/utils/browser/tabs';
import type { Hub } from './hub';
import { QUIET_MS, TROUBLE_MS, type Witnesses } from './witnesses';

export const POLL = 'poll-witnesses';

/** Trouble has begun: look after the witnesses more often. */
export const pollSoon = (): void => void setAlarm(POLL, TROUBLE_MS);

/** Asks the witnesses from time to time; nothing is asked while no tab of claude.ai is open. */
export function witnessPolling(hub: Hub, witnesses: Witnesses): () => Promise<void> {
  return async () => {
    const tabs = await claudeTabIds();
    if (tabs.length === 0) return clearAlarm(POLL);
    await Promise.all(tabs.map(hub.refresh)); // a worker that has just woken knows of no trouble yet
    const spacingMs = hub.inTrouble() ? TROUBLE_MS : QUIET_MS;
    if (await witnesses.refresh(Date.now(), spacingMs)) await Promise.all(tabs.map(hub.refresh));
    await setAlarm(POLL, spacingMs);
  };
}
