import * as z from 'zod/mini';
import { OfficialHistorySchema } from '@/utils/incidents/official-history';
import { EMPTY_TRACK, TrackSchema } from '@/utils/incidents/track';
import { BackSchema, HourSchema, OwnIncidentSchema, TrySchema } from '@/utils/incidents/types';
import { PastIncidentSchema } from '@/utils/status/incident-history';
import { defineItem } from './item';
import { rowsOf } from './rows';

/** What was seen lately and what is open; lost with the browser session. */
export const incidentTrack = defineItem({
  area: 'session',
  key: 'incident-track',
  version: 1,
  schema: TrackSchema,
  fallback: EMPTY_TRACK,
});

const BackWatchSchema = z.object({
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
  /** Asked for in a private window. */
  isPrivate: z.optional(z.boolean()),
});
export type BackWatch = z.infer<typeof BackWatchSchema>;

const watchIn = (area: 'local' | 'session') =>
  defineItem({
    area,
    key: 'back-watch',
    version: 1,
    schema: z.nullable(BackWatchSchema),
    fallback: null,
  });
const keptWatch = watchIn('local');
/** Of a private window; gone with the browser session. */
const unwrittenWatch = watchIn('session');

/** The user wants to be told when Claude works again. Of a private window nothing is written to the disk. */
export const backWatch = {
  get: async (): Promise<BackWatch | null> => (await unwrittenWatch.get()) ?? (await keptWatch.get()),
  set: async (watch: BackWatch | null): Promise<void> => {
    const isPrivate = watch?.isPrivate === true;
    await Promise.all([
      keptWatch.set(isPrivate ? null : watch),
      unwrittenWatch.set(isPrivate ? watch : null),
    ]);
  },
};

/** That Claude is back, for those who look; and where the user had asked. */
export const backNotice = defineItem({
  area: 'session',
  key: 'back-notice',
  version: 1,
  schema: z.nullable(z.extend(BackSchema, { tabId: z.nullable(z.number()) })),
  fallback: null,
});

/** The official page's past incidents, as they were read last. */
export const officialHistory = defineItem({
  area: 'local',
  key: 'official-history',
  version: 1,
  schema: z.extend(OfficialHistorySchema, { rows: rowsOf(PastIncidentSchema) }),
  fallback: { askedAt: null, answeredAt: null, problem: null, rows: [] },
});

/** How often messages were tried and failed, by hour and model; 90 days. */
export const tryLog = defineItem({
  area: 'local',
  key: 'tries',
  version: 1,
  schema: z.object({ recent: rowsOf(TrySchema), hours: rowsOf(HourSchema) }),
  fallback: { recent: [], hours: [] },
});

/** What has gone wrong on this machine, oldest first. */
export const ownIncidents = defineItem({
  area: 'local',
  key: 'own-incidents',
  version: 1,
  schema: rowsOf(OwnIncidentSchema),
  fallback: [],
});
