import * as z from 'zod/mini';
import { EMPTY_TRACK, TrackSchema } from '@/utils/incidents/track';
import { BackSchema } from '@/utils/incidents/types';
import { defineItem } from './item';

/** What was seen lately and what is open; lost with the browser session. */
export const incidentTrack = defineItem({
  area: 'session',
  key: 'incident-track',
  version: 1,
  schema: TrackSchema,
  fallback: EMPTY_TRACK,
});

export const BackWatchSchema = z.object({
  /** Epoch ms at which the user asked. */
  since: z.number(),
  tabId: z.nullable(z.number()),
  failed: z.enum(['send', 'document', 'other']),
  /** Epoch ms at which the official page last spoke of trouble with the chat. */
  officialTroubleAt: z.nullable(z.number()),
  /** Epoch ms of claude.ai's good answers to small reads, oldest first. */
  readsAt: z.array(z.number()),
  /** Claude is back, and the notification waits for the end of the quiet hours. */
  back: z.nullable(BackSchema),
});
export type BackWatch = z.infer<typeof BackWatchSchema>;

/** The user wants to be told when Claude works again. */
export const backWatch = defineItem({
  area: 'local',
  key: 'back-watch',
  version: 1,
  schema: z.nullable(BackWatchSchema),
  fallback: null,
});

/** That Claude is back, for those who look; and where the user had asked. */
export const backNotice = defineItem({
  area: 'session',
  key: 'back-notice',
  version: 1,
  schema: z.nullable(z.extend(BackSchema, { tabId: z.nullable(z.number()) })),
  fallback: null,
});
