import type { OpenLibrary } from '@/utils/library/opener';
import { readConversation } from '@/utils/library/page/reading';
import { readListing } from '@/utils/library/page/rows';
import type { JobTable } from '@/utils/library/worker/protocol';

/** What the library page shows: its list, and the chat that is open. */
export const pageJobs = (library: OpenLibrary): Pick<JobTable, 'list' | 'read'> => ({
  list: async () => readListing(await library()),
  read: async (input) => readConversation(await library(), input),
});
