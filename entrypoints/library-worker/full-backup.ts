import type { OpenLibrary } from '@/utils/library/opener';
import { sleepUntil, workOnBackup } from '@/utils/library/run/engine';
import { FULL_BACKUP } from '@/utils/library/run/host';
import type { JobTable } from '@/utils/library/worker/protocol';

/** In a worker of its own: its timers are not slowed down when the page is out of sight, and no large answer holds the page up. */
export const fullBackupJobs = (library: OpenLibrary): Pick<JobTable, 'full-backup'> => ({
  'full-backup': async (_, { report, signal }) => {
    const nudges = new BroadcastChannel(FULL_BACKUP);
    try {
      const end = await workOnBackup({
        ...{ nudges, report, signal, locks: navigator.locks, now: Date.now, random: Math.random },
        database: await library(),
        fetch: (url, init) => fetch(url, init),
        sleep: sleepUntil,
        as: 'page',
      });
      return end ?? null;
    } finally {
      nudges.close();
    }
  },
});
