import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { waitFor, within } from './poll.ts';
import { killTree } from './process-tree.ts';

const CLOSE_LIMIT_MS = 10_000;

/** The folders of one launch; `remove` leaves a profile alone that the caller brought. */
export interface LaunchFolders {
  profile: string;
  downloads: string;
  remove(): Promise<void>;
}

export async function makeFolders(userDataDir?: string): Promise<LaunchFolders> {
  const root = await mkdtemp(join(tmpdir(), 'lifeline-browser-'));
  const downloads = join(root, 'downloads');
  await mkdir(downloads);
  return {
    profile: userDataDir ?? join(root, 'profile'),
    downloads,
    // The browser's last processes may still write for a moment.
    remove: () => rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }),
  };
}

/** The browser that starts, or its error with the folders gone. */
export async function orRemove(starting: Promise<Browser>, folders: LaunchFolders): Promise<Browser> {
  try {
    return await starting;
  } catch (error) {
    await folders.remove();
    throw error;
  }
}

/** Puppeteer starts a browser as leader of a process group (not on Windows): the group is all of it. */
export async function killBrowser(browser: Browser): Promise<void> {
  const child = browser.process();
  if (!child?.pid) return;
  try {
    if (process.platform === 'win32') killTree(child.pid);
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
  await waitFor(() => child.exitCode !== null || child.signalCode !== null, {
    message: 'the browser to end',
  });
}

export async function closeBrowser(browser: Browser): Promise<void> {
  await within(browser.close(), CLOSE_LIMIT_MS, 'the browser to close').catch(() => undefined);
  await killBrowser(browser);
}
