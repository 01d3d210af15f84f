import { saveFile } from '@/utils/browser/download';
import { extensionVersion } from '@/utils/browser/runtime';
import { onWritten } from '@/utils/failures/written';
import { createDiagnostics } from '@/utils/library/page/diagnostics';
import { brokenDetectors, logClearedAt, missingHooks, seenBuild } from '@/utils/storage/diagnostic-items';
import type { Stores } from './failure-stores';

/** The diagnostics view in a browser. `isShown` keeps it from reading what nobody looks at. */
export function openDiagnostics(store: Stores, isShown: () => boolean, onChange: () => void) {
  const view = createDiagnostics({
    store,
    hooks: missingHooks.get,
    detectors: brokenDetectors.get,
    build: seenBuild.get,
    clearOddities: () => Promise.all([missingHooks.set([]), brokenDetectors.set([])]),
    rememberClearing: logClearedAt.set,
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
