/** What is worth knowing of Lifeline itself: hooks that it didn't find, detectors that broke. Never changes a verdict. */
import type { Signal } from '@/utils/signals/types';
import { keeperOf } from './kept-words';
import type { BrokenDetector, MissingHook, SeenBuild } from './types';

const KEPT_MS = 90 * 24 * 3_600_000;
const MOST = 200;

/** Hooks that the tab didn't find, each with the build of its page. */
export function hooksIn(signals: readonly Signal[]): MissingHook[] {
  const keep = keeperOf(signals);
  let buildId: string | null = null;
  return signals.flatMap((signal) => {
    if (signal.kind === 'page-loaded') buildId = keep('buildId', signal.buildId);
    const hook = signal.kind === 'hook-missing' ? keep('hook', signal.hook) : null;
    return hook === null ? [] : [{ hook, buildId, firstSeen: signal.at }];
  });
}

/** The build of the page that was loaded last; null when it doesn't say. */
export function buildIn(signals: readonly Signal[]): SeenBuild | null {
  const page = signals.findLast((signal) => signal.kind === 'page-loaded' && signal.buildId !== null);
  const buildId = page?.kind === 'page-loaded' ? keeperOf(signals)('buildId', page.buildId) : null;
  return page && buildId !== null ? { buildId, at: page.at } : null;
}

/** Several tabs may show pages of several builds: the newest page counts. */
export const laterBuild = (known: SeenBuild | null, found: SeenBuild): SeenBuild =>
  known && known.at >= found.at ? known : found;

const isSameHook = (a: MissingHook, b: MissingHook): boolean => a.hook === b.hook && a.buildId === b.buildId;

const isSameDetector = (a: BrokenDetector, b: BrokenDetector): boolean =>
  a.detector === b.detector && a.version === b.version;

export const withHooks = (known: MissingHook[], found: readonly MissingHook[], now: number): MissingHook[] =>
  withNew(known, found, isSameHook, now);

export const withDetectors = (
  known: BrokenDetector[],
  found: readonly BrokenDetector[],
  now: number,
): BrokenDetector[] => withNew(known, found, isSameDetector, now);

/** The same list when there is nothing new; what is old goes when something new comes. */
function withNew<T extends { readonly firstSeen: number }>(
  known: T[],
  found: readonly T[],
  isSame: (a: T, b: T) => boolean,
  now: number,
): T[] {
  const fresh = found.filter(
    (one, index) =>
      !known.some((other) => isSame(one, other)) && found.findIndex((other) => isSame(one, other)) === index,
  );
  if (fresh.length === 0) return known;
  return [...known, ...fresh].filter(({ firstSeen }) => now - firstSeen < KEPT_MS).slice(-MOST);
}
