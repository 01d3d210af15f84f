import { isFull } from '@/utils/library/full-disk';
import type { Intake, IntakeEdges } from '@/utils/library/import/import-intake-types';
import type { ImportInput, ImportOutput, ImportProgress } from '@/utils/library/import/import-types';
import { createIntake } from '@/utils/library/import/intake';
import { counted, guarded, piecesOfFile, type ReadTools, readJson } from '@/utils/library/import/reading';
import { readZip } from '@/utils/library/import/zip-files';

export interface ImportTools {
  readonly signal: AbortSignal;
  readonly report: (progress: ImportProgress) => void;
}

/**
 * Takes in Lifeline's own ZIPs, claude.ai's "Export data" in its layouts, and the JSON files out of either, piece by piece. Never
 * replaces a better copy, and keeps nothing twice.
 */
export async function importFiles(
  edges: Omit<IntakeEdges, 'now'>,
  { files, now }: ImportInput,
  { signal, report }: ImportTools,
): Promise<ImportOutput> {
  const intake = createIntake({ ...edges, now });
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let done = 0;
  const passed = (bytes: number): void => {
    done += bytes;
    report({ done: Math.min(total, Math.round(done)), total, conversations: intake.counts.conversations });
  };
  try {
    for (const file of files) await readChosen(file, intake, { signal, passed });
  } catch (error) {
    if (!isFull(error)) throw error;
    return { ...intake.result(), full: true };
  }
  return { ...intake.result(), full: false };
}

async function readChosen(file: File, intake: Intake, tools: ReadTools): Promise<void> {
  const origin = { file: file.name, where: '' };
  const before = intake.seen();
  await guarded(intake, origin, async () => {
    const start = new Uint8Array(await file.slice(0, 2).arrayBuffer());
    if (isZip(start)) return readZip(file, intake, tools);
    return readJson(counted(piecesOfFile(file), tools.passed), intake, origin, tools.signal);
  });
  if (intake.seen() === before) intake.report('not-a-backup', origin);
}

/** `PK` begins every ZIP; anything else is taken for JSON. */
const isZip = ([first, second]: Uint8Array): boolean => first === 0x50 && second === 0x4b;
