import * as z from 'zod/mini';
import { type Clock, ClockSchema } from '@/utils/drafts/clock';
import { HalfAnswerSchema } from '@/utils/drafts/half-answers';
import { DraftSchema } from '@/utils/drafts/types';
import { FIX_IDS, RUN_STATES, StepSchema } from '@/utils/fixes/types';
import { SignalSchema } from '@/utils/signals/registry';
import { WitnessSchema } from '@/utils/status/types';
import { defineItem } from './item';
import { defineKept } from './kept-item';
import { entriesOf, rowsOf } from './rows';

/** What is known of one tab; lost with the browser session. */
const TabRecordSchema = z.object({
  signals: z.array(SignalSchema),
  /** Epoch ms at which the user closed the prompt. */
  dismissed: z.nullable(z.number()),
  /** null when the tab hasn't said. */
  composerIsEmpty: z.nullable(z.boolean()),
});
export type TabRecord = z.infer<typeof TabRecordSchema>;

/** A fix on its way; outlives the worker. */
const RunSchema = z.object({
  id: z.string(),
  tabId: z.number(),
  fix: z.enum(FIX_IDS),
  steps: z.array(StepSchema),
  index: z.number(),
  state: z.enum(RUN_STATES),
  /** Epoch ms at which the first step began. */
  startedAt: z.optional(z.number()),
  /** Epoch ms at which the present step began. */
  stepAt: z.number(),
  until: z.nullable(z.number()),
  problem: z.nullable(z.string()),
  /** Name of the page that came when one was awaited. */
  page: z.optional(z.string()),
});
export type Run = z.infer<typeof RunSchema>;

export const tabRecords = defineItem({
  area: 'session',
  key: 'tabs',
  version: 1,
  schema: z.record(z.string(), TabRecordSchema),
  fallback: {},
});

/** Whether the tabs that were open before this version have got its scripts; an update or a reload empties the area. */
export const openTabsTaken = defineItem({
  area: 'session',
  key: 'open-tabs-taken',
  version: 1,
  schema: z.boolean(),
  fallback: false,
});

/** Whether the page for the first run has been opened: once for each installation. */
export const welcomed = defineItem({
  area: 'local',
  key: 'welcomed',
  version: 1,
  schema: z.boolean(),
  fallback: false,
});

export const runs = defineItem({
  area: 'session',
  key: 'runs',
  version: 1,
  schema: rowsOf(RunSchema),
  fallback: [],
});

export const witnesses = defineItem({
  area: 'session',
  key: 'witnesses',
  version: 1,
  schema: rowsOf(WitnessSchema),
  fallback: [],
});

/** What belongs where: see utils/drafts/shelf. */
export const drafts = defineKept({
  area: 'local',
  key: 'drafts',
  version: 1,
  schema: entriesOf(DraftSchema),
  fallback: {},
});

/** See utils/drafts/clock. */
export const draftClock = defineItem<Clock | null>({
  area: 'local',
  key: 'draft-clock',
  version: 1,
  schema: z.nullable(ClockSchema),
  fallback: null,
});

/** Keyed by conversation uuid; see utils/drafts/half-answers. */
export const halfAnswers = defineKept({
  area: 'local',
  key: 'half-answers',
  version: 1,
  schema: entriesOf(HalfAnswerSchema),
  fallback: {},
});
