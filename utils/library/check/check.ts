import type { CheckDamage, CheckInput, CheckOutput, CheckProgress } from '@/utils/library/check/check-types';
import { hashObjects } from '@/utils/library/check/objects';
import { type CheckRecords, readRecords } from '@/utils/library/check/records';
import type { LibraryDatabase } from '@/utils/library/database';

export interface CheckTools {
  readonly signal: AbortSignal;
  readonly report: (progress: CheckProgress) => void;
}

/** Looks at everything that the library holds, or at one chat, and says what it looked at. Changes nothing. */
export async function checkLibrary(
  database: LibraryDatabase,
  { depth, conversationId }: CheckInput,
  tools: CheckTools,
): Promise<CheckOutput> {
  const records = await readRecords(database, conversationId);
  const stored = new Set(await database.getAllKeys('objects'));
  const named = new Set(records.named.map((one) => one.hash));
  const damage: CheckDamage[] = [...records.damage, ...missing(records, stored)];
  const found = records.named.filter((one) => stored.has(one.hash));
  const hashed = depth === 'full' ? await hashObjects(database, found, tools) : { bytes: 0, damage: [] };
  return {
    depth,
    ...records.counts,
    objects: named.size,
    bytes: hashed.bytes,
    unused: conversationId === undefined ? [...stored].filter((hash) => !named.has(hash)).length : 0,
    damage: [...damage, ...hashed.damage],
  };
}

const missing = ({ named }: CheckRecords, stored: ReadonlySet<string>): readonly CheckDamage[] =>
  named
    .filter((one) => !stored.has(one.hash))
    .map(({ size: _, ...one }): CheckDamage => ({ ...one, what: 'missing' }));
