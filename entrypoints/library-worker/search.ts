import type { OpenLibrary } from '@/utils/library/opener';
import { createSearchIndex } from '@/utils/library/search/library-index';
import type { JobTable } from '@/utils/library/worker/protocol';

/** All look through one index. */
export function searchJobs(library: OpenLibrary): Pick<JobTable, 'search' | 'excerpts' | 'words'> {
  return createSearchIndex(library);
}
