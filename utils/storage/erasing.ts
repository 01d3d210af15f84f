import { storageOf } from '@/utils/browser/storage';

/**
 * What is no trace of anybody's work stays, also as a newer version left it: the settings with the chats of which no copy is made, that
 * the first page was shown, when the last scheduled backup was, and since when the log is empty.
 */
const STAYS = ['settings', 'chats-left-out', 'welcomed', 'last-export', 'log-cleared-at'];

const stays = (key: string): boolean => STAYS.includes(key.replace(/:newer$/, ''));

/** Whatever else stands in the local area goes, whoever wrote it. */
export async function eraseLocal(): Promise<void> {
  const local = storageOf('local');
  await local.remove(Object.keys(await local.get(null)).filter((key) => !stays(key)));
}
