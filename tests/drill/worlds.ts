import type { Drill } from './types.ts';
import { CLOCK } from './worlds/clock.ts';
import { CORRUPT } from './worlds/corrupt.ts';
import { DISK_AT_ZERO, FULL } from './worlds/full.ts';
import { NEWER_SCHEMA } from './worlds/newer-schema.ts';
import { OLDER_SCHEMA } from './worlds/older-schema.ts';
import { TWO_BROWSERS } from './worlds/two-browsers.ts';
import { WITNESSES } from './worlds/witnesses.ts';

/** What surrounds the extension is not as it should be. */
export const WORLDS: readonly Drill[] = [
  FULL,
  DISK_AT_ZERO,
  CORRUPT,
  OLDER_SCHEMA,
  NEWER_SCHEMA,
  WITNESSES,
  TWO_BROWSERS,
  CLOCK,
];
