import type { Persist } from '@/utils/claude/client';
import { type ClientError, failed } from '@/utils/claude/client-answer';
import type { BackupProblem } from '@/utils/export/manifest';
import type { CaptureEdges } from '@/utils/library/capture';
import type { FilesCaptured } from '@/utils/library/files/files';
import type { MarkGone } from '@/utils/library/gone';
import type { BackupProgress } from '@/utils/library/run/backup-progress';
import { createHold, type Hold } from '@/utils/library/run/hold';
import { createGate, type Gate } from '@/utils/library/run/lanes';
import { createRate, leftMs, type Rate } from '@/utils/library/run/pace';
import { MAX_WAIT_MS } from '@/utils/library/run/patience';
import type { Tasks } from '@/utils/library/run/record';
import type { Shelves } from '@/utils/library/shelves';

export interface FullBackupEdges extends CaptureEdges {
  readonly shelves: Pick<Shelves, 'saveProject' | 'projects'>;
  readonly markGone: MarkGone;
  /** A check has found its bytes or its records damaged; by default none is. */
  readonly isDamaged?: (conversationId: string) => Promise<boolean>;
  /** Absent when files are not wanted. */
  readonly captureFiles?: (conversationId: string, persist: Persist) => Promise<FilesCaptured>;
  readonly persist: Persist;
  /** Ends requests and waits under way. */
  readonly abort: () => void;
  /** Ends the waits only; what has been asked may still be answered. */
  readonly hurry: () => void;
  /** Resolves early when it is to hurry. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly report: (progress: BackupProgress) => void;
  /** Epoch ms: what was captured since then is up to date. */
  readonly startedAt: number;
  /** ms between an answer and the next request of the same lane; null: as long as the answer took, within bounds. */
  readonly pauseMs: number | null;
  /** As far as it had come before whoever worked on it died. */
  readonly progress: BackupProgress;
  /** What an earlier worker has listed. */
  readonly tasks: Tasks | undefined;
  readonly keepTasks: (tasks: Tasks) => Promise<void>;
}

/** What asking on would only make worse: the user has to act first. */
export const FATAL: readonly ClientError[] = ['challenge', 'signed-out'];

/** For answers that are under way when somebody else wants to go on. */
const PATIENCE_MS = 5_000;

type Phase = 'listing' | 'running';
type Change = Partial<BackupProgress>;

/** One full backup while it is worked on. */
export interface Run {
  readonly edges: FullBackupEdges;
  readonly gate: Gate;
  readonly hold: Hold;
  readonly rate: Rate;
  /** Asks when it is its turn, and again where that may help. */
  readonly persist: Persist;
  readonly progress: () => BackupProgress;
  readonly update: (change: Change) => void;
  readonly addProblem: (problem: BackupProblem) => void;
  /** One conversation is dealt with. */
  readonly step: (change?: Change) => void;
  readonly enter: (phase: Phase) => void;
  readonly pause: () => void;
  readonly resume: () => void;
  /** For good, and why. */
  readonly end: (change: Change) => void;
  /** Somebody else goes on with it: what is asked already is still kept, unless that takes too long. */
  readonly letGo: () => void;
  /** Nothing more is to be asked. */
  readonly isOver: () => boolean;
}

export function createRun(edges: FullBackupEdges): Run {
  const gate = createGate();
  const rate = createRate();
  let progress = edges.progress;
  let phase: Phase = progress.state === 'listing' ? 'listing' : 'running';
  let isOver = false;
  let leftAt: number | undefined;
  const update = (change: Change): void => {
    progress = { ...progress, ...change };
    edges.report(progress);
  };
  const hold = createHold({ ...edges, changed: (waitingUntil) => isOver || update({ waitingUntil }) });
  const leave = (change?: Change): void => {
    if (isOver) return;
    isOver = true;
    if (change) update({ ...change, waitingUntil: null, leftMs: null });
    edges.abort();
    gate.open();
  };
  const isPaused = () => progress.state === 'paused';
  if (isPaused()) gate.close();
  return {
    ...{ edges, gate, hold, rate, update },
    persist: persistOf(edges, gate, hold, () => isOver),
    progress: () => progress,
    addProblem: (problem) => update({ problems: [...progress.problems, problem] }),
    step: (change = {}) => {
      rate.note(edges.now());
      const done = progress.done + 1;
      const perMinute = rate.perMinute();
      update({ done, perMinute, leftMs: leftMs(progress.total - done, perMinute), ...change });
    },
    enter: (next) => {
      phase = next;
      update(isPaused() ? {} : { state: next });
    },
    pause: () => {
      if (isOver || isPaused()) return;
      gate.close();
      update({ state: 'paused', leftMs: null });
    },
    resume: () => {
      if (isOver || !isPaused()) return;
      rate.restart();
      update({ state: phase });
      gate.open();
    },
    end: leave,
    letGo: () => {
      leftAt ??= edges.now();
      if (edges.now() - leftAt > PATIENCE_MS) edges.abort();
      isOver = true;
      edges.hurry();
      gate.open();
    },
    isOver: () => isOver,
  };
}

function persistOf(edges: FullBackupEdges, gate: Gate, hold: Hold, isOver: () => boolean): Persist {
  return (ask) =>
    edges.persist(async () => {
      await hold.passed();
      await gate.passed();
      if (isOver()) return failed('network');
      const answer = await ask();
      if (!answer.ok && answer.retryAfterMs !== null && answer.retryAfterMs <= MAX_WAIT_MS)
        hold.ask(answer.retryAfterMs);
      return answer;
    });
}
