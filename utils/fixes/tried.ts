/** What has been tried for the trouble of one tab, and what that leaves. Plain JSON. */
import * as z from 'zod/mini';
import { VERDICT_IDS } from '@/utils/diagnosis/severity';
import type { Playbook } from './playbook';
import { FIX_IDS, type FixId } from './types';

/** `stuck`: it could not be done. `no-use`: it was done, and the next request failed too. */
export const OUTCOMES = ['helped', 'no-use', 'stuck', 'cancelled', 'skipped'] as const;

export const TriedSchema = z.object({
  fix: z.enum(FIX_IDS),
  /** What the trouble was called then. */
  verdict: z.enum(VERDICT_IDS),
  /** Epoch ms at which it ended. */
  at: z.number(),
  outcome: z.enum(OUTCOMES),
  /** Word key without its `failure_` prefix. */
  problem: z.nullable(z.string().check(z.maxLength(60))),
});
export type Tried = z.infer<typeof TriedSchema>;

type Book = Pick<Playbook, 'verdict' | 'tried'>;

/** What is left to try, the recommended one first. A fix that was cancelled, or that was for another verdict, may come again. */
export function nextFixes({ verdict, tried }: Book, fixes: readonly FixId[]): FixId[] {
  const spent = tried.filter(
    (one) => one.verdict === verdict && one.outcome !== 'cancelled' && one.outcome !== 'helped',
  );
  return fixes.filter((id) => !spent.some(({ fix }) => fix === id));
}

/** What is left first, then what has been tried already: it may still be wanted once more. */
export function inOrder(book: Book | null, fixes: readonly FixId[]): FixId[] {
  if (book === null) return [...fixes];
  const next = nextFixes(book, fixes);
  return [...next, ...fixes.filter((id) => !next.includes(id))];
}

/** Fixes that were done and didn't help: what a report is for. */
export const triedInVain = ({ tried }: Pick<Book, 'tried'>): FixId[] => [
  ...new Set(
    tried.filter(({ outcome }) => outcome === 'no-use' || outcome === 'stuck').map(({ fix }) => fix),
  ),
];
