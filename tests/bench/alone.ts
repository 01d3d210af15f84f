import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FLAGS, isBranded, stageFlags } from '../browsers/chromium.ts';
import { findBrowser } from '../browsers/find.ts';
import { waitFor } from '../browsers/poll.ts';
import { killTree } from '../browsers/process-tree.ts';
import type { Stage } from '../stage/types.ts';

/** What can be known of a browser from outside. */
export interface Alone {
  /** Whether the extension's worker runs. */
  readonly runs: () => Promise<boolean>;
  /** Opens the one and closes the pages that show the other. */
  readonly swap: (from: string, to: string) => Promise<void>;
}

interface Target {
  readonly id: string;
  readonly type: string;
  readonly url: string;
}

/**
 * Chromium keeps a service worker awake that a debugger is attached to, so this one runs by itself and is only asked for its list.
 * undefined where the browser takes no extension this way.
 */
export async function chromiumAlone<T>(
  path: string,
  stage: Stage,
  url: string,
  watch: (alone: Alone) => Promise<T>,
): Promise<T | undefined> {
  const executable = await findBrowser('chromium');
  if (isBranded(executable)) return undefined;
  const profile = await mkdtemp(join(tmpdir(), 'lifeline-alone-'));
  const flags = [
    ...FLAGS,
    ...stageFlags(stage),
    '--headless=new',
    '--no-first-run',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    `--load-extension=${path}`,
    `--disable-extensions-except=${path}`,
  ];
  const { pid } = spawn(executable, [...flags, url], { stdio: 'ignore' });
  try {
    const port = await waitFor(
      async () => (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n')[0],
      { message: 'Chromium to start' },
    );
    const alone = seenAt(`http://127.0.0.1:${port}/json`);
    await waitFor(alone.runs, { message: 'the background to run' });
    return await watch(alone);
  } finally {
    if (pid) killTree(pid);
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function seenAt(tools: string): Alone {
  const targets = async (): Promise<Target[]> => (await (await fetch(`${tools}/list`)).json()) as Target[];
  const isOurs = ({ type, url }: Target): boolean =>
    type === 'service_worker' && url.startsWith('chrome-extension:');
  return {
    runs: async () => (await targets()).some(isOurs),
    swap: async (from, to) => {
      await fetch(`${tools}/new?${encodeURI(to)}`, { method: 'PUT' });
      for (const { id, type, url } of await targets())
        if (type === 'page' && url.startsWith(from)) await fetch(`${tools}/close/${id}`);
    },
  };
}
