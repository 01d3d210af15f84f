import * as z from 'zod/mini';
import { OfficialHistorySchema } from '@/utils/incidents/official-history';
import { HourSchema, OwnIncidentSchema, TrySchema } from '@/utils/incidents/types';
import { ProbeResultSchema } from '@/utils/probes/types';
import { DEFAULT_SETTINGS, SettingsSchema } from '@/utils/settings/types';
import { PastIncidentSchema } from '@/utils/status/incident-history';
import { SurgeStateSchema } from '@/utils/status/surge';
import { defineItem } from './item';
import { entriesOf, rowsOf } from './rows';

export const settings = defineItem({
  area: 'local',
  key: 'settings',
  version: 1,
  schema: SettingsSchema,
  fallback: DEFAULT_SETTINGS,
});

/** Keyed by the id of a community source: it learns for weeks what is usual. */
export const surges = defineItem({
  area: 'local',
  key: 'surges',
  version: 1,
  schema: entriesOf(SurgeStateSchema),
  fallback: {},
});

/** Epoch ms since when there has been trouble about which the witnesses can tell more. */
export const troubleSince = defineItem({
  area: 'session',
  key: 'trouble-since',
  version: 1,
  schema: z.nullable(z.number()),
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

/** Keyed by tab id; lost with the browser session. */
export const probeResults = defineItem({
  area: 'session',
  key: 'probes',
  version: 1,
  schema: entriesOf(rowsOf(ProbeResultSchema)),
  fallback: {},
});
