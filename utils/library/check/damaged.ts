import type { CheckDamage, CheckInput } from '@/utils/library/check/check-types';
import type { LibraryDatabase } from '@/utils/library/database';
import type { BackupProgress } from '@/utils/library/run/backup-progress';
import { diskRoom } from '@/utils/storage/room';

/** Key in `runs`: what a check leaves to the next full backup. */
const DAMAGED = 'damaged';

/** uuids of the chats that a check found damaged, and no full backup has asked for since. */
async function readDamaged(database: LibraryDatabase): Promise<ReadonlySet<string>> {
  const stored = await database.get('runs', DAMAGED);
  return new Set(Array.isArray(stored) ? stored : []);
}

/** Only a check of every byte of everything knows that what was found before is whole by now. */
export async function noteDamaged(
  database: LibraryDatabase,
  { depth, conversationId }: CheckInput,
  damage: readonly CheckDamage[],
): Promise<void> {
  const isAll = depth === 'full' && conversationId === undefined;
  // A project is asked for anew by each backup.
  const found = damage.filter(({ kind }) => kind !== 'project').map(({ id }) => id);
  const before = await readDamaged(database);
  if (found.length > 0 || before.size > 0)
    await write(database, [...new Set(isAll ? found : [...before, ...found])]);
}

export interface Damaged {
  readonly has: (conversationId: string) => Promise<boolean>;
  /** A full backup has asked for them: what Claude couldn't mend then, it won't the next time. What it didn't get to stays. */
  readonly mended: (end: Pick<BackupProgress, 'problems'>) => Promise<void>;
}

/** As it stands when it is first asked for. */
export function damagedIn(database: LibraryDatabase): Damaged {
  let found: Promise<ReadonlySet<string>> | undefined;
  const asked = (): Promise<ReadonlySet<string>> => {
    found ??= readDamaged(database);
    return found;
  };
  return {
    has: async (id) => (await asked()).has(id),
    mended: async ({ problems }) => {
      const tried = await asked();
      const open = problems.map(({ conversationId }) => conversationId).filter((id) => tried.has(id));
      if (tried.size > 0) await write(database, open);
    },
  };
}

async function write(database: LibraryDatabase, ids: readonly string[]): Promise<void> {
  await diskRoom.toNote();
  await database.put('runs', ids, DAMAGED);
}
