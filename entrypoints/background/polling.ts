import { alarmAt, clearAlarm, setAlarm } from '@/utils/browser/alarms';
import { claudeTabIds } from '@/utils/browser/tabs';
import { farthestTickMs, firstTickMs, nextTickMs, troubleAfter } from '@/utils/status/schedule';
import { settings as chosen } from '@/utils/storage/settings-items';
import { troubleSince } from '@/utils/storage/witness-items';
import type { Hub } from './hub';

export const POLL = 'poll-witnesses';

export interface Polling {
  /** The alarm has gone off. */
  readonly tick: () => Promise<void>;
  /** A tab has come, or the worker has woken: see to it that there is an alarm. One that is set stays. */
  readonly begin: () => Promise<void>;
  /** No tab of claude.ai is open any more: nobody is asked, and no alarm wakes us. */
  readonly end: () => Promise<void>;
  /** Trouble has begun: look after the witnesses more often. */
  readonly soon: () => Promise<void>;
}

/**
 * Asks the witnesses from time to time, and nobody while no tab of claude.ai is open. The popup, and the library's Incidents view for the
 * official page's past, ask at the moment in which the user opens them.
 */
export function witnessPolling(hub: Hub): Polling {
  const next = async (since: number | null): Promise<number> =>
    nextTickMs(await chosen.get(), { troubleSince: since, now: Date.now() }, Math.random());
  const stillTroubled = () =>
    troubleSince.update((since) => troubleAfter(since, hub.inTrouble(), Date.now()));
  const stop = async (): Promise<void> => {
    await clearAlarm(POLL);
    await troubleSince.set(null);
  };
  const tick = async (): Promise<void> => {
    const tabs = await claudeTabIds();
    if (tabs.length === 0) return stop();
    // Set first: whatever happens now, it goes on.
    const before = await troubleSince.get();
    await setAlarm(POLL, await next(before));
    await Promise.all(tabs.map(hub.refresh)); // a worker that has just woken knows of no trouble yet
    await stillTroubled();
    await hub.askOutside('tick');
    const after = await stillTroubled();
    if ((before === null) !== (after === null)) await setAlarm(POLL, await next(after));
  };
  const start = async (): Promise<void> => {
    if ((await claudeTabIds()).length === 0) return;
    const [at, settings] = await Promise.all([alarmAt(POLL), chosen.get()]);
    const isSet = at !== null && at - Date.now() <= farthestTickMs(settings);
    if (!isSet) await setAlarm(POLL, firstTickMs(Math.random()));
  };
  // One after the other: a tab that is just closing may still be listed when the worker wakes for it.
  let turn = Promise.resolve();
  const inTurn = (job: () => Promise<void>) => () => {
    turn = turn.then(job, job);
    return turn;
  };
  const [begin, end] = [inTurn(start), inTurn(stop)];
  const soon = async (): Promise<void> => {
    const [at, delayMs] = await Promise.all([alarmAt(POLL), next(Date.now())]);
    if (at === null || at - Date.now() > delayMs) await setAlarm(POLL, delayMs);
  };
  return { tick, begin, end, soon };
}
