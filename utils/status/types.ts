import * as z from 'zod/mini';
import { SURFACES } from '@/utils/claude/surfaces';
import type { Result } from '@/utils/result';
import { epochMs } from './epoch-ms';

export const SOURCE_IDS = [
  'claude-status-page',
  'hacker-news',
  'github-issues',
  'reddit',
  'mastodon',
] as const;
export type SourceId = (typeof SOURCE_IDS)[number];

/** Names as `modelName` gives them; `many` when the page says "multiple models", or names some "and other models". */
const ModelsSchema = z.union([z.array(z.string()), z.literal('many')]);

/** An incident that is still open. */
export const OpenIncidentSchema = z.object({
  id: z.string(),
  /** Anthropic's own words, untranslated and hostile until escaped. */
  title: z.string(),
  /** null when the page says something else. */
  impact: z.nullable(z.enum(['none', 'minor', 'major', 'critical'])),
  /** Epoch ms. */
  startedAt: epochMs,
  updatedAt: epochMs,
  models: ModelsSchema,
  surfaces: z.array(z.enum(SURFACES)),
  /** Whether the chat on claude.ai is hit: by its component's change, else by the surface that the title names. */
  concernsChat: z.enum(['yes', 'no', 'unclear']),
});
export type OpenIncident = z.infer<typeof OpenIncidentSchema>;

/** Announced work on Claude: the one in progress, else the next one. */
export const MaintenanceSchema = z.object({
  title: z.string(),
  running: z.boolean(),
  /** Epoch ms; the end is null when none is given. */
  startsAt: epochMs,
  endsAt: z.nullable(epochMs),
  concernsChat: z.enum(['yes', 'no', 'unclear']),
});
export type Maintenance = z.infer<typeof MaintenanceSchema>;

/** What the official page says beyond its state. */
export const OfficialSchema = z.object({
  /** Those that concern the chat first; at most ten. */
  incidents: z.array(OpenIncidentSchema),
  maintenance: z.nullable(MaintenanceSchema),
  /** The status word of each component that is known, such as `partial_outage`. */
  components: z.record(z.string(), z.string()),
  /** Models that the open incidents name; those that surely don't concern the chat left out. */
  models: ModelsSchema,
});
export type Official = z.infer<typeof OfficialSchema>;

/** What one witness said, read from one answer. */
export const ReportSchema = z.object({
  state: z.enum(['ok', 'trouble', 'unknown']),
  /** How hard the watched component is hit; `none` when it is well or when that is unknown. */
  impact: z.enum(['none', 'minor', 'major']),
  /** The witness's own words, untranslated and hostile until escaped: an incident title. */
  headline: z.nullable(z.string()),
  /** Why the answer is `unknown`: `http-405`, `not-json`, `wrong-page`, `stale`, `network`, … */
  problem: z.nullable(z.string()),
  /** Only from the official page, and only when it could be read. */
  official: z.optional(OfficialSchema),
});
export type Report = z.infer<typeof ReportSchema>;

/** Five minutes of one community source, for a sparkline. */
export const BucketSchema = z.object({
  /** Epoch ms of its beginning. */
  at: z.number(),
  /** Posts that said that Claude fails; null when nobody looked. */
  count: z.nullable(z.number()),
  /** Up to here is usual for this hour of the week. */
  usual: z.number(),
});

/** How far the complaints of one community source are above what is usual there. */
export const SurgeSchema = z.object({
  score: z.number(),
  /** From here on it is trouble. */
  threshold: z.number(),
  /** Oldest first. */
  buckets: z.array(BucketSchema),
});
export type Surge = z.infer<typeof SurgeSchema>;

/** A report with its witness and its age. */
export const WitnessSchema = z.extend(ReportSchema, {
  id: z.enum(SOURCE_IDS),
  /** Epoch ms of the last readable answer; null when there has been none. */
  answeredAt: z.nullable(epochMs),
  /** Epoch ms of the last try, readable or not. */
  askedAt: z.nullable(epochMs),
  /** Which of its addresses answered last: the first one to ask next time. */
  address: z.optional(z.number()),
  /** Only of a community source. */
  surge: z.optional(SurgeSchema),
});
export type Witness = z.infer<typeof WitnessSchema>;

/** A post that says that Claude fails. Nothing of it is kept but this. */
export interface Post {
  /** Short hash of its id, to count it once; too short to find it again. */
  readonly key: string;
  /** Epoch ms. */
  readonly at: number;
}

/** What one answer of a community source tells. */
export interface Sighting {
  readonly posts: readonly Post[];
  /** Epoch ms: from here to now the answer left out nothing. */
  readonly from: number;
}

/** One outside witness. */
interface Source {
  readonly id: SourceId;
  /** Page for people. */
  readonly page: string;
  /** Host permission without which it can't be asked; none when it answers everybody. */
  readonly permission?: string;
  /** ms between two questions while there is trouble; see schedule.ts for the rest. */
  readonly everyMs: number;
  /** What it is asked to answer with; JSON where nothing is said. */
  readonly accept?: string;
}

export interface OfficialSource extends Source {
  readonly kind: 'official';
  /** Addresses to ask, the next one only when the one before can't be read. */
  readonly urls: readonly string[];
  /** Pure. Never throws: what can't be read is `unknown`. */
  readonly parse: (answer: Answer, now: number) => Report;
}

export interface CommunitySource extends Source {
  readonly kind: 'community';
  readonly urls: (now: number) => readonly string[];
  /** Complaints per hour while all is well, until this machine has seen enough of its own. Assumed. */
  readonly quietPerHour: number;
  /** Pure. Never throws: what can't be read is a problem, never "no complaints". */
  readonly parse: (answer: Answer, now: number) => Result<Sighting>;
}

export type StatusSource = OfficialSource | CommunitySource;

/** An HTTP answer as far as a witness is concerned. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}
