import { last } from '@/utils/signals/finality';
import type { Signal } from '@/utils/signals/types';
import { result } from './result';
import { seenWorking } from './seen';
import type { Answers, ProbeId, ProbeResult, TabQuestion } from './types';

/** Nothing is asked more often. */
export const PROBE_EVERY_MS = 60_000;

/** What all tabs share: the way to the edge, as it is found without any tab's cookies. */
export const SHARED: readonly ProbeId[] = ['internet', 'edge'];
const IN_TAB: readonly ProbeId[] = ['claude', 'session', 'chat'];
/** What each of the tab's questions tells of. */
const TOLD_BY: Readonly<Record<TabQuestion, readonly ProbeId[]>> = {
  organizations: ['claude', 'session'],
  chat: ['chat'],
};

/** Trouble that lasts is looked into ever more seldom while nobody looks: eight hours of it cost some forty looks. */
const RARELY_MS = 15 * 60_000;
export const spacingInTrouble = (troubleMs: number): number =>
  Math.min(Math.max(troubleMs / 2, PROBE_EVERY_MS), RARELY_MS);

/**
 * The whole chain, or only whether Claude answers: one request of the tab's, and of the edge's while the tab can't be asked.
 * What is known of the other links stays.
 */
export type Reach = 'whole' | 'claude';

export interface Situation {
  readonly signals: readonly Signal[];
  /** The latest result of each link, those of the tab before the shared ones. */
  readonly own: readonly ProbeResult[];
  readonly shared: readonly ProbeResult[];
  /** The tab was asked a moment ago, whether or not it answered. */
  readonly tabWasTried: boolean;
  /** Epoch ms since when the tab waits for its page; null when it doesn't. */
  readonly loadingSince: number | null;
  /** ms that have to lie between two questions. */
  readonly spacingMs: number;
  readonly reach: Reach;
  readonly now: number;
}

/** What one look at the chain asks, and what it knows without asking. */
export interface Plan {
  /** Whether the way to the edge is asked after. */
  readonly outside: boolean;
  readonly questions: readonly TabQuestion[];
  readonly known: Pick<Answers, 'seen' | 'held' | 'chat'>;
  /** Links that are under way from now on. */
  readonly marks: readonly ProbeResult[];
}

const isUnder = (spacingMs: number, now: number, at: number): boolean => Math.abs(now - at) < spacingMs;

/** What was said of another chat doesn't hold for this one. */
export function ofThisChat(results: readonly ProbeResult[], signals: readonly Signal[]): ProbeResult[] {
  const cameAt = last(signals, 'page-context')?.at ?? 0;
  return results.filter(({ id, at }) => id !== 'chat' || at >= cameAt);
}

export function planOf(situation: Situation): Plan {
  const { signals, own, shared, tabWasTried, loadingSince, spacingMs, reach, now } = situation;
  const seen = seenWorking(signals, now, loadingSince);
  const place = last(signals, 'page-context');
  const isNewChat = place !== undefined && place.conversationId === null;
  const isNarrow = reach === 'claude';
  const wasAsked = ({ state, tookMs, at }: ProbeResult): boolean =>
    (tookMs !== null || state === 'checking') && isUnder(spacingMs, now, at);
  const isDue = (question: TabQuestion): boolean =>
    !own.some((one) => TOLD_BY[question].includes(one.id) && wasAsked(one));
  const isTabGone = own.some(({ id, cause }) => id === 'claude' && cause === 'no_tab');
  const outside =
    (!isNarrow || isTabGone) &&
    seen.edge === undefined &&
    !shared.some((one) => one.id === 'edge' && wasAsked(one));
  const wanted: TabQuestion[] = [
    ...(seen.session === undefined ? (['organizations'] as const) : []),
    ...(seen.chat === undefined && !isNewChat && !isNarrow ? (['chat'] as const) : []),
  ];
  const questions = tabWasTried ? [] : wanted.filter(isDue);
  const isUnderWay = (id: ProbeId): boolean =>
    seen[id] === undefined &&
    (SHARED.includes(id) ? outside : questions.some((one) => TOLD_BY[one].includes(id)));
  const isLeftOut = (id: ProbeId): boolean => isNarrow && !TOLD_BY.organizations.includes(id);
  const held = ofThisChat(own, signals).filter(
    ({ id, state, at }) => state !== 'checking' && (isLeftOut(id) || isUnder(spacingMs, now, at)),
  );
  return {
    outside,
    questions,
    known: { seen, held, ...(isNewChat && { chat: null }) },
    marks: [...SHARED, ...IN_TAB].filter(isUnderWay).map((id) => result(id, 'checking', now)),
  };
}
