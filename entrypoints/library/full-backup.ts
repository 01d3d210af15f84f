import { SOONEST_ALARM_MS, setAlarm } from '@/utils/browser/alarms';
import { openLibraryWorker } from '@/utils/browser/library-worker';
import type { LibraryDatabase } from '@/utils/library/database';
import { type BackupDesk, createBackupDesk, type DeskListeners } from '@/utils/library/run-desk';
import { FULL_BACKUP } from '@/utils/library/run-host';
import { createRunBook } from '@/utils/library/run-record';

/** This page's part in full backups. A worker of its own does the work: a search must not wait for it. */
export function openBackupDesk(database: LibraryDatabase, listeners: DeskListeners): BackupDesk {
  const worker = openLibraryWorker();
  const desk = createBackupDesk({
    ...listeners,
    locks: navigator.locks,
    nudges: new BroadcastChannel(FULL_BACKUP),
    now: Date.now,
    book: createRunBook(async () => database),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    work: async (report) => {
      const answer = await worker.run('full-backup', null, { onProgress: report });
      return answer.ok ? (answer.value ?? undefined) : undefined;
    },
    wakeBackground: () => void setAlarm(FULL_BACKUP, SOONEST_ALARM_MS),
  });
  return { ...desk, begin: (choices) => desk.begin({ pauseMs: pauseInAddress(), ...choices }) };
}

/** `?pause=<ms>`: for measuring; null where it isn't there. */
function pauseInAddress(): number | null {
  const pause = new URLSearchParams(location.search).get('pause');
  return pause !== null && /^\d{1,5}$/.test(pause) ? Number(pause) : null;
}
