import type { Assessment } from '@/entrypoints/background/assess';
import type { Finding } from '@/utils/detectors/types';
import type { VerdictId } from '@/utils/diagnosis/severity';
import type { SurfaceClass } from './types.ts';

/** What Lifeline tells the user at one moment. */
export interface Call {
  /** `none` while nothing is certain, and where the verdict says something else than the finding. */
  readonly class: SurfaceClass;
  readonly verdict: VerdictId;
  readonly finding: string | null;
  /** Blames claude.ai. */
  readonly outage: boolean;
}

type ByFailure = Record<string, SurfaceClass>;

const FAILURES: ByFailure = {
  overloaded: 'overloaded',
  server: 'server',
  gateway: 'server',
  network: 'network',
  cut: 'interrupted',
  limit: 'limit',
  length: 'length',
  'signed-out': 'signed-out',
  challenge: 'challenge',
  model: 'model',
};

/** The one table: which class is told. A verdict that says it all comes first, else the finding that leads. */
const TOLD: {
  readonly byVerdict: Partial<Record<VerdictId, SurfaceClass>>;
  /** By the finding's id and, where it says so, by its evidence's failure. */
  readonly byFinding: Record<string, SurfaceClass | ByFailure>;
} = {
  byVerdict: {
    offline: 'offline',
    challenge: 'challenge',
    'signed-out': 'signed-out',
    limit: 'limit',
    chat: 'length',
    model: 'model',
    page: 'page',
  },
  byFinding: {
    offline: 'offline',
    challenge: 'challenge',
    'ended-session': 'signed-out',
    'usage-limit': 'limit',
    'long-conversation': 'length',
    'hung-tab': 'page',
    'broken-app': 'page',
    'failing-page': 'failing-page',
    'unreachable-page': 'unreachable',
    'frozen-reply': 'frozen',
    'failing-model': 'model',
    'failed-send': FAILURES,
    'failed-load': FAILURES,
    'flaky-sends': 'flaky',
    'slow-replies': 'server',
    'interrupted-reply': FAILURES,
    'error-notice': 'notice',
  },
};

const OUTAGES: readonly VerdictId[] = ['degraded', 'down', 'model'];

/** A finding without a row is a gap in the table, not a silence. */
function classOf({ id, evidence }: Finding): SurfaceClass {
  const entry = TOLD.byFinding[id];
  if (entry === undefined) throw new Error(`no class for the finding ${id}`);
  return typeof entry === 'string' ? entry : (entry[evidence.failure ?? ''] ?? 'server');
}

export function callOf({ view, findings }: Assessment): Call {
  const { verdict, dismissed } = view;
  const outage = OUTAGES.includes(verdict.id) && !verdict.provisional;
  // What is known but kept quiet, such as the sign-in page that the user opened, is not told. That claude.ai fails is: without
  // a prompt, but by badge and popup.
  const silent = verdict.id === 'ok' || verdict.provisional || (dismissed && !outage);
  if (silent) return { class: 'none', verdict: verdict.id, finding: null, outage: false };
  const certain = findings.filter(({ provisional }) => !provisional);
  // Findings stand in the order of what is shown first; one that the page only reads of gives way to one that was seen.
  const leading = certain.find(({ id }) => id !== 'error-notice') ?? certain[0];
  const byFinding = leading ? classOf(leading) : 'notice';
  return {
    class: TOLD.byVerdict[verdict.id] ?? byFinding,
    verdict: verdict.id,
    finding: leading?.id ?? null,
    outage,
  };
}
