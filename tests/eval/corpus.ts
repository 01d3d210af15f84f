import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Surface } from './types.ts';

const FOLDER = fileURLToPath(new URL('../fixtures/surfaces/', import.meta.url));

/** All surfaces: one file per class, each an array. */
export const surfaces: readonly Surface[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(`${FOLDER}${name}`, 'utf8')) as Surface[]);
