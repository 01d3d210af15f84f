import { modelName } from '@/utils/claude/model-name';
import type { Signal, SignalOf } from '@/utils/signals/types';
import { deedsOf, type Failed } from './deeds';
import { type Keep, keeperOf, mark } from './kept-words';
import type { Failure } from './types';

/** A document that has only just begun reports its build and its model a little later. */
const SOON_MS = 30_000;

/** The signals of one tab, oldest first, and what all its entries share. */
export interface Seen {
  readonly tabId: number;
  readonly signals: readonly Signal[];
  readonly keep: Keep;
}

export const seenIn = (tabId: number, signals: readonly Signal[]): Seen => ({
  tabId,
  signals,
  keep: keeperOf(signals),
});

/** What is special about one failure; the rest follows from the signals around it. */
export type Facts = Failed &
  Pick<Failure, 'class'> & {
    /** Names the failed thing within its tab and moment. */
    readonly name: string;
  } & Partial<
    Pick<Failure, 'protocol' | 'status' | 'latencyMs' | 'silentMs' | 'page' | 'errorType'> & {
      readonly errorCode: string | null;
      readonly requestId: string | null;
      readonly ray: string | null;
      /** As the page or the stream names it, unchecked; left out where a model plays no part. */
      readonly model: string | null;
    }
  >;

/** One entry of the log. */
export function entry({ tabId, signals, keep }: Seen, facts: Facts): Failure {
  const { at, name, where, protocol = null, status = null, latencyMs = null, silentMs = null } = facts;
  return {
    version: 1,
    key: `${tabId}.${mark(name)}`,
    at,
    class: facts.class,
    where,
    protocol,
    status,
    errorType: keep('errorType', facts.errorType) ?? keep('netError', facts.errorType) ?? keepKind(facts),
    errorCode: keep('errorCode', facts.errorCode),
    requestId: keep('requestId', facts.requestId),
    ray: keep('ray', facts.ray),
    model: modelName(keep('model', withoutArrow(facts.model))),
    buildId: keep('buildId', buildAt(signals, at)),
    latencyMs: latencyMs === null ? null : Math.max(0, Math.round(latencyMs)),
    silentMs: silentMs === null ? null : Math.max(0, Math.round(silentMs)),
    page: facts.page ?? deedsOf(facts, signals),
  };
}

/** The button that names the model ends in a sign that it opens a menu. */
const withoutArrow = (label: string | null | undefined): string | null =>
  label?.replace(/[^\w)]+$/, '') ?? null;

/** Kinds of documents and states of the app are words of our own. */
const OWN_WORDS: readonly unknown[] = ['gateway-error', 'chunk-failed'];
const keepKind = ({ errorType }: Facts): string | null =>
  OWN_WORDS.includes(errorType) && errorType ? errorType : null;

/** The build of the page at that time. */
function buildAt(signals: readonly Signal[], at: number): string | null {
  const pages = signals.filter((signal): signal is SignalOf<'page-loaded'> => signal.kind === 'page-loaded');
  return (
    near(
      pages.filter(({ buildId }) => buildId !== null),
      at,
    )?.buildId ?? null
  );
}

/** The model that the page showed at that time. */
export function modelShownAt(signals: readonly Signal[], at: number): string | null {
  const places = signals.filter(
    (signal): signal is SignalOf<'page-context'> => signal.kind === 'page-context',
  );
  return (
    near(
      places.filter(({ model }) => model !== null),
      at,
    )?.model ?? null
  );
}

/** The latest at that time; else the first one after it, if that comes soon. */
const near = <T extends { readonly at: number }>(ones: readonly T[], at: number): T | undefined =>
  ones.findLast((one) => one.at <= at) ?? ones.find((one) => one.at - at <= SOON_MS);
