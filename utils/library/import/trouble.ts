import type { ImportTrouble } from '@/utils/library/import/import-types';

/** What ends the reading of one piece of an import; caught where the piece began, so that the others are read. */
interface Trouble extends Error {
  readonly trouble: ImportTrouble;
}

export const trouble = (what: ImportTrouble): Error => Object.assign(new Error(what), { trouble: what });

/** Its kind; undefined for any other error. */
export function troubleOf(error: unknown): ImportTrouble | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'NotReadableError') return 'not-readable'; // a chosen file that was moved or changed meanwhile
  return 'trouble' in error ? (error as Trouble).trouble : undefined;
}
