import { checkLibrary } from '@/utils/library/check/check';
import { noteDamaged } from '@/utils/library/check/damaged';
import type { OpenLibrary } from '@/utils/library/opener';
import type { Job } from '@/utils/library/worker/protocol';

export const checkJob =
  (library: OpenLibrary): Job<'check'> =>
  async (input, tools) => {
    const database = await library();
    const checked = await checkLibrary(database, input, tools);
    await noteDamaged(database, input, checked.damage).catch(() => undefined); // a full disk: it is said all the same
    return checked;
  };
