import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { waitForDownload } from '../browsers/page.ts';
import type { ExtensionBrowser } from '../browsers/types.ts';
import type { RequestLogEntry, Stage } from '../stage/types.ts';
import { goTo, type LibraryTab, untilKept } from './library-page.ts';
import { longestTask } from './long-tasks.ts';
import { extensionCpuMs, watchMemory } from './process-memory.ts';

export interface BackupRun {
  /** ms from the opening of the page to the last chat in the library, and to the whole ZIP in the downloads folder. */
  readonly capturedMs: number;
  readonly totalMs: number;
  /** ms of work of the extension's processes in these times; NaN where it can't be told. */
  readonly capturedCpuMs: number;
  readonly totalCpuMs: number;
  /** MB by which the extension's processes have grown at most. */
  readonly grownMb: number;
  /** ms; of the library's page, while the ZIP was made. */
  readonly longestTaskMs: number;
  /** Conversations that were asked for. */
  readonly requests: number;
  readonly zip: Zip;
}

interface Zip {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface BackupOptions {
  readonly chats: number;
  /** ms between an answer and the next request; 0: politeness off. */
  readonly pauseMs: number;
  readonly timeoutMs: number;
}

const ZIP = /^lifeline-backup-.*\.zip$/;

/** One conversation as a backup asks for it. */
export const isTree = ({ method, path, query }: RequestLogEntry): boolean =>
  method === 'GET' && /\/chat_conversations\/[^/]+$/.test(path) && query.includes('render_all_tools=true');

/** "Back up all" in a library page that stands open, until its ZIP is there. */
export async function oneBackup(
  driver: ExtensionBrowser,
  tab: LibraryTab,
  stage: Stage,
  { chats, pauseMs, timeoutMs }: BackupOptions,
): Promise<BackupRun> {
  await emptyDownloads(driver);
  const asked = stage.log.length;
  const memory = await watchMemory(driver);
  const cpu = await extensionCpuMs(driver);
  const start = Date.now();
  await goTo(driver, tab, `library.html?pause=${pauseMs}#back-up-all`);
  await untilKept(driver, chats, timeoutMs);
  const captured = Date.now();
  const capturedCpuMs = (await extensionCpuMs(driver)) - cpu;
  const path = await waitForDownload(driver.downloadsDir, ZIP, { timeoutMs });
  const end = Date.now();
  return {
    capturedMs: captured - start,
    totalMs: end - start,
    capturedCpuMs,
    totalCpuMs: (await extensionCpuMs(driver)) - cpu,
    grownMb: await memory.grown(),
    longestTaskMs: await longestTask(tab.page, captured, end),
    requests: stage.log.slice(asked).filter(isTree).length,
    zip: await zipFacts(path),
  };
}

export async function emptyDownloads({ downloadsDir }: ExtensionBrowser): Promise<void> {
  for (const name of await readdir(downloadsDir)) await rm(join(downloadsDir, name), { recursive: true });
}

async function zipFacts(path: string): Promise<Zip> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) hash.update(part as Buffer);
  return { path, bytes: (await stat(path)).size, sha256: hash.digest('hex') };
}
