import type { Signal } from '@/utils/signals/types';
import { blockedPage } from './blocked-page';
import { brokenApp } from './broken-app';
import { challenge } from './challenge';
import { endedSession } from './ended-session';
import { errorNotice } from './error-notice';
import { failedLoad } from './failed-load';
import { failedSend } from './failed-send';
import { failingModel } from './failing-model';
import { failingPage } from './failing-page';
import { flakySends } from './flaky-sends';
import { frozenReply } from './frozen-reply';
import { hungTab } from './hung-tab';
import { interruptedReply } from './interrupted-reply';
import { longConversation } from './long-conversation';
import { offline } from './offline';
import { slowReplies } from './slow-replies';
import type { Detector, Finding } from './types';
import { unreachablePage } from './unreachable-page';
import { usageLimit } from './usage-limit';

/** Order = precedence of what is shown first. */
export const detectors = [
  offline,
  challenge,
  endedSession,
  hungTab,
  usageLimit,
  longConversation,
  failingPage,
  unreachablePage,
  blockedPage,
  frozenReply,
  failingModel,
  failedSend,
  failedLoad,
  interruptedReply,
  brokenApp,
  errorNotice,
  flakySends,
  slowReplies,
] as const satisfies readonly Detector[];
export type DetectorId = (typeof detectors)[number]['id'];

export interface Detection {
  readonly findings: readonly Finding[];
  /** Ids of detectors that threw: shown in diagnostics, never thrown on. */
  readonly broken: readonly string[];
}

/** Runs each detector on the signals that it needs; one that throws doesn't stop the others. */
export function detect(
  signals: readonly Signal[],
  now: number,
  all: readonly Detector[] = detectors,
): Detection {
  const findings: Finding[] = [];
  const broken: string[] = [];
  for (const detector of all) {
    try {
      const found = detector.detect(
        signals.filter(({ kind }) => detector.needs.includes(kind)),
        now,
      );
      if (found) findings.push(found);
    } catch {
      broken.push(detector.id);
    }
  }
  return { findings, broken };
}
