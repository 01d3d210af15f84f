import * as z from 'zod/mini';

/** What had arrived of an answer when it broke off or fell silent. */
export const HalfAnswerSchema = z.object({
  /** Markdown, as read from the page. */
  text: z.string(),
  /** Epoch ms. */
  at: z.number(),
});
export type HalfAnswer = z.infer<typeof HalfAnswerSchema>;

/** By conversation uuid. */
export type HalfAnswers = Readonly<Record<string, HalfAnswer>>;

const KEPT_MS = 7 * 24 * 60 * 60_000;
const MOST = 20;

/** Of one answer, the longer copy stays: what comes later may be a page that has been loaded anew. */
export function keepHalf(halves: HalfAnswers, conversationId: string, half: HalfAnswer): HalfAnswers {
  const before = Object.hasOwn(halves, conversationId) ? halves[conversationId] : undefined;
  if (half.text === '' || (before?.text.startsWith(half.text) ?? false)) return halves;
  const fresh = Object.entries({ ...halves, [conversationId]: half }).filter(
    ([, { at }]) => half.at - at < KEPT_MS,
  );
  return Object.fromEntries(fresh.sort(([, a], [, b]) => b.at - a.at).slice(0, MOST));
}

/** A whole answer came in that chat. */
export function letHalfGo(halves: HalfAnswers, conversationId: string): HalfAnswers {
  if (!Object.hasOwn(halves, conversationId)) return halves;
  const { [conversationId]: gone, ...rest } = halves;
  return rest;
}

export const halfOf = (halves: HalfAnswers, conversationId: string | null): HalfAnswer | null =>
  conversationId !== null && Object.hasOwn(halves, conversationId) ? (halves[conversationId] ?? null) : null;
