/** What Lifeline makes of a recording: per request, and in all. */
import { detect } from '@/utils/detectors/registry';
import { diagnose } from '@/utils/diagnosis/diagnose';
import { NO_HISTORY } from '@/utils/diagnosis/history';
import { successesOf } from '@/utils/signals/successes';
import type { Signal } from '@/utils/signals/types';
import type { Entry } from './har.ts';
import { isFailure, kindOf } from './kept.ts';
import { replay, type Told } from './replay.ts';

interface RequestJudgement {
  readonly kind: string;
  readonly status: number;
  /** Of each signal that tells something, the gist. */
  readonly says: readonly string[];
  /** Ids of the findings that stood then. */
  readonly findings: readonly string[];
  /** Why it isn't understood; null where it is. */
  readonly unclear: string | null;
}

export interface Judgement {
  readonly requests: readonly RequestJudgement[];
  /** After the last of them, when claude.ai's own tries are over. */
  readonly findings: readonly string[];
  readonly verdict: string;
  readonly reason: string;
}

/** claude.ai may try again by itself for about as long. */
const LATER_MS = 30_000;

export async function judgementOf(entries: readonly Entry[]): Promise<Judgement> {
  const told = await replay(entries);
  const signals = told.map(({ signal }) => signal);
  const now = Math.max(0, ...signals.map(({ at }) => at)) + LATER_MS;
  const { findings } = detect(signals, now);
  const seen = { findings, witnesses: [], successes: successesOf(signals), probes: [], history: NO_HISTORY };
  const { id: verdict, reason } = diagnose(seen, now);
  const requests = entries.map((entry, index) => requestOf(entry, index, told));
  return { requests, findings: findings.map(({ id }) => id), verdict, reason };
}

function requestOf(entry: Entry, index: number, told: readonly Told[]): RequestJudgement {
  const own = told.filter((one) => one.entry === index).map(({ signal }) => signal);
  const last = told.findLastIndex((one) => one.entry === index);
  const before = told.slice(0, last + 1).map(({ signal }) => signal);
  const findings = own.some(isBad) ? detect(before, (before.at(-1)?.at ?? 0) + 1).findings : [];
  return {
    kind: kindOf(entry),
    status: entry.status,
    says: own.flatMap(gistOf),
    findings: findings.map(({ id }) => id),
    unclear: unclearOf(entry, own),
  };
}

const isBad = (signal: Signal): boolean => gistOf(signal).some((gist) => gist !== 'well' && gist !== 'app');

function gistOf(signal: Signal): string[] {
  switch (signal.kind) {
    case 'response-received':
      return [
        signal.failure === null
          ? 'well'
          : join(signal.failure, signal.resetsAt && 'resets', signal.retryAfterMs && 'retry-after'),
      ];
    case 'request-failed':
      return [signal.aborted ? 'stopped by the page' : 'no answer'];
    case 'reply-ended':
      return [
        join(
          `reply ${signal.outcome}`,
          signal.failure,
          signal.status && `${signal.status}`,
          signal.resetsAt && 'resets',
        ),
      ];
    case 'reply-began':
    case 'reply-accepted':
      return [signal.kind.replace('-', ' ')];
    case 'page-retry':
      return ['the server tries again'];
    case 'page-loaded':
      return [join(signal.document, signal.blames)];
    case 'navigation-failed':
      return ['no document'];
    default:
      return [];
  }
}

const join = (...parts: readonly unknown[]): string => parts.filter(Boolean).join(', ');

/** A failure without a name, or a stream of which nothing was understood. */
function unclearOf(entry: Entry, signals: readonly Signal[]): string | null {
  const answer = signals.find((signal) => signal.kind === 'response-received');
  const isMissing = entry.body === null && ['send', 'timeline'].includes(kindOf(entry));
  if (isMissing && entry.status >= 200 && entry.status < 300)
    return 'the file holds no body of this stream: have the panel show its response while it comes';
  if (answer?.failure === 'other') return 'a failure of no known class';
  if (
    entry.status >= 400 &&
    entry.body?.length &&
    answer &&
    answer.errorType === null &&
    !/^\s*</.test(new TextDecoder().decode(entry.body))
  )
    return 'an error body without a known form';
  const ended = signals.find((signal) => signal.kind === 'reply-ended');
  if (ended?.failure === 'other') return 'a reply failed for no known reason';
  if (
    kindOf(entry) === 'send' &&
    !isFailure(entry) &&
    !signals.some(({ kind }) => kind === 'reply-began' || kind === 'reply-ended')
  )
    return 'a stream of which nothing was understood';
  return null;
}

/** Both say the same, but for names, times and the words of unknown errors. */
export const isSameJudgement = (a: Judgement, b: Judgement): boolean =>
  JSON.stringify(comparable(a)) === JSON.stringify(comparable(b));

const comparable = ({ requests, ...rest }: Judgement) => ({
  ...rest,
  requests: requests.map(({ unclear: _, ...request }) => request),
});
