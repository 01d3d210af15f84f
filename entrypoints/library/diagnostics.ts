import { saveFile } from '@/utils/browser/download';
import { extensionVersion } from '@/utils/browser/runtime';
import { openFailures } from '@/utils/failures/database';
import { createFailureStore, type FailureStore } from '@/utils/failures/store';
import { onWritten } from '@/utils/failures/written';
import { createDiagnostics } from '@/utils/library/diagnostics';
import { brokenDetectors, missingHooks, seenBuild } from '@/utils/storage/diagnostic-items';

/** The diagnostics view in a browser. `isShown` keeps it from reading what nobody looks at. */
export function openDiagnostics(isShown: () => boolean, onChange: () => void) {
  let opened: Promise<FailureStore> | undefined;
  const store = async (): Promise<FailureStore> => {
    opened ??= openFailures().then((database) => {
      database.addEventListener('close', () => {
        opened = undefined; // the next question opens it anew
      });
      return createFailureStore(database);
    });
    try {
      return await opened;
    } catch (error) {
      opened = undefined;
      throw error;
    }
  };
  const view = createDiagnostics({
    store,
    hooks: missingHooks.get,
    detectors: brokenDetectors.get,
    build: seenBuild.get,
    clearOddities: () => Promise.all([missingHooks.set([]), brokenDetectors.set([])]),
    saveFile,
    extensionVersion: extensionVersion(),
    now: Date.now,
    onChange,
  });
  const look = (): void => {
    if (isShown() && document.visibilityState === 'visible') void view.refresh();
  };
  onWritten(look);
  document.addEventListener('visibilitychange', look);
  return { ...view, look };
}
