/** Apart from the others: the page that reads these needs none of the schemas that those stand on. */
import * as z from 'zod/mini';
import { BrokenDetectorSchema, MissingHookSchema, SeenBuildSchema } from '@/utils/failures/types';
import { defineItem } from './item';

/** Once for each hook and build; see utils/failures/oddities. */
export const missingHooks = defineItem({
  area: 'local',
  key: 'missing-hooks',
  version: 1,
  schema: z.array(MissingHookSchema),
  fallback: [],
});

/** Once for each detector and version of the extension; see utils/failures/oddities. */
export const brokenDetectors = defineItem({
  area: 'local',
  key: 'broken-detectors',
  version: 1,
  schema: z.array(BrokenDetectorSchema),
  fallback: [],
});

/** The build of the page that was seen last; null before any. */
export const seenBuild = defineItem({
  area: 'local',
  key: 'seen-build',
  version: 1,
  schema: z.nullable(SeenBuildSchema),
  fallback: null,
});

/** When the user cleared the log, epoch ms; null when never. What is older is not written again. */
export const logClearedAt = defineItem({
  area: 'local',
  key: 'log-cleared-at',
  version: 1,
  schema: z.nullable(z.number()),
  fallback: null,
});
