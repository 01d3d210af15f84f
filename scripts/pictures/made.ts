/** What the pictures show, made from the sources: they name each other as the build does. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import type * as Past from './past.ts';
import type * as Views from './views.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const load = async <T>(file: string): Promise<T> =>
  (
    await runnerImport<T>(join(ROOT, 'scripts', 'pictures', file), {
      root: ROOT,
      logLevel: 'error',
      resolve: { alias: { '@': ROOT } },
    })
  ).module;

export type Made = typeof Views & typeof Past;

export const made = async (): Promise<Made> => ({
  ...(await load<typeof Views>('views.ts')),
  ...(await load<typeof Past>('past.ts')),
});
