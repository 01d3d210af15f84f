/**
 * What the page needs could not be loaded: the chat (its request, or the newer protocol's stream), the app's own start, or
 * the list of chats, answered with a 5xx. The page tries again by itself, so the first failure waits a moment for the second.
 * Seen: tests/fixtures/signals/failed-load.json (2026-11).
 */
import { OUTAGE_CLASSES } from '@/utils/claude/failure';
import { last } from '@/utils/signals/finality';
import type { Signal, SignalOf } from '@/utils/signals/types';
import { finding } from './finding';
import type { Detector } from './types';

type Answer = SignalOf<'response-received'>;

/** The page opens a stream anew, and asks for its start again, within this time. */
const MOMENT_MS = 4_000;
const FRESH_MS = 5 * 60_000;

/** What the user waits for most comes first; one kind that answers well again is over. */
const LOADS: readonly (readonly Answer['endpoint'][])[] = [
  ['conversation', 'timeline'],
  ['session'],
  ['list'],
];

export const failedLoad = {
  id: 'failed-load',
  needs: ['response-received', 'page-loaded', 'page-context'],
  detect: (signals, now) => {
    const answers = answersHere(signals);
    const load = LOADS.map((kinds) => answers.findLast(({ endpoint }) => kinds.includes(endpoint))).find(
      (answer) => answer && isOpenFailure(answer, signals, now),
    );
    if (!load) return undefined;
    // A stream that is opened anew and fails again and again counts from the first time.
    const since = firstInARow(answers, load).at;
    const provisional = now - since < MOMENT_MS;
    const recheckAt = provisional ? since + MOMENT_MS : load.at + FRESH_MS + 1;
    const { status, endpoint } = load;
    const aside = isAside(load, signals);
    const evidence = { status, endpoint, failure: load.failure ?? 'other', ...(aside && { aside }) };
    return finding('failed-load', { since, at: load.at }, evidence, { provisional, recheckAt });
  },
} as const satisfies Detector;

const isAnswer = (signal: Signal): signal is Answer => signal.kind === 'response-received';

/** The page also fetches chats ahead of a click: only the one on the screen is waited for. */
function answersHere(signals: readonly Signal[]): readonly Answer[] {
  const place = last(signals, 'page-context');
  return signals
    .filter(isAnswer)
    .filter(({ conversationId: id }) => !place || id === null || id === place.conversationId);
}

function firstInARow(answers: readonly Answer[], load: Answer): Answer {
  const alike = answers.filter(({ endpoint, at }) => endpoint === load.endpoint && at <= load.at);
  return alike[alike.findLastIndex(({ failure }) => failure === null) + 1] ?? load;
}

function isOpenFailure(load: Answer, signals: readonly Signal[], now: number): boolean {
  if (!load.failure || !OUTAGE_CLASSES.includes(load.failure) || now - load.at > FRESH_MS) return false;
  return !last(signals, 'page-loaded', load.at + 1); // another page loads its own
}

/** The list of chats is beside what the user waits for, and so is the app's start once other things have been answered. */
const isAside = (load: Answer, signals: readonly Signal[]): boolean =>
  load.endpoint === 'list' ||
  (load.endpoint === 'session' &&
    signals.some((signal) => isAnswer(signal) && signal.failure === null && signal.endpoint !== 'session'));
