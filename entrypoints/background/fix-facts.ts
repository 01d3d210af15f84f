import type { Finding } from '@/utils/detectors/types';
import type { Verdict } from '@/utils/diagnosis/types';
import type { FurtherContext } from '@/utils/fixes/context';
import type { Playbook } from '@/utils/fixes/playbook';
import { triedInVain } from '@/utils/fixes/tried';
import { loadOf, type TryLoad } from '@/utils/fixes/try-load';
import { openUntil } from '@/utils/fixes/turn';
import type { FixContext } from '@/utils/fixes/types';
import type { Snapshot } from '@/utils/library/types';
import type { Signal } from '@/utils/signals/types';
import { workPlace } from '@/utils/signals/work-place';
import type { Witness } from '@/utils/status/types';

/** The official page's word counts for so long. */
const GREEN_MS = 15 * 60_000;

export interface FixKnown {
  readonly signals: readonly Signal[];
  readonly witnesses: readonly Witness[];
  readonly load: TryLoad;
  readonly book: Playbook | null;
  /** The latest stored version of the chat. */
  readonly backup: Snapshot | null;
}

/** Epoch ms until which no try is polite; null when one is. */
export const busyUntil = (load: TryLoad, failed: FixContext['failed'], now: number): number | null =>
  openUntil(loadOf(load, failed), now);

/** As much of a stored chat as a plan needs. */
export const transcriptOf = (backup: Snapshot | null): FurtherContext['transcript'] =>
  backup && backup.messageCount > 0
    ? { conversationId: backup.conversationId, turns: backup.messageCount }
    : null;

/** What a plan is made from without asking anybody. */
export function fixFacts(
  { signals, witnesses, load, book, backup }: FixKnown,
  verdict: Verdict,
  findings: readonly Finding[],
  failed: FixContext['failed'],
  now: number,
): FurtherContext {
  const path = workPlace(signals)?.path;
  return {
    verdict: verdict.id,
    advice: verdict.advice,
    fallback: verdict.fallback,
    ...(path === undefined ? {} : { path }),
    pageRetries: findings.some(({ evidence }) => evidence.ownRetry != null),
    breakerIsOpen: busyUntil(load, failed, now) !== null,
    tried: book === null ? [] : triedInVain(book),
    officialIsGreen: isGreen(witnesses, now),
    transcript: transcriptOf(backup),
  };
}

/** It was read lately, and knows of nothing that may concern the chat. */
const isGreen = (witnesses: readonly Witness[], now: number): boolean =>
  witnesses.some(
    ({ id, state, answeredAt, official }) =>
      id === 'claude-status-page' &&
      state === 'ok' &&
      answeredAt !== null &&
      now - answeredAt < GREEN_MS &&
      !(official?.incidents ?? []).some(({ concernsChat }) => concernsChat !== 'no'),
  );
