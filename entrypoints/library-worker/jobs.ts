import type { OpenLibrary } from '@/utils/library/opener';
import type { JobTable } from '@/utils/library/worker/protocol';
import { checkJob } from './check';
import { deleteJob } from './delete';
import { exportJob } from './export';
import { filesJob } from './files';
import { fullBackupJobs } from './full-backup';
import { importJob } from './import';
import { pageJobs } from './page';
import { searchJobs } from './search';

/** Every job of the worker; each is wired in a file of its own and does its work in utils. */
export const createJobs = (library: OpenLibrary): JobTable => ({
  ...fullBackupJobs(library),
  ...searchJobs(library),
  check: checkJob(library),
  delete: deleteJob(library),
  import: importJob(library),
  export: exportJob(library),
  files: filesJob(library),
  ...pageJobs(library),
});
