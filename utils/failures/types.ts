import * as z from 'zod/mini';
import { epochMs } from '@/utils/status/epoch-ms';

/** What a logged failure is: the classes of an answer, and what no answer tells. */
export const FAILURE_CLASSES = [
  'overloaded',
  'server',
  'gateway',
  'network',
  'cut',
  'frozen',
  'limit',
  'length',
  'signed-out',
  'challenge',
  'content',
  'model',
  'hung',
  'broken-app',
  'other',
] as const;

/** Kinds of requests; then what isn't one: the document, the app in it, the tab, and what only the page's own words tell. */
export const PLACES = [
  'send',
  'action',
  'timeline',
  'conversation',
  'list',
  'session',
  'other',
  'document',
  'app',
  'tab',
  'notice',
] as const;

const code = z.nullable(z.string().check(z.maxLength(100)));
const ms = z.nullable(z.number());

/** What claude.ai's page itself did about a failure, as far as it is known. */
const DeedsSchema = z.object({
  /** How often it was tried again. */
  retries: z.number(),
  said: z.enum(['nothing', 'toast', 'banner', 'banner-with-retry']),
  end: z.enum(['none', 'recovered', 'gave-up', 'reloaded']),
});
export type Deeds = z.infer<typeof DeedsSchema>;

/** One failed thing. Holds no text of a conversation, and no id of a chat, an account or an organisation. */
export const FailureSchema = z.object({
  version: z.literal(1),
  /** With `at` the name of the failed thing: seen again, it is the same entry. */
  key: z.string().check(z.maxLength(80)),
  /** Epoch ms. */
  at: epochMs,
  class: z.enum(FAILURE_CLASSES),
  where: z.enum(PLACES),
  protocol: z.nullable(z.enum(['legacy', 'merged'])),
  /** HTTP status. */
  status: z.nullable(z.number()),
  /** claude.ai's `error.type`, the browser's name of the error, the kind of document, or the state of the app. */
  errorType: code,
  /** claude.ai's `error_code`; for Cloudflare's error page the hop that it blames. */
  errorCode: code,
  requestId: code,
  /** Cloudflare's Ray ID. */
  ray: code,
  /** As the stream names it, else as the page does. */
  model: code,
  /** The page's build. */
  buildId: code,
  /** From the request to the answer's head, or to the failure. */
  latencyMs: ms,
  /** For `frozen` and `hung`: how long nothing came. */
  silentMs: ms,
  page: DeedsSchema,
});
export type Failure = z.infer<typeof FailureSchema>;
export type FailureLogClass = Failure['class'];

/** A hook into claude.ai's page that was not found; for the diagnostics view. */
export const MissingHookSchema = z.object({
  /** Key in SELECTORS. */
  hook: z.string(),
  /** The page's build; null when it doesn't say. */
  buildId: z.nullable(z.string()),
  /** Epoch ms. */
  firstSeen: z.number(),
});
export type MissingHook = z.infer<typeof MissingHookSchema>;

/** A detector that threw; for the diagnostics view. */
export const BrokenDetectorSchema = z.object({
  detector: z.string(),
  /** Of the extension. */
  version: z.string(),
  /** Epoch ms. */
  firstSeen: z.number(),
});
export type BrokenDetector = z.infer<typeof BrokenDetectorSchema>;

/** The build of claude.ai's page that was seen last. */
export const SeenBuildSchema = z.object({
  buildId: z.string(),
  /** Epoch ms. */
  at: z.number(),
});
export type SeenBuild = z.infer<typeof SeenBuildSchema>;

/** How often something of a class has failed. */
export interface Tally {
  readonly class: FailureLogClass;
  readonly day: number;
  readonly week: number;
}

/** Everything that the diagnostics view shows. */
export interface DiagnosticsState {
  /** Newest first; null until the log has been read. */
  readonly failures: readonly Failure[] | null;
  /** How many of them are shown. */
  readonly shown: number;
  readonly tallies: readonly Tally[];
  readonly hooks: readonly MissingHook[];
  readonly detectors: readonly BrokenDetector[];
  /** Of the page that was seen last; null when none was. */
  readonly buildId: string | null;
  readonly extensionVersion: string;
  /** How the last click ended. */
  readonly news: 'log-saved' | 'log-cleared' | 'log-unreadable' | null;
}
