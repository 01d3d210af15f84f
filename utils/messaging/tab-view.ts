import * as z from 'zod/mini';
import { VerdictSchema } from '@/utils/diagnosis/types';
import { BookViewSchema } from '@/utils/fixes/playbook';
import { FIX_IDS, RunViewSchema } from '@/utils/fixes/types';
import { BackSchema } from '@/utils/incidents/types';
import { SnapshotSchema } from '@/utils/library/types';
import { ProbeResultSchema } from '@/utils/probes/types';
import { WitnessSchema } from '@/utils/status/types';

/** claude.ai's own retry, which Lifeline waits for and never doubles. */
const PageRetrySchema = z.object({
  attempt: z.number(),
  /** null when the page doesn't say. */
  of: z.nullable(z.number()),
});

/** Everything that the popup and the prompt show about one tab. */
export const TabViewSchema = z.object({
  /** null when there is no tab of claude.ai. */
  tabId: z.nullable(z.number()),
  verdict: VerdictSchema,
  witnesses: z.array(WitnessSchema),
  /** What was checked of the chain, and when. */
  probes: z.array(ProbeResultSchema),
  /** In the recommended order; empty when there is nothing to do. */
  fixes: z.array(z.enum(FIX_IDS)),
  run: z.nullable(RunViewSchema),
  /** What was tried for this trouble, and where the user is in it; null while there is none. */
  playbook: z.optional(z.nullable(BookViewSchema)),
  /** What failed last: a message, the page itself, or neither; the same fix does another thing for each. */
  failed: z.enum(['send', 'document', 'other']),
  pageRetry: z.nullable(PageRetrySchema),
  /** The unanswered text that is kept for this tab. */
  draft: z.nullable(z.object({ state: z.enum(['typing', 'sent']) })),
  /** Part of an answer that broke off is kept. Epoch ms at which it arrived. */
  halfAnswer: z.nullable(z.object({ at: z.number() })),
  conversationId: z.nullable(z.string()),
  /** Latest stored version of the chat in the tab. */
  backup: z.nullable(SnapshotSchema),
  /** The user is told when Claude works again. */
  watching: z.boolean(),
  /** Claude is back, for a user who asked to be told; for half an hour, or until something fails again. */
  back: z.optional(z.nullable(BackSchema)),
  /** The user closed the prompt for this trouble. */
  dismissed: z.boolean(),
});
export type TabView = z.infer<typeof TabViewSchema>;
