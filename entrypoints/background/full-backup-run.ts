import { clearAlarm, onAlarm, SOONEST_ALARM_MS, setAlarm } from '@/utils/browser/alarms';
import { onBrowserStart, stayAwake } from '@/utils/browser/runtime';
import { openLibrary } from '@/utils/library/database';
import { createLibraryOpener } from '@/utils/library/opener';
import { isOver } from '@/utils/library/run/backup-progress';
import { sleepUntil, workOnBackup } from '@/utils/library/run/engine';
import { FULL_BACKUP } from '@/utils/library/run/host';
import { createRunBook } from '@/utils/library/run/record';

/** The rest of the background comes first, and a library page that opens with the browser does it itself. */
const FIRST_LOOK_MS = 5_000;

/** Goes on with a full backup that no page works on, as after its page was closed, or the browser was. */
export function goOnWithFullBackup(): void {
  const library = createLibraryOpener(openLibrary);
  const book = createRunBook(library);
  let working: Promise<void> | undefined;
  const tick = async (): Promise<void> => {
    const run = await book.read();
    if (!run || isOver(run.progress) || run.wish === 'pause') return clearAlarm(FULL_BACKUP);
    await setAlarm(FULL_BACKUP, SOONEST_ALARM_MS); // first: whatever happens now, it goes on
    working ??= work().finally(() => {
      working = undefined;
    });
    await working;
  };
  const work = async (): Promise<void> => {
    const sleepAgain = stayAwake();
    const nudges = new BroadcastChannel(FULL_BACKUP);
    try {
      await workOnBackup({
        ...{ nudges, locks: navigator.locks, now: Date.now, random: Math.random, sleep: sleepUntil },
        database: await library(),
        fetch: (url, init) => fetch(url, init),
        as: 'background',
        signal: new AbortController().signal,
        report: () => undefined,
      });
    } finally {
      nudges.close();
      sleepAgain();
    }
  };
  const look = () => void tick().catch(warn);
  onAlarm((name) => name === FULL_BACKUP && look());
  onBrowserStart(() => undefined); // to be woken at all: it looks whenever it begins
  setTimeout(look, FIRST_LOOK_MS);
}

const warn = (error: unknown): void => console.warn('Lifeline: the full backup stands still.', error);
