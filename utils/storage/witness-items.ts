import * as z from 'zod/mini';
import { ProbeResultSchema } from '@/utils/probes/types';
import { SurgeStateSchema } from '@/utils/status/surge';
import { defineItem } from './item';
import { entriesOf, rowsOf } from './rows';

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

/** Keyed by tab id; lost with the browser session. */
export const probeResults = defineItem({
  area: 'session',
  key: 'probes',
  version: 1,
  schema: entriesOf(rowsOf(ProbeResultSchema)),
  fallback: {},
});
