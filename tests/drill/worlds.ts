import type { Drill } from './types.ts';
import { NEWER_SCHEMA } from './worlds/newer-schema.ts';
import { OLDER_SCHEMA } from './worlds/older-schema.ts';

/** What surrounds the extension is not as it should be. */
export const WORLDS: readonly Drill[] = [OLDER_SCHEMA, NEWER_SCHEMA];
