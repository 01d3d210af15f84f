import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { FirefoxSystem } from '../browsers/firefox-system.ts';
import type { ExtensionBrowser } from '../browsers/types.ts';

const run = promisify(execFile);
const EVERY_MS = 150;

/** MB of memory that the processes of the extension hold: its pages, its workers and its background live there. */
export const extensionMemory = (driver: ExtensionBrowser): (() => Promise<number>) =>
  driver.name === 'firefox' ? firefoxMemory(driver) : () => chromiumMemory(driver);

/** Puppeteer starts a browser as leader of a process group; a process that serves an extension says so in its arguments. */
async function chromiumMemory({ browser }: ExtensionBrowser): Promise<number> {
  const group = String(browser.process()?.pid ?? '');
  const { stdout } = await run('ps', ['-A', '-o', 'pgid=,rss=,args='], { maxBuffer: 2 ** 26 });
  const kb = stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((found) => found?.[1] === group && found[3]?.includes('--extension-process'))
    .reduce((sum, found) => sum + Number(found?.[2]), 0);
  if (kb === 0) throw new Error('no process of an extension: its memory can’t be told');
  return (kb * 1024) / 1e6;
}

interface ProcessInfo {
  type: string;
  memory: number;
}
declare const ChromeUtils: { requestProcInfo(): Promise<{ children: ProcessInfo[] }> };

function firefoxMemory({ browser }: ExtensionBrowser): () => Promise<number> {
  const system = new FirefoxSystem(browser);
  /** Runs in Firefox's own window. */
  const read = async (): Promise<number> => {
    const { children } = await ChromeUtils.requestProcInfo();
    return children.filter(({ type }) => type === 'extension').reduce((sum, { memory }) => sum + memory, 0);
  };
  return async () => (await system.call(read)) / 1e6;
}

export interface Watch {
  /** MB above what it was when the watch began. */
  readonly grown: () => Promise<number>;
}

/** Follows the memory until it is asked by how much it has grown at most. */
export async function watchMemory(driver: ExtensionBrowser): Promise<Watch> {
  const read = extensionMemory(driver);
  const before = await read();
  let most = before;
  let isOver = false;
  const look = async (): Promise<void> => {
    while (!isOver) {
      most = Math.max(most, await read().catch(() => 0));
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  };
  const looking = look();
  return {
    grown: async () => {
      isOver = true;
      await looking;
      return most - before;
    },
  };
}
