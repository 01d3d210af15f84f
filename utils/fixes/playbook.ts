/**
 * One fix at a time: do it, see whether the next request works, and go on to the next one when it doesn't. Plain JSON, so that
 * it outlives the tab's page, the popup and the worker.
 */
import * as z from 'zod/mini';
import { VERDICT_IDS, type VerdictId } from '@/utils/diagnosis/severity';
import { LAST } from './order';
import type { Request } from './requests';
import { nextFixes, type Tried, TriedSchema } from './tried';
import { FAILED, FIX_IDS, type FixId } from './types';

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
  /** Id of the run that was heard of last. */
  run: z.nullable(z.string()),
  /** What had failed when the fix began: only a message shows that messages work again. */
  failed: z.enum(FAILED),
  /** Epoch ms at which it began. */
  beganAt: z.number(),
  /** Whether what was requested last, while the fix was being done, has worked; null before anything was. */
  saw: z.nullable(z.boolean()),
  /** Oldest first. */
  tried: z.array(TriedSchema).check(z.maxLength(MOST_TRIED)),
});
export type Playbook = z.infer<typeof PlaybookSchema>;

/** As the popup and the prompt show it. */
export const BookViewSchema = z.omit(PlaybookSchema, { run: true, failed: true, beganAt: true, saw: true });
export type BookView = z.infer<typeof BookViewSchema>;

export type PlayEvent =
  /** The user has chosen a fix. */
  | {
      readonly kind: 'began';
      readonly fix: FixId;
      readonly run: string;
      readonly failed: Playbook['failed'];
    }
  /** It is over. */
  | { readonly kind: 'ended'; readonly how: 'done' | 'failed' | 'cancelled'; readonly problem: string | null }
  /** A message or a page has come to an end. */
  | ({ readonly kind: 'requested' } & Request)
  /** The user's word, which beats what was seen. */
  | { readonly kind: 'said'; readonly helped: boolean }
  | { readonly kind: 'skipped'; readonly fix: FixId }
  /** What the trouble is called now, and which fixes could do something, the first one first. */
  | { readonly kind: 'judged'; readonly verdict: VerdictId; readonly fixes: readonly FixId[] }
  | { readonly kind: 'time' };

/** They mend nothing, so that nothing has to be observed after them, and no other one comes instead of them. */
export const MEND_NOTHING: readonly FixId[] = ['restore-draft', 'notify-when-back', ...LAST];

/** So long the next request is waited for before the user is asked. */
export const OBSERVE_MS = 3 * 60_000;
/** A verdict goes by what has failed before, too: so long after a success it isn't another trouble yet. */
export const CLEARED_MS = 60_000;
/** Trouble that nothing was heard of for so long is another one when it comes again. */
const FORGET_MS = 6 * 60 * 60_000;

export const newPlaybook = (verdict: VerdictId, now: number): Playbook => ({
  version: 1,
  verdict,
  since: now,
  at: now,
  phase: 'offering',
  fix: null,
  run: null,
  failed: 'other',
  beganAt: now,
  saw: null,
  tried: [],
});

/** Another trouble. A run that is over doesn't begin again by that. */
export const anew = ({ run }: Playbook, verdict: VerdictId, now: number): Playbook => ({
  ...newPlaybook(verdict, now),
  run,
});

/** The same object when nothing has changed. */
export function played(book: Playbook, event: PlayEvent, now: number): Playbook {
  switch (event.kind) {
    case 'began':
      return began(book, event, now);
    case 'ended':
      return book.phase === 'doing' ? ended(book, event, now) : book;
    case 'requested':
      return requested(book, event, now);
    case 'said':
      return isWatched(book) ? settled(book, event.helped ? 'helped' : 'no-use', now) : book;
    case 'skipped':
      return skipped(book, event.fix, now);
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

/** Who begins another one without a word has not been helped by the one before. */
function began(
  book: Playbook,
  { fix, run, failed }: Extract<PlayEvent, { kind: 'began' }>,
  now: number,
): Playbook {
  const before = isWatched(book) ? settled(book, 'no-use', now) : book;
  return { ...before, phase: 'doing', fix, run, failed, beganAt: now, saw: null, at: now };
}

function requested(book: Playbook, { what, worked, sentAt }: Request, now: number): Playbook {
  // A page that has come doesn't show that messages work, and it may have come a moment before the fix was over.
  if (what === 'page' ? book.failed === 'send' || sentAt < book.beganAt : sentAt < book.at) return book;
  // While another fix is being done, claude.ai may try by itself and fail: that fix had no part in it.
  if (book.phase === 'doing' && what === 'send' && !worked) return book;
  if (book.phase === 'helped' && !worked) return anew(book, book.verdict, now);
  if (book.phase === 'doing') return book.saw === worked ? book : { ...book, saw: worked };
  return isWatched(book) ? settled(book, worked ? 'helped' : 'no-use', now) : book;
}

function skipped(book: Playbook, fix: FixId, now: number): Playbook {
  if (isWatched(book) && book.fix === fix) return settled(book, 'no-use', now);
  return isBusy(book) ? book : settled({ ...book, fix }, 'skipped', now);
}

function ended(
  book: Playbook,
  { how, problem }: Extract<PlayEvent, { kind: 'ended' }>,
  now: number,
): Playbook {
  if (how === 'cancelled') return settled(book, 'cancelled', now);
  // It was done to the end, and that is what came of it.
  if (how === 'failed') return settled(book, problem === 'still_failing' ? 'no-use' : 'stuck', now, problem);
  if (book.saw !== null) return settled(book, book.saw ? 'helped' : 'no-use', now);
  return { ...book, phase: 'observing', at: now };
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
    saw: null,
    tried: [...book.tried, tried].slice(-MOST_TRIED),
  };
}

function judged(book: Playbook, verdict: VerdictId, fixes: readonly FixId[], now: number): Playbook {
  // What is being done or observed is not disturbed: that is what shows whether it helped.
  if (isBusy(book)) return book;
  const age = now - book.at;
  if (age >= FORGET_MS || (book.phase === 'helped' && verdict !== 'ok' && age >= CLEARED_MS))
    return anew(book, verdict, now);
  if (verdict === 'ok' || book.phase === 'helped') return book;
  const left = nextFixes({ ...book, verdict }, fixes).length > 0;
  const phase = left ? 'offering' : 'exhausted';
  if (book.verdict === verdict && book.phase === phase) return book;
  return { ...book, verdict, phase, at: now };
}
