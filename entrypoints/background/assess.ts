import { detect } from '@/utils/detectors/registry';
import type { Finding } from '@/utils/detectors/types';
import { diagnose } from '@/utils/diagnosis/diagnose';
import type { History } from '@/utils/diagnosis/history';
import type { Verdict } from '@/utils/diagnosis/types';
import type { HalfAnswer } from '@/utils/drafts/half-answers';
import type { Draft } from '@/utils/drafts/types';
import { bookLookAt, bookView, playedAlong, type Seen } from '@/utils/fixes/play-along';
import type { Playbook } from '@/utils/fixes/playbook';
import { fixesFor } from '@/utils/fixes/registry';
import { requestsOf } from '@/utils/fixes/requests';
import { inOrder, triedInVain } from '@/utils/fixes/tried';
import type { TryLoad } from '@/utils/fixes/try-load';
import type { FixContext, FixId } from '@/utils/fixes/types';
import { concernsUser } from '@/utils/incidents/concern';
import type { Back } from '@/utils/incidents/types';
import type { Snapshot } from '@/utils/library/types';
import type { TabView } from '@/utils/messaging/tab-view';
import type { ProbeResult } from '@/utils/probes/types';
import { last } from '@/utils/signals/finality';
import { type Successes, successesOf } from '@/utils/signals/successes';
import type { Witness } from '@/utils/status/types';
import type { Run, TabRecord } from '@/utils/storage/items';
import { busyUntil, fixFacts } from './fix-facts';
import { neededDraft } from './needed-draft';
import { runView } from './run-view';

/** Everything that a view of one tab is made from. */
export interface Known {
  readonly tabId: number | null;
  readonly record: TabRecord;
  readonly witnesses: readonly Witness[];
  readonly probes: readonly ProbeResult[];
  readonly history: History;
  readonly watching: boolean;
  /** Claude is back, for a user who asked. */
  readonly back?: Back | null;
  readonly drafts: { readonly typed: Draft | null; readonly sent: Draft | null };
  readonly half: HalfAnswer | null;
  readonly run: Run | null;
  /** How the tries of all tabs have ended lately. */
  readonly load: TryLoad;
  /** What was tried for the trouble of this tab. */
  readonly book: Playbook | null;
  readonly backup: Snapshot | null;
}

export interface Assessment {
  readonly view: TabView;
  readonly context: FixContext;
  /** As it is now: to be stored where it isn't what was known. */
  readonly book: Playbook | null;
  readonly findings: readonly Finding[];
  readonly successes: Successes;
  /** It is this user's trouble: the badge tells it. */
  readonly concerns: boolean;
  /** Ids of detectors that threw; for the diagnostics view. */
  readonly broken: readonly string[];
  /** Epoch ms at which to assess again without a new signal; null for never. */
  readonly recheckAt: number | null;
}

/** Pure: from what is known to what is shown. */
export function assess(known: Known, now: number, jitter: readonly number[]): Assessment {
  const { record, run, tabId } = known;
  const { findings, broken } = detect(record.signals, now);
  const { witnesses, probes, history } = known;
  const successes = successesOf(record.signals);
  const verdict = diagnose({ findings, witnesses, successes, probes, history }, now);
  const { context, fixes, book, lookAt } = fixing(known, verdict, findings, now, jitter);
  const draft = known.drafts.sent ?? known.drafts.typed;
  const rechecks = [...findings.map(({ recheckAt }) => recheckAt), ...lookAt].filter((at) => at !== null);
  return {
    book,
    findings,
    successes,
    concerns: concernsUser(verdict, findings, modelNow(record), known.back ?? null),
    broken,
    context,
    recheckAt: rechecks.length > 0 ? Math.min(...rechecks) : null,
    view: {
      tabId,
      verdict,
      witnesses: [...witnesses],
      probes: [...probes],
      fixes,
      run: run && isNews(run, verdict) ? runView(run) : null,
      playbook: bookView(book, verdict.id, now),
      failed: context.failed,
      pageRetry: findings.find(({ evidence }) => evidence.ownRetry)?.evidence.ownRetry ?? null,
      draft: draft && { state: draft.state },
      halfAnswer: known.half && { at: known.half.at },
      conversationId: last(record.signals, 'page-context')?.conversationId ?? null,
      backup: known.backup,
      watching: known.watching,
      back: known.back ?? null,
      dismissed: isClosed(record, verdict) || (findings.length > 0 && findings.every(isQuiet)),
    },
  };
}

const modelNow = ({ signals }: TabRecord): string | null => last(signals, 'page-context')?.model ?? null;

/** Waited for in vain. Any other failure says what the user asked for and didn't get. */
const VAIN: readonly string[] = ['still_failing', 'no_answer', 'timeout', 'breaker_open', 'asked_to_wait'];

/** What failed and works by now is none, nor that the watch has begun: nothing has worked by that, and it is seen to go on. */
const isNews = ({ state, fix, problem }: Run, { id }: Verdict): boolean =>
  !(state === 'failed' && id === 'ok' && VAIN.includes(problem ?? '')) &&
  !(state === 'done' && fix === 'notify-when-back');

/** The user has closed the prompt, and nothing has failed since. */
function isClosed({ dismissed }: TabRecord, { evidence }: Verdict): boolean {
  const decidedAt = evidence[0]?.at ?? null;
  return dismissed !== null && decidedAt !== null && decidedAt <= dismissed;
}

/** The popup tells; a prompt of its own would only be in the way. */
const isQuiet = ({ evidence }: Finding): boolean =>
  evidence.reloaded === true ||
  evidence.deliberate === true ||
  evidence.worksNow === true ||
  evidence.aside === true;

/** Nothing stands there to be mended. */
const worksNow = (findings: readonly Finding[]): boolean =>
  findings.length > 0 && findings.every(({ evidence }) => evidence.worksNow === true);

interface Fixing {
  readonly context: FixContext;
  readonly fixes: FixId[];
  readonly book: Playbook | null;
  /** Epoch ms at which something else can be done, or the user is asked. */
  readonly lookAt: readonly (number | null)[];
}

/** What can be done, and what has come of what was done. */
function fixing(
  known: Known,
  verdict: Verdict,
  findings: readonly Finding[],
  now: number,
  jitter: readonly number[],
): Fixing {
  const before = contextOf(known, verdict, findings, now, jitter);
  const available = (context: FixContext): FixId[] =>
    known.tabId === null || worksNow(findings) ? [] : fixesFor(verdict.id, context);
  const seen: Seen = {
    verdict: verdict.id,
    failed: before.failed,
    fixes: available(before),
    run: known.run && { ...known.run, startedAt: known.run.startedAt ?? known.run.stepAt },
    requests: requestsOf(known.record.signals, now),
  };
  const book = playedAlong(known.book, seen, now);
  const tried = book === null ? [] : triedInVain(book);
  const context = { ...before, more: { ...before.more, tried } };
  const busy = findings.length === 0 ? null : busyUntil(known.load, context.failed, now);
  return {
    context,
    book,
    fixes: inOrder(book, available(context)),
    lookAt: [busy, bookLookAt(book, seen, now)],
  };
}

function contextOf(
  known: Known,
  verdict: Verdict,
  findings: readonly Finding[],
  now: number,
  jitter: readonly number[],
): FixContext {
  const has = (id: string): boolean =>
    findings.some((finding) => finding.id === id && finding.evidence.aside !== true);
  // While claude.ai still tries by itself, there is nothing to try again.
  const send = findings.find(
    ({ id, provisional, evidence }) =>
      id === 'failed-send' && !provisional && !evidence.reloaded && !evidence.aside,
  );
  const atSend = send ? 'send' : 'other';
  const failed = has('failing-page') || has('unreachable-page') || has('failed-load') ? 'document' : atSend;
  const { record, witnesses, load, book, backup } = known;
  return {
    failed,
    outputBegan: findings.some(({ evidence }) => evidence.outputBegan === true),
    draft: neededDraft(known, verdict),
    conversationId: last(known.record.signals, 'page-context')?.conversationId ?? null,
    retryAfterMs: send?.evidence.retryAfterMs ?? null,
    watching: known.watching,
    jitter,
    more: fixFacts(
      { signals: record.signals, witnesses, load, book, backup },
      verdict,
      findings,
      failed,
      now,
    ),
  };
}
