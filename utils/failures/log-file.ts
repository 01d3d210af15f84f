import type { BrokenDetector, Failure, MissingHook } from './types';

export interface LogFacts {
  readonly failures: readonly Failure[];
  readonly hooks: readonly MissingHook[];
  readonly detectors: readonly BrokenDetector[];
  readonly extensionVersion: string;
  /** Epoch ms. */
  readonly now: number;
}

export interface LogFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The log as a file for people and for programs: times as ISO 8601, newest first. */
export function logFile({ failures, hooks, detectors, extensionVersion, now }: LogFacts): LogFile {
  const content = {
    version: 1,
    savedAt: iso(now),
    extensionVersion,
    // The key only tells entries apart here.
    failures: failures.map(({ key: _, version: __, at, ...rest }) => ({ at: iso(at), ...rest })),
    missingHooks: hooks.map((one) => ({ ...one, firstSeen: iso(one.firstSeen) })),
    brokenDetectors: detectors.map((one) => ({ ...one, firstSeen: iso(one.firstSeen) })),
  };
  return { name: logName(now), bytes: new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`) };
}

const iso = (at: number): string => new Date(at).toISOString();

/** `lifeline-failures-<YYYY-MM-DD>.json`, on the user's own calendar. */
function logName(now: number): string {
  const date = new Date(now);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `lifeline-failures-${day.join('-')}.json`;
}
