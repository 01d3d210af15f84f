import type { Drill } from './types.ts';
import { CORRUPT } from './worlds/corrupt.ts';
import { NEWER_SCHEMA } from './worlds/newer-schema.ts';
import { OLDER_SCHEMA } from './worlds/older-schema.ts';
import { WITNESSES } from './worlds/witnesses.ts';

/** What surrounds the extension is not as it should be. */
export const WORLDS: readonly Drill[] = [CORRUPT, OLDER_SCHEMA, NEWER_SCHEMA, WITNESSES];
