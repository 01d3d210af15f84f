import { importFiles } from '@/utils/library/import/import';
import type { OpenLibrary } from '@/utils/library/opener';
import { createShelves } from '@/utils/library/shelves';
import { createStore } from '@/utils/library/store';
import type { Job } from '@/utils/library/worker/protocol';

export const importJob =
  (library: OpenLibrary): Job<'import'> =>
  async (input, tools) => {
    const database = await library();
    return importFiles({ store: createStore(database), shelves: createShelves(database) }, input, tools);
  };
