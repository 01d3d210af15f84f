import * as z from 'zod/mini';
import { TAB_SAID } from '@/utils/claude/session-check';

/** Links of the chain that can be checked by a request; `you` is the browser's own word. */
export const PROBE_IDS = ['internet', 'edge', 'claude', 'session', 'chat'] as const;
export type ProbeId = (typeof PROBE_IDS)[number];

/** What Cloudflare's `/cdn-cgi/trace` tells of the way to it. The address of the user is left out. */
export const TraceSchema = z.object({
  /** Airport code of Cloudflare's data centre, such as `FRA`. */
  colo: z.nullable(z.string()),
  /** Country that Cloudflare sees the user in, such as `DE`. */
  country: z.nullable(z.string()),
  ip: z.nullable(z.enum(['v4', 'v6'])),
  /** Cloudflare's own VPN, and a company's Cloudflare gateway. */
  warp: z.boolean(),
  gateway: z.boolean(),
});
export type Trace = z.infer<typeof TraceSchema>;

export const ProbeResultSchema = z.object({
  id: z.enum(PROBE_IDS),
  state: z.enum(['ok', 'bad', 'unknown', 'checking']),
  /** Why it isn't ok, as a word key without its `probe_` prefix: `dns`, `timeout`, `portal`, `http`, `challenge`, `signed_out`, … */
  cause: z.nullable(z.string()),
  /** HTTP status, where there was one. */
  status: z.nullable(z.number()),
  /** Epoch ms at which it ended. */
  at: z.number(),
  /** null when it was known without a request of its own. */
  tookMs: z.nullable(z.number()),
  /** Only of the edge. */
  trace: z.optional(TraceSchema),
});
export type ProbeResult = z.infer<typeof ProbeResultSchema>;

/** One request of the background's: a GET without cookies, and without a word of where it comes from. */
export interface ProbeRequest {
  readonly method: 'GET';
  readonly url: string;
  /** `opaque`: only whether somebody answers; the browser keeps what they say from us. */
  readonly how: 'readable' | 'opaque';
}

/** What such a request came to. */
export type Answer =
  /** No connection, or (`silent`) nothing within the time. */
  | { readonly kind: 'none'; readonly silent: boolean; readonly tookMs: number }
  | { readonly kind: 'opaque'; readonly tookMs: number }
  | {
      readonly kind: 'readable';
      /** 0 for an answer that sends elsewhere. */
      readonly status: number;
      /** Its beginning. */
      readonly body: string;
      /** The connection broke off in the middle of the body. */
      readonly cut: boolean;
      /** Header `cf-mitigated: challenge`. */
      readonly challenged: boolean;
      /** It bears Cloudflare's name. */
      readonly cloudflare: boolean;
      readonly tookMs: number;
    };

/** What the tab's own call to claude.ai came to: its gist, without the body. */
export const TabAnswerSchema = z.object({
  says: z.enum(TAB_SAID),
  /** null when nothing came. */
  status: z.nullable(z.number()),
  tookMs: z.number(),
});
export type TabAnswer = z.infer<typeof TabAnswerSchema>;

/** All that one look at the chain has brought; what was not asked is undefined. */
export interface Answers {
  readonly trace?: Answer | undefined;
  /** A neutral site by its name, and one by its address. */
  readonly name?: Answer | undefined;
  readonly address?: Answer | undefined;
  /** Whether hosts besides claude.ai may be asked. */
  readonly checkInternet: boolean;
  /** An outside witness answered just now, which takes a name and the internet. */
  readonly witnessAnswered: boolean;
  /** Epoch ms at which the tab itself last saw a link work, within the last minute and with nothing failed since. */
  readonly seen: Partial<Record<ProbeId, number>>;
  /** Results of the last minute that still hold. */
  readonly held: readonly ProbeResult[];
  /** `gone`: nobody there answers, as on the browser's own error page. */
  readonly tab: 'answered' | 'gone' | 'not-asked';
  readonly organizations?: TabAnswer | null | undefined;
  /** null: the tab shows a new chat, which nothing can be asked of. */
  readonly chat?: TabAnswer | null | undefined;
}

/** One link's check: what it asks, and how the answers read. */
export interface Probe {
  readonly id: ProbeId;
  /** What the background asks. */
  readonly requests: readonly ProbeRequest[];
  /** What the tab asks, with its own cookies. */
  readonly fromTab: readonly TabQuestion[];
  /** Pure. Never throws. */
  readonly read: (answers: Answers, now: number) => ProbeResult;
}

/** There are no others: the background can't have the tab ask anything else. */
export const TAB_QUESTIONS = ['organizations', 'chat'] as const;
export type TabQuestion = (typeof TAB_QUESTIONS)[number];
