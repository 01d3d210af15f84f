import type { LastExport, Settings } from '@/utils/settings/types';

/** Name of the alarm at which a backup is written by itself. */
export const SCHEDULED_EXPORT = 'scheduled-export';
/** Within the downloads. */
export const EXPORT_FOLDER = 'Lifeline';

const HOUR_MS = 3_600_000;
const EVERY_MS = { daily: 24 * HOUR_MS, weekly: 7 * 24 * HOUR_MS };
/** What failed is tried again sooner, but not at once: a full disk stays full. */
const AGAIN_MS = 6 * HOUR_MS;

/** Epoch ms at which the next is due; null for never. A clock that was set back doesn't put it off. */
export function nextExport(
  every: Settings['exportEvery'],
  last: LastExport | null,
  now: number,
): number | null {
  if (every === 'never') return null;
  if (!last || last.at > now) return now;
  return last.at + (last.problem === null ? EVERY_MS[every] : Math.min(AGAIN_MS, EVERY_MS[every]));
}
