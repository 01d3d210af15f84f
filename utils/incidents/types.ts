import * as z from 'zod/mini';
import { VERDICT_IDS } from '@/utils/diagnosis/severity';
import { EvidenceSchema } from '@/utils/diagnosis/types';
import type { FailureLogClass } from '@/utils/failures/types';
import { epochMs } from '@/utils/status/epoch-ms';
import type { PastIncident } from '@/utils/status/incident-history';
import type { Maintenance } from '@/utils/status/types';

/** A stretch of time in which a verdict other than ok held on this machine. Holds no text of a conversation and no id of a chat. */
export const OwnIncidentSchema = z.object({
  id: z.string(),
  /** Epoch ms of the first failure; the end is null while it is open. */
  startedAt: epochMs,
  endedAt: z.nullable(epochMs),
  /** How the end is known: something worked then, or nothing was seen of it and this is a guess. None while it is open. */
  ending: z.optional(z.enum(['seen', 'assumed'])),
  /** The gravest that held. */
  verdict: z.enum(VERDICT_IDS),
  model: z.nullable(z.string()),
  /** Small print, such as `529`. */
  code: z.nullable(z.string()),
  /** Failures that were seen in it. */
  failures: z.number(),
  /** Epoch ms of the latest. */
  failedAt: epochMs,
  /** Ids of the status sources that spoke of trouble meanwhile. */
  witnesses: z.array(z.string()),
  /** The lines under "Why we think so" when it was at its gravest; at most eight. */
  evidence: z.array(EvidenceSchema),
});
export type OwnIncident = z.infer<typeof OwnIncidentSchema>;

/** One try to get a reply. Holds no text and no id. */
export const TrySchema = z.object({
  /** Short hash: tells tries of one moment apart, and leads back to none. */
  name: z.string(),
  /** Epoch ms at which it was sent. */
  at: epochMs,
  model: z.nullable(z.string()),
  failed: z.boolean(),
});
export type Try = z.infer<typeof TrySchema>;

/** How many tries there were within an hour, with one model. */
export const HourSchema = z.object({
  /** Epoch ms of its beginning. */
  at: epochMs,
  model: z.nullable(z.string()),
  tries: z.number(),
  failed: z.number(),
});
export type Hour = z.infer<typeof HourSchema>;

/** Tries of the last hour one by one, because they may still come to another end; the older ones as counts. */
export interface TryLog {
  readonly recent: Try[];
  readonly hours: Hour[];
}

/** How far back the timeline looks: 24 hours, 7, 30 and 90 days. */
export const RANGES = ['day', 'week', 'month', 'quarter'] as const;
export type Range = (typeof RANGES)[number];

/** An hour, or a day on the user's own calendar. */
export interface Slot {
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
  /** Entries of the failure log. */
  readonly failures: number;
  readonly tries: number;
  /** Those of the tries that failed. */
  readonly failed: number;
}

export interface ModelRate {
  /** null when neither the page nor the reply named one. */
  readonly model: string | null;
  readonly tries: number;
  readonly failed: number;
}

/** What the timeline shows beside each other. The end is null while it goes on. */
export type TimelineRow = { readonly id: string; readonly from: number; readonly to: number | null } & (
  | { readonly kind: 'failures'; readonly classes: readonly FailureCount[] }
  | { readonly kind: 'own'; readonly incident: OwnIncident }
  | { readonly kind: 'official'; readonly incident: PastIncident }
  | { readonly kind: 'maintenance'; readonly maintenance: Maintenance }
);

export interface FailureCount {
  readonly class: FailureLogClass;
  readonly count: number;
}

export interface Timeline {
  readonly range: Range;
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
  readonly unit: 'hour' | 'day';
  /** Oldest first, without a gap. */
  readonly slots: readonly Slot[];
  /** The most used first. */
  readonly models: readonly ModelRate[];
  /** Newest first. */
  readonly rows: readonly TimelineRow[];
}

/** How much of the time no official incident concerned the chat. */
export interface Uptime {
  readonly share: number;
  /** Epoch ms: the page's history reaches back no further, or 90 days. */
  readonly from: number;
}

/** What the official page's history is worth now. */
export interface OfficialState {
  /** `reading` for the first time; `off`: the user doesn't want it asked. */
  readonly state: 'reading' | 'read' | 'unreadable' | 'off';
  /** Epoch ms at which what is shown was read; null for never. */
  readonly answeredAt: number | null;
  /** Epoch ms: nothing is known of the time before it. */
  readonly from: number | null;
  /** Whether it is known what work has been announced. */
  readonly isPlanKnown: boolean;
}

/** Everything that the incidents view shows. */
export interface IncidentsState {
  readonly range: Range;
  /** null until the logs have been read. */
  readonly timeline: Timeline | null;
  readonly official: OfficialState;
  /** null while nothing official is known. */
  readonly uptime: Uptime | null;
  /** Over 90 days, or since counting began; null before the first try. */
  readonly reliability: { readonly tries: number; readonly failed: number; readonly from: number } | null;
  readonly newestFirst: boolean;
  /** How the last click ended. */
  readonly news: 'csv-saved' | 'json-saved' | 'log-unreadable' | null;
}

/** What was heard of Claude's coming back. */
export const BackSchema = z.object({
  /** Epoch ms of the first thing that worked. */
  at: epochMs,
  /** `run`: so many successes in a row that it is proven. `first`: one, after nothing had. `page`: the official page's word. */
  by: z.enum(['run', 'first', 'page']),
});
export type Back = z.infer<typeof BackSchema>;
