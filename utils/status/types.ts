import * as z from 'zod/mini';

export const SOURCE_IDS = ['claude-status-page'] as const;
export type SourceId = (typeof SOURCE_IDS)[number];

export type SourceState = 'ok' | 'trouble' | 'unknown';

/** What one witness said, read from one answer. */
export const ReportSchema = z.object({
  state: z.enum(['ok', 'trouble', 'unknown']),
  /** How hard the watched component is hit; `none` when it is well or when that is unknown. */
  impact: z.enum(['none', 'minor', 'major']),
  /** The witness's own words, untranslated and hostile until escaped: an incident title. */
  headline: z.nullable(z.string()),
  /** Why the answer is `unknown`: `http-405`, `not-json`, `wrong-page`, `stale`, `network`, … */
  problem: z.nullable(z.string()),
});
export type Report = z.infer<typeof ReportSchema>;

/** A report with its witness and its age. */
export const WitnessSchema = z.extend(ReportSchema, {
  id: z.enum(SOURCE_IDS),
  /** Epoch ms of the last readable answer; null when there has been none. */
  answeredAt: z.nullable(z.number()),
  /** Epoch ms of the last try, readable or not. */
  askedAt: z.nullable(z.number()),
});
export type Witness = z.infer<typeof WitnessSchema>;

/** One outside witness. */
export interface StatusSource {
  readonly id: SourceId;
  /** Addresses to ask, the next one only when the one before can't be read. */
  readonly urls: readonly string[];
  /** Page for people. */
  readonly page: string;
  /** Pure. Never throws: what can't be read is `unknown`. */
  readonly parse: (answer: Answer, now: number) => Report;
}

/** An HTTP answer as far as a witness is concerned. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}
