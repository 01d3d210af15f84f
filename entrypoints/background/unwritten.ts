import { onAlarm, SOONEST_ALARM_MS, setAlarm } from '@/utils/browser/alarms';
import { drafts, halfAnswers } from '@/utils/storage/items';
import { onUnwritten } from '@/utils/storage/kept-changes';

export const UNWRITTEN = 'write-unwritten';

/** What a full disk has left in memory is written as soon as there is room, though nothing more is typed and every tab is closed. */
export function writeUnwritten(): void {
  const settle = async (): Promise<void> => {
    const owed = await Promise.all([drafts.settle(), halfAnswers.settle()]);
    if (owed.includes(true)) await setAlarm(UNWRITTEN, SOONEST_ALARM_MS);
  };
  const look = () => void settle().catch(() => undefined); // the memory is full too: those who wrote have heard of it
  onAlarm((name) => name === UNWRITTEN && look());
  onUnwritten(() => void setAlarm(UNWRITTEN, SOONEST_ALARM_MS));
  look();
}
