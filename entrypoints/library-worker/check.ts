import { checkLibrary } from '@/utils/library/check/check';
import type { OpenLibrary } from '@/utils/library/opener';
import type { Job } from '@/utils/library/worker/protocol';

export const checkJob =
  (library: OpenLibrary): Job<'check'> =>
  async (input, tools) =>
    checkLibrary(await library(), input, tools);
