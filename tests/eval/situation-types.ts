import type { Surface } from '@/utils/claude/surfaces';
import type { VerdictId } from '@/utils/diagnosis/severity';
import type { SourceId } from '@/utils/status/types';

/** One moment: what the tab has seen, what outside says, what was probed; and what must be said of it. */
export interface Situation {
  /** Unique, kebab-case. */
  readonly id: string;
  readonly title: string;
  /** Source of the expectation: a rule of the design, or a place in the facts. */
  readonly why: string;
  /** What leads astray, where something does. */
  readonly misleading?: string;
  /** `<age> <deed>`, such as `4m fail 529`; the deeds are those of situation-tab.ts. */
  readonly tab: readonly string[];
  readonly official?: OfficialSpec;
  readonly community?: Readonly<Partial<Record<CommunityId, CommunitySpec>>>;
  /** `<link> <state> [cause] [status]`, of 20 s ago. */
  readonly probes?: readonly string[];
  readonly history?: {
    readonly minutesAgo: number;
    readonly verdict: VerdictId;
    readonly failures: number;
  } | null;
  /** Any of these is right. */
  readonly expect: readonly VerdictId[];
  /** Wrong in a way that costs more. */
  readonly never?: readonly VerdictId[];
  readonly model?: string;
  readonly fallback?: string | null;
  readonly advice?: 'wait' | 'act' | null;
  /** Whether the badge may be lit. */
  readonly badge?: boolean;
}

export type CommunityId = Exclude<SourceId, 'claude-status-page'>;

/** What a community source is like at that time; `titles` are posts of the last half hour. */
export type CommunitySpec =
  | 'ok'
  | 'trouble'
  | 'learning'
  | 'stale'
  | 'down'
  | { readonly titles: readonly string[] };

/** The official page, as its own JSON or as what came in its place. */
export interface OfficialSpec {
  /** Status word of claude.ai's component, and of the API's and Claude Code's where they differ. */
  readonly component?: string;
  readonly api?: string;
  readonly code?: string;
  readonly government?: string;
  readonly incidents?: readonly IncidentSpec[];
  readonly maintenance?: {
    readonly name: string;
    readonly status: string;
    readonly fromMin: number;
    readonly forMin: number;
  };
  /** Minutes since it was read; 2 when left out. */
  readonly ageMin?: number;
  /** Minutes by which its clock is ahead. */
  readonly updatedInMin?: number;
  /** HTTP status; 0: no answer. */
  readonly http?: number;
  /** A file of tests/fixtures/status in place of the JSON. */
  readonly file?: string;
}

export interface IncidentSpec {
  readonly name: string;
  readonly impact: string;
  readonly startedMin: number;
  /** Components that its update lists, and the status that it gave them; `operational` is no change. */
  readonly hits?: readonly Surface[];
  readonly to?: string;
}
