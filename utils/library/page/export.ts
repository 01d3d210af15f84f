import type { BackupProblem } from '@/utils/export/manifest';
import { FORMAT_IDS, type FormatId } from '@/utils/export/types';
import type { LibraryState, News } from '@/utils/library/page/state';
import type { WorkerClient } from '@/utils/library/worker/client';
import type { ExportedFile, ExportInput } from '@/utils/library/zip/export-types';

export interface SavingEdges {
  readonly worker: Pick<WorkerClient, 'run'>;
  /** Epoch ms. */
  readonly now: () => number;
  readonly extensionVersion: string;
  /** Hands a file to the browser's downloads. */
  readonly saveBlob: (name: string, blob: Blob) => void;
  /** Opens the browser's print dialog. */
  readonly printPage: (html: Blob) => Promise<void>;
}

type Wanted = Pick<ExportInput, 'ids' | 'format' | 'problems'>;
type Saved = 'saved' | 'empty' | 'cancelled' | 'full' | 'failed';

/** Has the worker write the files, and hands them to the browser. Nothing of them passes through this thread. */
export async function saveExport(
  { worker, now, extensionVersion, saveBlob, printPage }: SavingEdges,
  wanted: Wanted,
  onProgress?: (progress: { readonly done: number; readonly total: number }) => void,
): Promise<Saved> {
  const made = await worker.run('export', { ...wanted, extensionVersion, now: now() }, { onProgress });
  if (!made.ok) return made.error === 'gone' ? 'failed' : made.error;
  const { files, conversations } = made.value;
  if (files.length === 0 || (conversations === 0 && wanted.ids !== null)) return 'empty';
  try {
    if (isForPrint(wanted, files)) await printPage(files[0].blob);
    else for (const { name, blob } of files) saveBlob(name, blob);
    return 'saved';
  } catch {
    return 'failed';
  }
}

/** A single chat; of several the pages stand in the ZIP. */
const isForPrint = ({ format }: Wanted, files: readonly ExportedFile[]): files is readonly [ExportedFile] =>
  format === 'pdf' && files.length === 1 && !files[0]?.name.endsWith('.zip');

const NEWS: Readonly<Record<Saved, News | null>> = {
  saved: { kind: 'copy-saved' },
  empty: { kind: 'copy-empty' },
  cancelled: null,
  full: { kind: 'full' },
  failed: { kind: 'copy-failed' },
};

interface Shown {
  readonly state: () => LibraryState;
  readonly set: (change: Partial<LibraryState>) => void;
}

/** Everything on the library page that ends in a file. One at a time: a second click while one is made does nothing. */
export function createExports(edges: SavingEdges, { state, set }: Shown) {
  const save = async (wanted: Wanted): Promise<Saved | 'busy'> => {
    if (state().saving) return 'busy';
    set({ saving: { done: 0, total: 0 }, news: null });
    const saved = await saveExport(edges, wanted, (saving) => set({ saving }));
    set({ saving: null });
    return saved;
  };
  const click = async (wanted: Wanted): Promise<void> => {
    const saved = await save(wanted);
    if (saved !== 'busy') set({ news: NEWS[saved] });
  };
  const zipOf = (ids: readonly string[] | null): Promise<void> => click({ ids, format: 'zip' });
  return {
    clicks: {
      onSaveCopy: (conversationId: string) => zipOf([conversationId]),
      onSaveSome: zipOf,
      onSaveAll: () => zipOf(null),
      onExport: (ids: readonly string[], format: string) => click({ ids, format: formatOf(format) }),
    },
    /** The ZIP at the end of a full backup: everything, with what could not be brought up to date by name. */
    saveBackup: async (problems: readonly BackupProblem[]): Promise<Saved | 'busy'> => {
      const saved = await save({ ids: null, format: 'zip', problems });
      set(saved === 'saved' ? { backupSaved: true } : saved === 'busy' ? {} : { news: NEWS[saved] });
      return saved;
    },
  };
}

const formatOf = (format: string): FormatId | 'zip' => FORMAT_IDS.find((id) => id === format) ?? 'zip';
