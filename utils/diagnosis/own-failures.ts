/** What failed in the user's own tab, how much of it, and for how long. */
import { OUTAGE_CLASSES } from '@/utils/claude/failure';
import type { NetworkCause } from '@/utils/claude/network-error';
import type { Finding } from '@/utils/detectors/types';
import { type Case, type Holds, ifAny, ifFound, type When } from './case';
import { claudeAnswersBadly } from './probed';
import { SEVERITIES, type VerdictId } from './severity';

/** So many failures in a row leave little doubt. */
const MANY = 3;
const RECENT_MS = 10 * 60_000;

/** What the user waits for and what failed, the gravest first. */
export const FAILURES = [
  ifFound('failing-page'),
  ifFound('failed-send'),
  ifFound('failed-load'),
] as const satisfies readonly When[];

const isNetworkKind: Holds = ({ id, evidence }) =>
  id === 'unreachable-page' || evidence.failure === 'network';

/** What a connection that is gone looks like. */
export const LOST = [ifFound('unreachable-page'), ifFound('failed-send', isNetworkKind)] as const;
/** A reply that goes silent, and an error that the page shows, may be that, too. */
export const MAYBE_LOST = [
  ...LOST,
  ifFound('frozen-reply'),
  ifFound('interrupted-reply'),
  ifFound('error-notice', ({ evidence }) => evidence.meaning === 'network'),
] as const;

/** A page that Cloudflare can't reach through the browser is not Claude's; a connection that broke is, when Claude answers badly. */
const isClaudesOwn: Holds = (failed, is) => {
  if (isNetworkKind(failed, is)) return claudeAnswersBadly(failed, is);
  const { blames, failure } = failed.evidence;
  return failed.id === 'failing-page'
    ? blames !== 'browser'
    : OUTAGE_CLASSES.some((name) => name === failure);
};

const claudes = ifAny([...FAILURES, ifFound('unreachable-page')], isClaudesOwn);

/** Claude's own failure, the gravest that there is, if all of this holds for it. */
export const ifClaudes = (...all: readonly Holds[]): When => ifAny([claudes], ...all);

/** The browser could not get a document, and tells why. */
export const ifNoDocument = (cause: NetworkCause): When =>
  ifFound('unreachable-page', ({ evidence }) => evidence.cause === cause);

/** Only the browser's own word is sure of names: something on the way may refuse the probes of them. */
export const isNameless: Holds = ({ evidence }) => evidence.cause === 'dns';
/** Somebody was connected to, so the name was found. */
export const isBrokenOff: Holds = ({ evidence: { cause } }) => cause === 'broken' || cause === 'refused';
/** The browser tells of something else than names. */
export const isToldApart: Holds = ({ evidence: { cause } }) => cause !== undefined && cause !== 'timeout';

const isClaudesSide = (id: VerdictId): boolean => SEVERITIES[id].startsWith('claude');

/** Trouble of Claude's that is open on this machine. */
const openIncident = ({ history: { incident } }: Case) =>
  incident !== null && isClaudesSide(incident.verdict) ? incident : null;

export const isMessage: Holds = ({ id }) => id === 'failed-send';
export const isLoad: Holds = ({ id }) => id === 'failed-load';
export const isPage: Holds = ({ id }) => id === 'failing-page';
/** People sign out on purpose, too. */
export const isUnwanted: Holds = ({ evidence }) => evidence.deliberate !== true;
export const isServers: Holds = ({ evidence }) => (evidence.status ?? 0) >= 500;

/** Failures in a row, as far as is known: of this tab, of this machine, and of the probe. */
export const failsOften: Holds = (failed, is) => {
  const here = failed.evidence.inARow ?? failed.evidence.failed ?? 1;
  const known = Math.max(here, openIncident(is)?.failures ?? 0);
  return known + (claudeAnswersBadly(failed, is) ? 1 : 0) >= MANY;
};

/** No reply has come since it began, not even one beside others that fail. */
export const nothingWorks: Holds = ({ since }, { successes: { replyAt } }) =>
  replyAt === null || replyAt < since;

/** Epoch ms at which this trouble began, in whatever tab. */
export const beganAt = ({ since }: Finding, is: Case): number =>
  Math.min(since, openIncident(is)?.startedAt ?? since);

/** What fails within this time is one failure. */
const TOGETHER_MS = 5_000;
/** Other things of Claude's failed before it, and no reply has come since. */
export const isOneOfMany: Holds = (failed, is) =>
  nothingWorks(failed, is) && failed.since - beganAt(failed, is) > TOGETHER_MS;

export const lasts =
  (forMs: number): Holds =>
  (failed, is) =>
    is.now - beganAt(failed, is) >= forMs;

/** Later than the trouble that is open, Claude's or not known whose. */
const isNews = (at: number | null, { history: { incident } }: Case): boolean =>
  at !== null && at >= (incident?.startedAt ?? 0);

export const repliedLately = (is: Case): boolean =>
  is.now - (is.successes.replyAt ?? 0) < RECENT_MS && isNews(is.successes.replyAt, is);

export const isTroubled = ({ history: { incident } }: Case): boolean => incident !== null;

/** Trouble is open, and nothing that the user waits for has come since. */
export const isUntested = (is: Case): boolean =>
  isTroubled(is) && !isNews(is.successes.replyAt, is) && !isNews(is.successes.pageAt, is);

export const hasWorked = ({ successes: { replyAt, pageAt, callAt } }: Case): boolean =>
  replyAt !== null || pageAt !== null || callAt !== null;
