/** Goes along with what happens in a tab: the playbook is told of the runs, the requests and the verdicts. Pure. */
import type { VerdictId } from '@/utils/diagnosis/severity';
import {
  anew,
  type BookView,
  CLEARED_MS,
  MEND_NOTHING,
  newPlaybook,
  OBSERVE_MS,
  type Playbook,
  played,
} from './playbook';
import type { Request } from './requests';
import type { FixId, RunView } from './types';

/** The run of the tab, under way or just over. */
export type RunFacts = Pick<RunView, 'id' | 'fix' | 'state' | 'problem'> & { readonly startedAt: number };

export interface Seen {
  readonly verdict: VerdictId;
  readonly failed: Playbook['failed'];
  /** That can do something now, the recommended one first. */
  readonly fixes: readonly FixId[];
  readonly run: RunFacts | null;
  readonly requests: readonly Request[];
}

/** A page that has come may still turn out to be empty. */
const SETTLE_MS = 5_000;

/** null as long as nothing has been tried. The same object when nothing has changed. */
export function playedAlong(before: Playbook | null, seen: Seen, now: number): Playbook | null {
  let book = withRun(before, seen, now);
  if (book === null) return null;
  for (const request of seen.requests)
    if (isSettled(request, seen.verdict, now)) book = played(book, { kind: 'requested', ...request }, now);
  book = withEnd(book, seen.run, now);
  if (isOver(book, seen)) return anew(book, seen.verdict, now);
  book = played(book, { kind: 'judged', verdict: seen.verdict, fixes: seen.fixes }, now);
  return played(book, { kind: 'time' }, now);
}

function withRun(before: Playbook | null, { run, verdict, failed }: Seen, now: number): Playbook | null {
  if (run === null || run.id === before?.run || MEND_NOTHING.includes(run.fix)) return before;
  const at = Math.min(run.startedAt, now);
  return played(before ?? newPlaybook(verdict, at), { kind: 'began', fix: run.fix, run: run.id, failed }, at);
}

function withEnd(book: Playbook, run: RunFacts | null, now: number): Playbook {
  if (book.phase !== 'doing') return book;
  // The browser was closed in the middle, or another run has come instead.
  if (run?.id !== book.run) return played(book, { kind: 'ended', how: 'cancelled', problem: null }, now);
  return run.state === 'done' || run.state === 'failed' || run.state === 'cancelled'
    ? played(book, { kind: 'ended', how: run.state, problem: run.problem }, now)
    : book;
}

/** That a page has come means something when all is well in it. */
const isSettled = ({ what, worked, sentAt }: Request, verdict: VerdictId, now: number): boolean =>
  what === 'send' || !worked || (verdict === 'ok' && now - sentAt >= SETTLE_MS);

/** It has passed without a fix: what was tried for it says nothing about the next one. */
const isOver = ({ phase, at, tried }: Playbook, { verdict, requests }: Seen): boolean =>
  verdict === 'ok' &&
  tried.length > 0 &&
  (phase === 'offering' || phase === 'exhausted') &&
  requests.some(({ what, worked, sentAt }) => what === 'send' && worked && sentAt > at);

/** What the user sees of it; null while there is nothing to say. */
export function bookView(book: Playbook | null, verdict: VerdictId, now: number): BookView | null {
  if (book === null || !isNews(book, verdict, now)) return null;
  const { run: _run, failed: _failed, beganAt: _beganAt, saw: _saw, ...view } = book;
  return view;
}

function isNews({ phase, tried, at }: Playbook, verdict: VerdictId, now: number): boolean {
  if (phase === 'helped') return now - at < CLEARED_MS;
  const isIdle = phase === 'offering' || phase === 'exhausted';
  return !isIdle || (verdict !== 'ok' && tried.length > 0);
}

/** Epoch ms at which it may go on by itself; null when only something new can change it. */
export function bookLookAt(
  book: Playbook | null,
  { requests }: Pick<Seen, 'requests'>,
  now: number,
): number | null {
  if (book === null || (book.phase !== 'observing' && book.phase !== 'helped')) return null;
  const page = requests.findLast(({ what }) => what === 'page');
  const times = [
    book.at + (book.phase === 'helped' ? CLEARED_MS : OBSERVE_MS),
    ...(page ? [page.sentAt + SETTLE_MS] : []),
  ].filter((at) => at > now);
  return times.length === 0 ? null : Math.min(...times);
}
