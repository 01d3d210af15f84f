import * as z from 'zod/mini';

/** What the clock has said lately, epoch ms. */
export const ClockSchema = z.object({
  /** To the hour or so. */
  at: z.number(),
  /** When it leapt ahead; null while it goes as it should. */
  leaptAt: z.nullable(z.number()),
});
export type Clock = z.infer<typeof ClockSchema>;

const HOUR_MS = 60 * 60_000;
const LEAP_MS = 48 * HOUR_MS;
const BELIEVED_MS = 24 * HOUR_MS;

/** One more look at it; the same object where there is nothing to note. */
export function looked(before: Clock | null, now: number): Clock {
  if (before === null || now < before.at) return { at: now, leaptAt: null };
  if (now - before.at > LEAP_MS) return { at: now, leaptAt: now };
  const leaptAt = before.leaptAt !== null && now - before.leaptAt < BELIEVED_MS ? before.leaptAt : null;
  return now - before.at < HOUR_MS && leaptAt === before.leaptAt ? before : { at: now, leaptAt };
}

/**
 * What is too old is let go only by a clock that can be believed: one that was set a year ahead by mistake would take everything with
 * it. After two days of rest that can't be told apart, and everything stays for a day more.
 */
export const isBelieved = ({ leaptAt }: Clock): boolean => leaptAt === null;
