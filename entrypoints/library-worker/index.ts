import '@/utils/jitless';
import type { UnlistedScriptDefinition } from 'wxt';
import { openLibrary } from '@/utils/library/database';
import { createLibraryOpener } from '@/utils/library/opener';
import { type ServerLike, serveJobs } from '@/utils/library/worker/server';
import { createJobs } from './jobs';

/** Runs in a dedicated worker of the extension's pages: what would hold their own thread up. No extension API is here. */
export default {
  main() {
    serveJobs(globalThis as unknown as ServerLike, createJobs(createLibraryOpener(openLibrary)));
  },
} satisfies UnlistedScriptDefinition;
