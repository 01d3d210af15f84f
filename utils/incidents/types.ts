import * as z from 'zod/mini';
import { VERDICT_IDS } from '@/utils/diagnosis/severity';
import { EvidenceSchema } from '@/utils/diagnosis/types';

/** A stretch of time in which a verdict other than ok held on this machine. Holds no text of a conversation and no id of a chat. */
export const OwnIncidentSchema = z.object({
  id: z.string(),
  /** Epoch ms of the first failure; the end is null while it is open. */
  startedAt: z.number(),
  endedAt: z.nullable(z.number()),
  /** The gravest that held. */
  verdict: z.enum(VERDICT_IDS),
  model: z.nullable(z.string()),
  /** Small print, such as `529`. */
  code: z.nullable(z.string()),
  /** Failures that were seen in it. */
  failures: z.number(),
  /** Epoch ms of the latest. */
  failedAt: z.number(),
  /** Ids of the status sources that spoke of trouble meanwhile. */
  witnesses: z.array(z.string()),
  /** The lines under "Why we think so" when it was at its gravest; at most eight. */
  evidence: z.array(EvidenceSchema),
});
export type OwnIncident = z.infer<typeof OwnIncidentSchema>;
