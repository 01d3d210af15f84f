/**
 * One fix at a time: do it, see whether the next request works, and go on to the next one when it doesn't. Plain JSON, so that
 * it outlives the tab's page, the popup and the worker.
 */
import * as z from 'zod/mini';
import { VERDICT_IDS, type VerdictId } from '@/utils/diagnosis/severity';
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

const MOST_TRIED = 40;

export const PlaybookSchema = z.object({
  version: z.literal(1),
  verdict: z.enum(VERDICT_IDS),
  /** Epoch ms of the beginning of this trouble, and of the last thing that happened. */
  since: z.number(),
  at: z.number(),
  /**
   * `offering` the next fix; `doing` one; `observing` whether it has helped; `asking` the user, because nothing was requested
   * since; `helped`; `exhausted`: nothing is left.
   */
  phase: z.enum(['offering', 'doing', 'observing', 'asking', 'helped', 'exhausted']),
  /** The one that is being done, observed or asked about. */
  fix: z.nullable(z.enum(FIX_IDS)),
  /** Oldest first. */
  tried: z.array(TriedSchema).check(z.maxLength(MOST_TRIED)),
});
export type Playbook = z.infer<typeof PlaybookSchema>;

export type PlayEvent =
  /** The user has chosen a fix. */
  | { readonly kind: 'began'; readonly fix: FixId }
  /** It is over. */
  | { readonly kind: 'ended'; readonly how: 'done' | 'failed' | 'cancelled'; readonly problem: string | null }
  /** A request of the tab that counts, a message or a page, has come to an end. `sentAt`: epoch ms of its beginning. */
  | { readonly kind: 'requested'; readonly worked: boolean; readonly sentAt: number }
  /** The user's word, which beats what was seen. */
  | { readonly kind: 'said'; readonly helped: boolean }
  | { readonly kind: 'skipped'; readonly fix: FixId }
  /** What the trouble is called now, and which fixes could do something, the first one first. */
  | { readonly kind: 'judged'; readonly verdict: VerdictId; readonly fixes: readonly FixId[] }
  | { readonly kind: 'time' };

/** So long the next request is waited for before the user is asked. */
const OBSERVE_MS = 3 * 60_000;
/** Trouble that nothing was heard of for so long is another one when it comes again. */
const FORGET_MS = 6 * 60 * 60_000;

export const newPlaybook = (verdict: VerdictId, now: number): Playbook => ({
  version: 1,
  verdict,
  since: now,
  at: now,
  phase: 'offering',
  fix: null,
  tried: [],
});

/** The same object when nothing has changed. */
export function played(book: Playbook, event: PlayEvent, now: number): Playbook {
  switch (event.kind) {
    case 'began':
      return { ...book, phase: 'doing', fix: event.fix, at: now };
    case 'ended':
      return book.phase === 'doing' ? ended(book, event, now) : book;
    case 'requested':
      return isWatched(book) && event.sentAt >= book.at
        ? settled(book, event.worked ? 'helped' : 'no-use', now)
        : book;
    case 'said':
      return isWatched(book) ? settled(book, event.helped ? 'helped' : 'no-use', now) : book;
    case 'skipped':
      return isBusy(book) ? book : settled({ ...book, fix: event.fix }, 'skipped', now);
    case 'judged':
      return judged(book, event.verdict, event.fixes, now);
    case 'time':
      return book.phase === 'observing' && now - book.at >= OBSERVE_MS ? { ...book, phase: 'asking' } : book;
    default:
      return event satisfies never;
  }
}

const isWatched = ({ phase }: Playbook): boolean => phase === 'observing' || phase === 'asking';
const isBusy = (book: Playbook): boolean => book.phase === 'doing' || isWatched(book);

function ended(
  book: Playbook,
  { how, problem }: Extract<PlayEvent, { kind: 'ended' }>,
  now: number,
): Playbook {
  if (how === 'done') return { ...book, phase: 'observing', at: now };
  return settled(book, how === 'failed' ? 'stuck' : 'cancelled', now, problem);
}

/** What came of the fix goes on record; another one is offered unless it helped. */
function settled(
  book: Playbook,
  outcome: Tried['outcome'],
  now: number,
  problem: string | null = null,
): Playbook {
  if (book.fix === null) return book;
  const tried: Tried = { fix: book.fix, verdict: book.verdict, at: now, outcome, problem };
  return {
    ...book,
    at: now,
    phase: outcome === 'helped' ? 'helped' : 'offering',
    fix: null,
    tried: [...book.tried, tried].slice(-MOST_TRIED),
  };
}

function judged(book: Playbook, verdict: VerdictId, fixes: readonly FixId[], now: number): Playbook {
  // What is being done or observed is not disturbed: that is what shows whether it helped.
  if (isBusy(book)) return book;
  if (now - book.at >= FORGET_MS || (book.phase === 'helped' && verdict !== 'ok'))
    return newPlaybook(verdict, now);
  if (verdict === 'ok') return book;
  const left = nextFixes({ ...book, verdict }, fixes).length > 0;
  const phase = left ? 'offering' : 'exhausted';
  if (book.verdict === verdict && book.phase === phase) return book;
  return { ...book, verdict, phase, at: now };
}

/** What is left to try, the recommended one first. A fix that was cancelled, or that was for another verdict, may come again. */
export function nextFixes(book: Playbook, fixes: readonly FixId[]): FixId[] {
  const spent = book.tried.filter(
    ({ verdict, outcome }) => verdict === book.verdict && outcome !== 'cancelled' && outcome !== 'helped',
  );
  return fixes.filter((id) => !spent.some(({ fix }) => fix === id));
}

/** Fixes that were done and didn't help: what a report is for. */
export const triedInVain = ({ tried }: Playbook): FixId[] => [
  ...new Set(
    tried.filter(({ outcome }) => outcome === 'no-use' || outcome === 'stuck').map(({ fix }) => fix),
  ),
];
