/** What came of everything that the user waited for in one tab: messages, documents, and what the page loads. */
import * as z from 'zod/mini';
import { attemptsOf } from '@/utils/signals/attempts';
import type { Signal, SignalOf } from '@/utils/signals/types';

export const OutcomeSchema = z.object({
  /** Of one try in one tab: a later look may know better what came of it. */
  key: z.string(),
  /** Epoch ms. */
  at: z.number(),
  ok: z.boolean(),
  what: z.enum(['send', 'page', 'load']),
  model: z.nullable(z.string()),
  /** Small print of a failure, such as `529`. */
  code: z.nullable(z.string()),
  /** From a private window: it may tell that Claude works again, and is kept nowhere. */
  isPrivate: z.boolean(),
});
export type Outcome = z.infer<typeof OutcomeSchema>;

/** Limits, lengths, sign-in, challenges and content are not Claude failing. */
const COUNTED: readonly (string | null)[] = [
  'overloaded',
  'server',
  'gateway',
  'network',
  'cut',
  'model',
  'other',
];
/** What the page loads in sight of the user; the rest goes on beside it. */
const LOADS: readonly string[] = ['conversation', 'timeline', 'session'];
const FAILING_DOCUMENTS: readonly string[] = ['gateway-error', 'outage', 'error'];

type Drawn = Omit<Outcome, 'isPrivate'>;

export function outcomesOf(signals: readonly Signal[], tabId: number, isPrivate: boolean): Outcome[] {
  return [...sends(signals, tabId), ...signals.flatMap((signal) => arrivals(signal, tabId))]
    .sort((a, b) => a.at - b.at)
    .map((outcome) => ({ ...outcome, isPrivate }));
}

function sends(signals: readonly Signal[], tabId: number): Drawn[] {
  return attemptsOf(signals).flatMap(
    ({ id, state, failure, outputBegan, beganAt, changedAt, model, status }): Drawn[] => {
      const base = { key: `${tabId} ${id}`, what: 'send' as const, model };
      if (state === 'failed')
        return COUNTED.includes(failure)
          ? [{ ...base, at: changedAt, ok: false, code: codeOf(status, failure) }]
          : [];
      return state === 'done' || outputBegan
        ? [{ ...base, at: beganAt ?? changedAt, ok: true, code: null }]
        : [];
    },
  );
}

function arrivals(signal: Signal, tabId: number): Drawn[] {
  const key = `${tabId} ${signal.kind} ${signal.at}`;
  const base = { key, at: signal.at, model: null };
  switch (signal.kind) {
    case 'page-loaded':
      return pageOutcome(signal, base);
    case 'navigation-failed':
      return (signal.status ?? 0) >= 500
        ? [{ ...base, what: 'page', ok: false, code: String(signal.status) }]
        : [];
    case 'response-received': {
      if (!LOADS.includes(signal.endpoint)) return [];
      const { failure, status } = signal;
      if (failure === null) return [{ ...base, what: 'load', ok: true, code: null }];
      return COUNTED.includes(failure)
        ? [{ ...base, what: 'load', ok: false, code: codeOf(status, failure) }]
        : [];
    }
    default:
      return [];
  }
}

function pageOutcome(
  { document, blames, status }: SignalOf<'page-loaded'>,
  base: Pick<Drawn, 'key' | 'at' | 'model'>,
): Drawn[] {
  if (document === 'app') return [{ ...base, what: 'page', ok: true, code: null }];
  return FAILING_DOCUMENTS.includes(document) && blames !== 'browser'
    ? [{ ...base, what: 'page', ok: false, code: codeOf(status, null) }]
    : [];
}

/** A failure may come with 200 on it, which would only confuse. */
const codeOf = (status: number | null, failure: string | null): string | null =>
  status !== null && status >= 400 ? String(status) : failure;
