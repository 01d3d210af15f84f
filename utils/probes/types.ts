import * as z from 'zod/mini';

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
