import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { FirefoxSystem } from '../browsers/firefox-system.ts';
import type { ExtensionBrowser } from '../browsers/types.ts';

const run = promisify(execFile);
const EVERY_MS = 150;

/** MB of memory that the processes of the extension hold: its pages, its workers and its background live there. */
const extensionMemory = (driver: ExtensionBrowser): (() => Promise<number>) =>
  driver.name === 'firefox' ? firefoxMemory(driver) : () => chromiumMemory(driver);

interface ExtensionProcess {
  readonly pid: string;
  readonly kb: number;
}

/** Puppeteer starts a browser as leader of a process group; a process that serves an extension says so in its arguments. */
async function chromiumProcesses({ browser }: ExtensionBrowser): Promise<readonly ExtensionProcess[]> {
  const group = String(browser.process()?.pid ?? '');
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,pgid=,rss=,args='], { maxBuffer: 2 ** 26 });
  return stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((found) => found?.[2] === group && found[4]?.includes('--extension-process'))
    .map((found) => ({ pid: found?.[1] ?? '', kb: Number(found?.[3]) }));
}

async function chromiumMemory(driver: ExtensionBrowser): Promise<number> {
  const kb = (await chromiumProcesses(driver)).reduce((sum, one) => sum + one.kb, 0);
  if (kb === 0) throw new Error('no process of an extension: its memory can’t be told');
  return (kb * 1024) / 1e6;
}

const TICK_MS = 10;

/** ms of work of the extension's processes so far, whatever else the machine does; NaN where it can't be told. */
export async function extensionCpuMs(driver: ExtensionBrowser): Promise<number> {
  if (driver.name === 'firefox' || process.platform !== 'linux') return Number.NaN;
  const ticks = (await chromiumProcesses(driver)).map(async ({ pid }) => {
    // The name of the program may hold spaces; what follows it doesn't.
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  });
  return (await Promise.all(ticks)).reduce((sum, one) => sum + one, 0) * TICK_MS;
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
