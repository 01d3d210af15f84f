import { browser } from 'wxt/browser';

/** Chrome fires no alarm sooner than this. */
export const SOONEST_ALARM_MS = 30_000;

export const onAlarm = (listener: (name: string) => void): void =>
  browser.alarms.onAlarm.addListener(({ name }) => listener(name));

export async function setAlarm(name: string, delayMs: number): Promise<void> {
  await browser.alarms.create(name, { when: Date.now() + Math.max(delayMs, SOONEST_ALARM_MS) });
}

/** Epoch ms at which it goes off; null when it isn't set. */
export const alarmAt = async (name: string): Promise<number | null> =>
  (await browser.alarms.get(name))?.scheduledTime ?? null;

export async function clearAlarm(name: string): Promise<void> {
  await browser.alarms.clear(name);
}
