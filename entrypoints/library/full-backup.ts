import { SOONEST_ALARM_MS, setAlarm } from '@/utils/browser/alarms';
import type { LibraryDatabase } from '@/utils/library/database';
import { type BackupDesk, createBackupDesk, type DeskListeners } from '@/utils/library/run-desk';
import { sleepUntil, workOnBackup } from '@/utils/library/run-engine';
import { FULL_BACKUP } from '@/utils/library/run-host';
import { createRunBook } from '@/utils/library/run-record';

/** This page's part in full backups. */
export function openBackupDesk(database: LibraryDatabase, listeners: DeskListeners): BackupDesk {
  const nudges = new BroadcastChannel(FULL_BACKUP);
  const { locks } = navigator;
  const { signal } = new AbortController(); // until the page is closed
  return createBackupDesk({
    ...listeners,
    ...{ locks, nudges, now: Date.now },
    book: createRunBook(async () => database),
    wait: (ms) => sleepUntil(ms, signal),
    work: (report) =>
      workOnBackup({
        ...{ database, locks, signal, report, now: Date.now, random: Math.random },
        nudges: new BroadcastChannel(FULL_BACKUP),
        fetch: (url, init) => fetch(url, init),
        sleep: sleepUntil,
        as: 'page',
      }),
    wakeBackground: () => void setAlarm(FULL_BACKUP, SOONEST_ALARM_MS),
  });
}
