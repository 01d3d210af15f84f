/**
 * One pure function from what was found to what is said. The rules stand in order; the first that fits decides.
 * The user's own evidence leads, the outside corroborates: the official page is late at both ends (median 17 and 39 min).
 */
import { OUTAGE_CLASSES } from '@/utils/claude/failure';
import type { DetectorId } from '@/utils/detectors/registry';
import type { Finding } from '@/utils/detectors/types';
import type { ProbeResult } from '@/utils/probes/types';
import type { Successes } from '@/utils/signals/successes';
import type { Witness } from '@/utils/status/types';
import { evidenceOf } from './evidence';
import type { History } from './history';
import { hopsOf } from './hops';
import type { VerdictId } from './severity';
import type { Verdict } from './types';

export interface Observations {
  readonly findings: readonly Finding[];
  readonly witnesses: readonly Witness[];
  readonly successes: Successes;
  readonly probes: readonly ProbeResult[];
  readonly history: History;
}

interface Case extends Observations {
  readonly now: number;
  readonly found: (id: DetectorId) => Finding | undefined;
  readonly official: Witness | undefined;
}

interface Ruling {
  readonly id: VerdictId;
  readonly confidence: Verdict['confidence'];
  /** The finding that decided it; null when nothing failed. */
  readonly because: Finding | null;
}

type Rule = (is: Case) => Ruling | undefined;

/** An outside witness older than this corroborates nothing. */
const WITNESS_FRESH_MS = 15 * 60_000;
/** So many failures in a row leave little doubt. */
const MANY = 3;
const RECENT_MS = 10 * 60_000;

/** What the user waits for and what failed, the gravest first. */
const FAILING = ['failing-page', 'failed-send', 'failed-load'] as const;

/** A finding of this detector decides the verdict by itself. */
const simply =
  (detector: DetectorId, id: VerdictId): Rule =>
  ({ found }) => {
    const because = found(detector);
    return because && { id, confidence: because.provisional ? 'low' : 'high', because };
  };

const claudeFails: Rule = (is) => {
  const because = FAILING.map(is.found).find((found) => found !== undefined && isClaudesOwn(found));
  if (!because) return undefined;
  if (because.provisional) return { id: 'degraded', confidence: 'low', because };
  // Two kinds of evidence before "down": the user's own tab, and the official page.
  if (is.official?.state === 'trouble' && is.official.impact === 'major')
    return { id: 'down', confidence: 'high', because };
  const sure = is.official?.state === 'trouble' || (because.evidence.failed ?? 1) >= MANY;
  return { id: 'degraded', confidence: sure ? 'high' : 'medium', because };
};

/** A page that Cloudflare can't reach through the browser is not Claude's. */
const isClaudesOwn = ({ id, evidence }: Finding): boolean =>
  id === 'failing-page'
    ? evidence.blames !== 'browser'
    : (OUTAGE_CLASSES as readonly (string | undefined)[]).includes(evidence.failure);

const modelFails: Rule = ({ found }) => {
  const because = found('failed-send');
  return because?.evidence.failure === 'model' ? { id: 'model', confidence: 'medium', because } : undefined;
};

/** Some messages fail and most work; the official page makes it sure. */
const someFail: Rule = ({ found, official }) => {
  const because = found('flaky-sends');
  return (
    because && { id: 'degraded', confidence: official?.state === 'trouble' ? 'high' : 'medium', because }
  );
};

/** Slowness is no failure; it counts only beside what the official page says. */
const slowInTrouble: Rule = ({ found, official }) => {
  const because = found('slow-replies');
  return because && official?.state === 'trouble'
    ? { id: 'degraded', confidence: 'low', because }
    : undefined;
};

/** What stands between: the browser knows these from a server that doesn't answer. */
const IN_BETWEEN: readonly unknown[] = ['dns', 'tls', 'proxy', 'blocked'];

const networkBlocks: Rule = ({ found }) => {
  const blocked = found('blocked-page');
  if (blocked) return { id: 'network', confidence: 'medium', because: blocked };
  const because = found('unreachable-page');
  const cause = because?.evidence.cause;
  if (!because || cause === undefined) return undefined;
  if (cause === 'offline') return { id: 'offline', confidence: 'high', because };
  return IN_BETWEEN.includes(cause) ? { id: 'network', confidence: 'medium', because } : undefined;
};

/** Out of date, mostly; but a part that the server can't give is not the tab's fault. */
const appIsBroken: Rule = ({ found }) => {
  const because = found('broken-app');
  if (!because) return undefined;
  const id = (because.evidence.status ?? 0) >= 500 ? 'degraded' : 'page';
  return { id, confidence: 'medium', because };
};

const NOTICE_VERDICTS: Record<string, VerdictId> = {
  limit: 'limit',
  length: 'chat',
  server: 'degraded',
  capacity: 'degraded',
  interrupted: 'frozen',
  'signed-out': 'signed-out',
  model: 'model',
  page: 'page',
};

const pageComplains: Rule = ({ found }) => {
  const because = found('error-notice');
  if (!because) return undefined;
  return { id: NOTICE_VERDICTS[because.evidence.meaning ?? ''] ?? 'unclear', confidence: 'low', because };
};

/** The user's own success beats an outside report of trouble; without it, trouble is believed, quietly. */
const officialTrouble: Rule = ({ official, successes, now }) => {
  const worked = successes.replyAt !== null && now - successes.replyAt < RECENT_MS;
  const bad = official?.state === 'trouble' && official.impact === 'major' && !worked;
  return bad ? { id: 'degraded', confidence: 'low', because: null } : undefined;
};

/** Only what the user's own tab has seen working is called so: the official page alone is no proof. */
const works: Rule = ({ successes, now }) => {
  const { replyAt, pageAt, callAt } = successes;
  if (replyAt !== null && now - replyAt < RECENT_MS) return { id: 'ok', confidence: 'high', because: null };
  return pageAt !== null || callAt !== null ? { id: 'ok', confidence: 'medium', because: null } : undefined;
};

const RULES: readonly Rule[] = [
  simply('offline', 'offline'),
  networkBlocks,
  simply('challenge', 'challenge'),
  simply('ended-session', 'signed-out'),
  simply('hung-tab', 'page'), // what it showed before, such as a limit that lasts for days, can't be judged now
  simply('usage-limit', 'limit'),
  simply('long-conversation', 'chat'),
  simply('frozen-reply', 'frozen'),
  simply('failing-model', 'model'),
  claudeFails,
  modelFails,
  simply('interrupted-reply', 'frozen'),
  appIsBroken,
  (is) => {
    const because =
      is.found('unreachable-page') ?? FAILING.map(is.found).find((found) => found !== undefined);
    return because && { id: 'unclear', confidence: because.provisional ? 'low' : 'medium', because };
  },
  pageComplains,
  someFail,
  slowInTrouble,
  officialTrouble,
  works,
];

const NOTHING_KNOWN: Ruling = { id: 'unclear', confidence: 'low', because: null };

export function diagnose(seen: Observations, now: number): Verdict {
  const fresh = (witness: Witness): boolean =>
    witness.answeredAt !== null && now - witness.answeredAt < WITNESS_FRESH_MS;
  const is: Case = {
    ...seen,
    now,
    found: (id) => seen.findings.find((finding) => finding.id === id),
    official: seen.witnesses.find((witness) => witness.id === 'claude-status-page' && fresh(witness)),
  };
  let ruling = NOTHING_KNOWN;
  for (const rule of RULES) {
    const ruled = rule(is);
    if (!ruled) continue;
    ruling = ruled;
    break;
  }
  const { id, confidence, because } = ruling;
  return {
    id,
    confidence,
    provisional: because?.provisional ?? true,
    evidence: evidenceOf(seen, because),
    code: codeOf(because),
    model: because?.evidence.model ?? null,
    since: because?.since ?? null,
    resetsAt: because?.evidence.resetsAt ?? null,
    reason: id,
    advice: null,
    fallback: null,
    usual: null,
    hops: hopsOf(id, seen, because),
  };
}

function codeOf(because: Finding | null): string | null {
  if (!because) return null;
  const { status, error, blames } = because.evidence;
  // A failure may come with 200 on it, which would only confuse.
  if (status && status >= 400) return blames ? `Cloudflare ${status}` : String(status);
  return error ?? null;
}
