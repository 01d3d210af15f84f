import { alarmAt, clearAlarm, onAlarm, setAlarm } from '@/utils/browser/alarms';
import { downloadTo } from '@/utils/browser/downloads';
import { closeHiddenPage, openHiddenPage } from '@/utils/browser/hidden-page';
import { extensionVersion, stayAwake } from '@/utils/browser/runtime';
import type { Handlers } from '@/utils/messaging/receive';
import { EXPORT_FOLDER, nextExport, SCHEDULED_EXPORT } from '@/utils/settings/schedule';
import { lastExport } from '@/utils/storage/backup-items';
import { settings } from '@/utils/storage/settings-items';

const page = (): string => `/offscreen.html?version=${extensionVersion()}`;

/** Writes a backup into the downloads as often as the user wants it. What is in it is made by a page that nobody sees. */
export function scheduledExport(): Pick<Handlers, 'save-exports'> {
  let isAwake: (() => void) | undefined;
  const ended = async (problem: string | null): Promise<void> => {
    isAwake?.();
    isAwake = undefined;
    await lastExport.update((last) => ({ at: last?.at ?? Date.now(), problem }));
    await closeHiddenPage();
  };
  const begin = async (): Promise<void> => {
    // First: who dies over it tries again later, not for ever.
    await lastExport.set({ at: Date.now(), problem: 'not-finished' });
    isAwake = stayAwake();
    await openHiddenPage(page()).catch(() => ended('not-allowed'));
  };
  const look = async (): Promise<void> => {
    const { exportEvery } = await settings.get();
    const now = Date.now();
    const due = nextExport(exportEvery, await lastExport.get(), now);
    if (due === null) return clearAlarm(SCHEDULED_EXPORT);
    if (due <= now) await begin();
    const next = nextExport(exportEvery, await lastExport.get(), now);
    await setAlarm(SCHEDULED_EXPORT, (next ?? now) - now);
  };
  /** Firefox forgets alarms when it ends. */
  const start = async (): Promise<void> => {
    if ((await alarmAt(SCHEDULED_EXPORT)) === null && (await settings.get()).exportEvery !== 'never')
      await setAlarm(SCHEDULED_EXPORT, 0);
  };
  onAlarm((name) => void (name === SCHEDULED_EXPORT && look().catch(warn)));
  void start().catch(warn);
  return {
    'save-exports': async ({ files, problem }) => {
      let wrong = problem;
      for (const { name, url } of files)
        wrong ??= await downloadTo(`${EXPORT_FOLDER}/${name}`, url).catch((error: Error) => error.message);
      await ended(wrong);
      return {};
    },
  };
}

const warn = (error: unknown): void => console.warn('Lifeline: no backup was written by itself.', error);
