import { SOONEST_ALARM_MS, setAlarm } from '@/utils/browser/alarms';
import type { LibraryDatabase } from '@/utils/library/database';
import { type BackupDesk, createBackupDesk, type DeskListeners } from '@/utils/library/run/desk';
import { FULL_BACKUP } from '@/utils/library/run/host';
import { createRunBook } from '@/utils/library/run/record';
import type { WorkerClient } from '@/utils/library/worker/client';

/** This page's part in full backups. */
export function openBackupDesk(
  database: LibraryDatabase,
  worker: WorkerClient,
  listeners: DeskListeners,
): BackupDesk {
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
