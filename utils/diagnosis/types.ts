import * as z from 'zod/mini';
import { epochMs } from '@/utils/status/epoch-ms';
import { HOP_IDS, VERDICT_IDS } from './severity';

export const CONFIDENCES = ['low', 'medium', 'high'] as const;

/** Who said it: the user's own tab, the browser, or a status source by its id. */
export const EvidenceSchema = z.object({
  from: z.string(),
  /** Word key without its `evidence_` prefix, such as `send_failed`. */
  key: z.string(),
  /** Substitutions for the words, already plain text. */
  values: z.array(z.string()),
  /** Epoch ms of the observation; null when it has none. */
  at: z.nullable(epochMs),
});
export type Evidence = z.infer<typeof EvidenceSchema>;

export const VerdictSchema = z.object({
  id: z.enum(VERDICT_IDS),
  confidence: z.enum(CONFIDENCES),
  /** claude.ai is still trying by itself: shown, not yet announced by badge or prompt. */
  provisional: z.boolean(),
  evidence: z.array(EvidenceSchema),
  /** Small print for people who search for it, such as `529` or `Cloudflare 502`. */
  code: z.nullable(z.string()),
  /** The model concerned, as claude.ai names it. */
  model: z.nullable(z.string()),
  /** Epoch ms of the first observation that this verdict rests on. */
  since: z.nullable(z.number()),
  /** Epoch ms at which a usage limit ends. */
  resetsAt: z.nullable(z.number()),
  /** Why this verdict, as a word key without its `reason_` prefix: the rule that decided. */
  reason: z.string(),
  /** Waiting helps, or the user can do something; null when there is nothing to do. */
  advice: z.nullable(z.enum(['wait', 'act'])),
  /** For a failing model: the one to switch to, as claude.ai names it. */
  fallback: z.nullable(z.string()),
  /** How long such trouble usually lasts, in ms; null when it isn't Claude's. */
  usual: z.nullable(
    z.object({ median: z.number(), lower: z.number(), upper: z.number(), count: z.number() }),
  ),
  hops: z.record(z.enum(HOP_IDS), z.enum(['ok', 'bad', 'unknown', 'checking'])),
});
export type Verdict = z.infer<typeof VerdictSchema>;
