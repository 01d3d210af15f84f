import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Bar } from '../types.ts';
import type { Before } from './known.ts';

export interface Miss {
  readonly bar: Bar;
  readonly what: string;
}

/** What is known of a flow after a run, for one that goes on with it. */
export interface Memory extends Before {
  readonly misses: readonly Miss[];
  readonly seconds: number;
}

const NOTHING: Memory = { places: [], done: [], missed: [], misses: [], seconds: 0 };

export interface MemoryFile {
  readonly read: () => Promise<Memory>;
  readonly write: (memory: Memory) => Promise<void>;
}

/** Beside the build; in another build of the background the places are others. */
export async function memoryOf(build: string, flow: string, isContinued: boolean): Promise<MemoryFile> {
  const script = await readFile(join(build, 'background.js'));
  const hash = createHash('sha256').update(script).digest('hex');
  const file = join(`${build}-drill`, `${flow}.json`);
  return {
    read: async () => {
      if (!isContinued) return NOTHING;
      const text = await readFile(file, 'utf8').catch(() => '{}');
      const { of, ...memory } = JSON.parse(text) as Memory & { of?: string };
      return of === hash ? memory : NOTHING;
    },
    write: async (memory) => {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, JSON.stringify({ of: hash, ...memory }));
    },
  };
}
