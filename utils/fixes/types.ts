import * as z from 'zod/mini';
import type { Draft } from '@/utils/drafts/types';
import { FURTHER_BACKGROUND_VERBS } from './background-verbs';
import type { FurtherContext } from './context';
import { FURTHER_PAGE_VERBS } from './page-verbs';
import { SURFACE_VERBS } from './surface-verbs';

/** Fix ids are stored and shown in reports: never rename one without a migration. */
export const FIX_IDS = [
  'wait-and-retry',
  'restore-draft',
  'switch-model',
  'new-chat',
  'reload-tab',
  'hard-reload',
  'clear-site-cache',
  'clear-site-data',
  'refresh-session',
  'complete-challenge',
  'check-connection',
  'switch-network',
  'try-private-window',
  'try-another-browser',
  'continue-elsewhere',
  'notify-when-back',
  'contact-support',
] as const;
export type FixId = (typeof FIX_IDS)[number];

/** `safe` changes nothing, `interrupts` stops what runs in the tab, `destructive` removes data and asks first. */
export type Risk = 'safe' | 'interrupts' | 'destructive';

/** Verbs that the tab performs. */
export const PageStepSchema = z.discriminatedUnion('verb', [
  /** Counts down in sight of the user. */
  z.object({ verb: z.literal('wait'), ms: z.number(), attempt: z.number(), of: z.number() }),
  /** Presses claude.ai's own retry control, so that its idempotency key holds; only in the chat that it was planned for. */
  z.object({ verb: z.literal('press-retry'), conversationId: z.nullable(z.string()) }),
  /**
   * Puts text into the composer, to the character; only of the chat that it is for, where that is named (null: one that has no
   * id yet). `replace: false` refuses when other text is there.
   */
  z.object({
    verb: z.literal('fill-composer'),
    text: z.string(),
    replace: z.boolean(),
    conversationId: z.optional(z.nullable(z.string())),
  }),
  ...FURTHER_PAGE_VERBS,
]);
export type PageStep = z.infer<typeof PageStepSchema>;

/** What failed last: a message, the page itself, or neither. */
export const FAILED = ['send', 'document', 'other'] as const;

/** Verbs that the background performs. */
export const BackgroundStepSchema = z.discriminatedUnion('verb', [
  /** Captures the current conversation into the library; goes on when the server can't give it. */
  z.object({ verb: z.literal('save-conversation') }),
  z.object({ verb: z.literal('reload-tab') }),
  z.object({ verb: z.literal('open-chat'), path: z.string() }),
  /** The user is told when what failed works again. */
  z.object({ verb: z.literal('watch-for-back'), failed: z.enum(FAILED) }),
  /** Waits until the tab's page has reported in again. */
  z.object({ verb: z.literal('await-page'), timeoutMs: z.number() }),
  /** Ends the plan when a reply has begun; goes on when this try has failed for good. */
  z.object({ verb: z.literal('await-reply'), timeoutMs: z.number() }),
  /** Ends the plan when the page has loaded well; goes on when it failed again. */
  z.object({ verb: z.literal('await-recovery'), timeoutMs: z.number() }),
  ...FURTHER_BACKGROUND_VERBS,
]);
export type BackgroundStep = z.infer<typeof BackgroundStepSchema>;

/** Verbs that whoever shows the fix performs. */
export const SurfaceStepSchema = z.discriminatedUnion('verb', [...SURFACE_VERBS]);
export type SurfaceStep = z.infer<typeof SurfaceStepSchema>;

export const StepSchema = z.union([PageStepSchema, BackgroundStepSchema, SurfaceStepSchema]);
export type Step = z.infer<typeof StepSchema>;

/** What a plan is made from. Randomness comes in as values, so that a plan can be tested. */
export interface FixContext {
  /** What failed last: a message, the page itself, or neither. */
  readonly failed: (typeof FAILED)[number];
  /** Whether part of an answer had arrived; then nothing is ever sent again. */
  readonly outputBegan: boolean;
  readonly draft: Draft | null;
  readonly conversationId: string | null;
  /** ms that the server asked to wait; null when it did not say. */
  readonly retryAfterMs: number | null;
  /** The user is to be told already when Claude works again. */
  readonly watching?: boolean;
  /** One number in [0, 1) per try. */
  readonly jitter: readonly number[];
  /** What else is known; a plan does without what isn't. */
  readonly more?: FurtherContext;
}

/** Optional permissions: asked for at the click that needs them. */
export type Need = 'browsingData' | 'notifications';

export interface Fix {
  readonly id: FixId;
  readonly risk: Risk;
  /** Permissions without which it can't be done. */
  readonly needs?: readonly Need[];
  /** For what removes something: what goes and what stays, as word keys without their `goes_` and `stays_` prefixes. */
  readonly goes?: readonly string[];
  readonly stays?: readonly string[];
  /** Whether it can do anything in this situation. */
  readonly available: (context: FixContext) => boolean;
  readonly plan: (context: FixContext) => readonly Step[];
}

export const RUN_STATES = ['waiting', 'working', 'done', 'failed', 'cancelled'] as const;

/** A fix on its way, as the popup and the prompt show it. */
export const RunViewSchema = z.object({
  id: z.string(),
  fix: z.enum(FIX_IDS),
  state: z.enum(RUN_STATES),
  /** Epoch ms at which the countdown ends. */
  until: z.nullable(z.number()),
  attempt: z.number(),
  of: z.number(),
  /** Why it failed, as a word key without its `failure_` prefix. */
  problem: z.nullable(z.string()),
  /** What was special this time, where the words say so: `file` or `text`, or the browser. */
  how: z.optional(z.nullable(z.string())),
  /** The step that waits for whoever shows the run, and its place in the plan; null while the browser or the page is at it. */
  surface: z.nullable(z.object({ index: z.number(), step: SurfaceStepSchema })),
});
export type RunView = z.infer<typeof RunViewSchema>;
