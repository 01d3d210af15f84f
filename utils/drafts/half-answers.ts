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

/** The longer one stays for a while: the next try of the same question may break off sooner. */
const LONGER_STAYS_MS = 60 * 60_000;

/** What is older than seven days, whether or not anything is written meanwhile. */
export const freshHalves = (halves: HalfAnswers, now: number): HalfAnswers =>
  Object.fromEntries(Object.entries(halves).filter(([, { at }]) => now - at < KEPT_MS));

export function keepHalf(halves: HalfAnswers, conversationId: string, half: HalfAnswer): HalfAnswers {
  const before = halfOf(halves, conversationId);
  const isLonger = before !== null && before.text.length >= half.text.length;
  if (half.text === '' || (isLonger && half.at - before.at < LONGER_STAYS_MS)) return halves;
  const fresh = freshHalves({ ...halves, [conversationId]: half }, half.at);
  return Object.fromEntries(
    Object.entries(fresh)
      .sort(([, a], [, b]) => b.at - a.at)
      .slice(0, MOST),
  );
}

/** A whole answer came in that chat. */
export function letHalfGo(halves: HalfAnswers, conversationId: string): HalfAnswers {
  if (!Object.hasOwn(halves, conversationId)) return halves;
  const { [conversationId]: gone, ...rest } = halves;
  return rest;
}

export const halfOf = (halves: HalfAnswers, conversationId: string | null): HalfAnswer | null =>
  conversationId !== null && Object.hasOwn(halves, conversationId) ? (halves[conversationId] ?? null) : null;
